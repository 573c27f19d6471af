"""What the single values of a gradient accept."""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from image_proc.fields import lowered

FULL_TURN = 360
ANGLE_ACCEPTED = f"whole degrees as in CSS, -{FULL_TURN} to {FULL_TURN}: 0 upwards, 90 to the right"
_ANGLE = re.compile(r"(-?[0-9]{1,3})(?:deg)?")


class Mix(StrEnum):
    """Where what lies between two colours is looked for.

    `oklab` looks even and has no grey middle between neighbours; `srgb` is what CSS does when
    nothing else is said, and what the seed drew.
    """

    OKLAB = "oklab"
    SRGB = "srgb"


def _angle(value: object) -> int:
    found = _ANGLE.fullmatch(str(value).strip().lower())
    if found is None or abs(int(found[1])) > FULL_TURN:
        raise ValueError(ANGLE_ACCEPTED)
    return int(found[1]) % FULL_TURN


AngleField = Annotated[int, BeforeValidator(_angle)]
MixField = Annotated[Mix, BeforeValidator(lowered)]
