"""What each parameter of a picture accepts, before it is held against the picture.

Each reads the text of a URL strictly, is frozen, and is written in one canonical form.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, InstanceOf, PlainSerializer, WithJsonSchema

from image_proc.fields import clean_text, parse_decimal, parse_switch, parse_whole
from image_proc.transform.gravity import Gravity, parse_gravity, parse_position
from image_proc.transform.steps.marks import Mark, names_file
from image_proc.transform.steps.padding import MOST_PADDING, Padding
from image_proc.transform.values import Crop, FocalPoint

LONGEST_SIDE = 65_535
"""px, the longest side that any parameter speaks of; what is drawn has its own limits."""

ROUND = LONGEST_SIDE
"""px, the radius that `max` stands for: half of the shorter side of whatever it rounds."""

DEFAULT_TOLERANCE = 10
DEFAULT_OPACITY = 0.7
DEFAULT_SCALE = 0.2

SIDE_ACCEPTED = f"1 to {LONGEST_SIDE} px"
TRIM_ACCEPTED = "true, false or a tolerance of 0 to 255"
QUALITY_ACCEPTED = "1 to 100"
MAX_BYTES_ACCEPTED = "200 to 100000000 bytes"
SIGMA_ACCEPTED = "0, or 0.3 to 100 px, such as 5 or 2.5"
AMOUNT_ACCEPTED = "0 to 10, such as 1 or 0.5"
FACTOR_ACCEPTED = "0 to 4, such as 1.2; 1 changes nothing"
FOCAL_POINT_ACCEPTED = "x,y of 0 to 1 each, such as 0.5,0.33"
CROP_ACCEPTED = f"x,y,width,height in px, whole numbers up to {LONGEST_SIDE}, such as 10,20,300,200"
PAD_ACCEPTED = f"1 to 4 whole numbers of 0 to {MOST_PADDING} px, such as 10 or 10,20"
RADIUS_ACCEPTED = f"0 to {LONGEST_SIDE} px, or max"
ROTATE_ACCEPTED = "0, 90, 180 or 270"
FLIP_ACCEPTED = "h, v or hv"
OPACITY_ACCEPTED = "0.05 to 1, such as 0.7"
SCALE_ACCEPTED = "0.02 to 1, such as 0.2"
WATERMARK_ACCEPTED = "a text, or the name of a mark"


class Flip(StrEnum):
    """Which way a picture is mirrored: left to right, upside down, or both."""

    H = "h"
    V = "v"
    HV = "hv"


def _side(value: object) -> int:
    # The seed rounds, and 0.5 is a pixel: a side of none could not be drawn.
    return max(1, round(parse_decimal(value, 0.5, LONGEST_SIDE, SIDE_ACCEPTED)))


def _switch(value: object) -> bool:
    """A switch that is on when it is only named: `?grayscale`."""
    return True if value == "" else parse_switch(value)


def _trim(value: object) -> int | None:
    match str(value).lower():
        case "" | "true":
            return DEFAULT_TOLERANCE
        case "false" | "none":
            return None
        case text:
            return parse_whole(text, 0, 255, TRIM_ACCEPTED)


def _sigma(value: object) -> float:
    sigma = parse_decimal(value, 0, 100, SIGMA_ACCEPTED)
    return sigma if sigma == 0 else parse_decimal(sigma, 0.3, 100, SIGMA_ACCEPTED)


def _focal_point(value: object) -> object:
    if not isinstance(value, str):
        return value
    parts = value.split(",")
    if len(parts) != len("xy"):
        raise ValueError(FOCAL_POINT_ACCEPTED)
    return FocalPoint(*(parse_decimal(part, 0, 1, FOCAL_POINT_ACCEPTED) for part in parts))


def _crop(value: object) -> object:
    if not isinstance(value, str):
        return value
    match value.split(","):
        case [x, y, width, height]:
            start = (parse_whole(part, 0, LONGEST_SIDE, CROP_ACCEPTED) for part in (x, y))
            size = (parse_whole(part, 1, LONGEST_SIDE, CROP_ACCEPTED) for part in (width, height))
            return Crop(*start, *size)
        case _:
            raise ValueError(CROP_ACCEPTED)


def _pad(value: object) -> object:
    """1 to 4 widths as in CSS: all; vertical, horizontal; top, horizontal, bottom; clockwise."""
    if isinstance(value, Padding):
        return value
    match [parse_whole(part, 0, MOST_PADDING, PAD_ACCEPTED) for part in str(value).split(",")]:
        case [side]:
            return Padding(side, side, side, side)
        case [down, across]:
            return Padding(down, across, down, across)
        case [top, across, bottom]:
            return Padding(top, across, bottom, across)
        case [top, right, bottom, left]:
            return Padding(top, right, bottom, left)
        case _:
            raise ValueError(PAD_ACCEPTED)


def _radius(value: object) -> int:
    text = str(value).lower()
    return ROUND if text == "max" else parse_whole(text, 0, LONGEST_SIDE, RADIUS_ACCEPTED)


def _rotate(value: object) -> int:
    degrees = parse_whole(value, 0, 270, ROTATE_ACCEPTED)
    if degrees % 90:
        raise ValueError(ROTATE_ACCEPTED)
    return degrees


def _flip(value: object) -> Flip:
    text = str(value).lower()
    if (known := {"vh": "hv"}.get(text, text)) not in set(Flip):
        raise ValueError(FLIP_ACCEPTED)
    return Flip(known)


def _watermark(value: object) -> object:
    # A file's name is looked up before (`Marks.read`), where it is known which there are.
    if not isinstance(value, str):
        return value
    text = clean_text(value)
    if not text or names_file(text):
        raise ValueError(WATERMARK_ACCEPTED)
    return text


def _canonical(value: str | Mark) -> str | dict[str, str]:
    """A text as it is; a mark as no text can be written."""
    return value if isinstance(value, str) else {"file": value.name, "digest": value.digest}


def _text_schema(*examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "examples": list(examples)})


def _whole(least: int, most: int, accepted: str) -> BeforeValidator:
    return BeforeValidator(lambda value: parse_whole(value, least, most, accepted))


def _decimal(least: float, most: float, accepted: str) -> BeforeValidator:
    return BeforeValidator(lambda value: parse_decimal(value, least, most, accepted))


_AS_TEXT = PlainSerializer(str, return_type=str)

SideField = Annotated[int, BeforeValidator(_side)]
SwitchField = Annotated[bool, BeforeValidator(_switch)]
TrimField = Annotated[int | None, BeforeValidator(_trim)]
QualityField = Annotated[int, _whole(1, 100, QUALITY_ACCEPTED)]
MaxBytesField = Annotated[int, _whole(200, 100_000_000, MAX_BYTES_ACCEPTED)]
SigmaField = Annotated[float, BeforeValidator(_sigma)]
AmountField = Annotated[float, _decimal(0, 10, AMOUNT_ACCEPTED)]
FactorField = Annotated[float, _decimal(0, 4, FACTOR_ACCEPTED)]
OpacityField = Annotated[float, _decimal(0.05, 1, OPACITY_ACCEPTED)]
ScaleField = Annotated[float, _decimal(0.02, 1, SCALE_ACCEPTED)]
RadiusField = Annotated[int, BeforeValidator(_radius)]
RotateField = Annotated[Literal[0, 90, 180, 270], BeforeValidator(_rotate)]
FlipField = Annotated[Flip, BeforeValidator(_flip)]
GravityField = Annotated[Gravity, BeforeValidator(lambda value: parse_gravity(str(value)))]
PositionField = Annotated[Gravity, BeforeValidator(lambda value: parse_position(str(value)))]
FocalPointField = Annotated[
    FocalPoint, BeforeValidator(_focal_point), _AS_TEXT, _text_schema("0.5,0.33")
]
CropField = Annotated[Crop, BeforeValidator(_crop), _AS_TEXT, _text_schema("10,20,300,200")]
PadField = Annotated[Padding, BeforeValidator(_pad), _AS_TEXT, _text_schema("10", "10,20")]
WatermarkField = Annotated[
    str | InstanceOf[Mark],
    BeforeValidator(_watermark),
    PlainSerializer(_canonical, return_type=str | dict[str, str]),
    _text_schema("© Jane Doe", "easel.png"),
]
