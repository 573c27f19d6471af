"""A mistake as a picture, for those who asked for one and cannot read anything else."""

from dataclasses import dataclass

from endpoint.openapi.answers import Problem
from image_proc.badge.spec import BadgeSpec
from image_proc.errors import shorten
from image_proc.placeholder.spec import PlaceholderSpec
from image_proc.produce import Encoded, draw
from image_proc.spec import Format, ImageSpec

_BADGE_FORMATS = {Format.SVG, Format.PNG, Format.WEBP}
_LONGEST_MESSAGE = 120
_LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True)
class ErrorArt:
    """What to draw.

    Args:
        problem: what went wrong.
        format: what the suffix asks for, None for the usual one of its kind.
    """

    problem: Problem
    format: Format | None


def draw_error(art: ErrorArt, room: str | None) -> Encoded:
    """Draw an error in the shape of what was asked for.

    Args:
        art: what to draw.
        room: the name of the blueprint that was asked, None where no route matched.
    """
    return draw(_badge(art) if room == "badge" else _card(art))


def _badge(art: ErrorArt) -> ImageSpec:
    problem = art.problem
    message = problem.detail
    if problem.parameter is not None:
        message = f"{problem.parameter}: “{problem.value}” is not accepted"
    return BadgeSpec.model_validate(
        {
            "label": str(problem.status),
            "message": _drawable(message, _LONGEST_MESSAGE) or problem.title,
            "color": "red",
            "format": art.format if art.format in _BADGE_FORMATS else Format.SVG,
        }
    )


def _card(art: ErrorArt) -> ImageSpec:
    title = f"{art.problem.status} {art.problem.title}"
    return PlaceholderSpec.model_validate(
        {
            "width": 600,
            "height": 200,
            "background": "#fdecea",
            "foreground": "#8c1d18",
            "border": "2,#e5a19c",
            "text": f"{title}\n{_drawable(art.problem.detail, _LONGEST_TEXT)}",
            "format": art.format or Format.PNG,
        }
    )


def _drawable(text: str, length: int) -> str:
    """A text that every grammar takes: one line, nothing unprintable, not too long."""
    printable = "".join(char if char.isprintable() else "�" for char in text)
    return shorten(printable.replace("|", "¦").replace("\\n", "⏎"), length)
