"""What the single values of a badge accept."""

import re
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field

from image_proc.color import BadgeColor
from image_proc.fields import Text, parse_whole

LONGEST_LINK = 2048
WIDEST_LOGO = 200
"""px at scale 1."""

MOST_VALUES = 120
"""Of a trend: more than two for each px that it is wide would not be seen."""

LONGEST_CACHE = 31_536_000
"""Seconds: a year."""

_LINK = re.compile(r"(?:https?://[^\s<>\"'`\\]+|mailto:[^\s<>\"'`\\]+)", re.IGNORECASE)


def _check_link(link: str) -> str:
    if link and (len(link) > LONGEST_LINK or not _LINK.fullmatch(link)):
        message = (
            f"an address that begins with http://, https:// or mailto:, {LONGEST_LINK} characters "
            "at most"
        )
        raise ValueError(message)
    return link


def _read_logo_width(value: object) -> int:
    return parse_whole(value, 1, WIDEST_LOGO, f"1 to {WIDEST_LOGO} px")


def _lead_somewhere(trend: tuple[float, ...]) -> tuple[float, ...]:
    """One value alone is no trend: such a badge is drawn as the one without."""
    return trend if len(trend) > 1 else ()


def trend_name(trend: tuple[float, ...]) -> str:
    """Say a trend of at least two values for those who hear it."""
    return f"trend from {trend[0]:.10g} to {trend[-1]:.10g}"


Link = Annotated[str, AfterValidator(_check_link)]
LogoWidth = Annotated[int, BeforeValidator(_read_logo_width)]
Trend = Annotated[
    tuple[Annotated[float, Field(strict=True, allow_inf_nan=False)], ...],
    Field(max_length=MOST_VALUES),
    AfterValidator(_lead_somewhere),
]
CacheSeconds = Annotated[int, Field(ge=0, le=LONGEST_CACHE)]


class Segment(NamedTuple):
    """A further part of a badge that has more than a label and a message.

    Args:
        text: 1 to 256 characters.
        color: of its ground.
    """

    text: Text
    color: BadgeColor
