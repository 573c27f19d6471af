"""What the single values of an avatar accept."""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from image_proc.fields import lowered

LARGEST = 2048
"""px, as Gravatar has it."""

LONGEST_INITIALS = 32
"""Characters of the two clusters together: a family of emoji takes many."""

SEED_ACCEPTED = "32 or 64 hex digits"
_SEED = re.compile(r"[0-9a-f]{32}(?:[0-9a-f]{32})?")


class Style(StrEnum):
    """What an avatar shows.

    The last two depend on nobody: a figure that may be anyone, and nothing.
    """

    IDENTICON = "identicon"
    INITIALS = "initials"
    MARBLE = "marble"
    PIXEL = "pixel"
    SILHOUETTE = "silhouette"
    BLANK = "blank"


def is_seed(text: str) -> bool:
    """Whether a text is a digest: MD5's 32 or SHA-256's 64 hex digits, in small letters."""
    return _SEED.fullmatch(text) is not None


def _seed(value: object) -> object:
    if isinstance(value, str) and not is_seed(value):
        raise ValueError(SEED_ACCEPTED)
    return value


SeedField = Annotated[str, BeforeValidator(_seed)]
StyleField = Annotated[Style, BeforeValidator(lowered)]
