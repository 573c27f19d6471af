"""What each parameter of a picture accepts and refuses, and how it is written down."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from image_proc.transform import fields
from image_proc.transform.fields import ROUND, Flip
from image_proc.transform.gravity import Gravity
from image_proc.transform.steps.marks import Mark
from image_proc.transform.steps.padding import Padding
from image_proc.transform.values import Crop, FocalPoint

MARK = Mark("easel.png", "1f", (1, 1), b"")

# Field, what is sent, what it becomes, how it is written.
ACCEPTED: list[tuple[str, object, object, str]] = [
    ("Side", "1", 1, "1"),
    ("Side", "800", 800, "800"),
    ("Side", "800.4", 800, "800"),
    ("Side", "800.6", 801, "801"),
    ("Side", "0.5", 1, "1"),
    ("Side", "533.3333333333334", 533, "533"),
    ("Side", "65535", 65535, "65535"),
    ("Switch", "", True, "true"),
    ("Switch", "true", True, "true"),
    ("Switch", "0", False, "false"),
    ("Trim", "", 10, "10"),
    ("Trim", "true", 10, "10"),
    ("Trim", "TRUE", 10, "10"),
    ("Trim", "false", None, "null"),
    ("Trim", "0", 0, "0"),
    ("Trim", "1", 1, "1"),
    ("Trim", "255", 255, "255"),
    ("Quality", "1", 1, "1"),
    ("Quality", "100", 100, "100"),
    ("MaxBytes", "200", 200, "200"),
    ("MaxBytes", "100000000", 100_000_000, "100000000"),
    ("Sigma", "0", 0, "0.0"),
    ("Sigma", "0.3", 0.3, "0.3"),
    ("Sigma", "100", 100, "100.0"),
    ("Amount", "0", 0, "0.0"),
    ("Amount", ".5", 0.5, "0.5"),
    ("Amount", "10.0", 10, "10.0"),
    ("Factor", "0", 0, "0.0"),
    ("Factor", "1.20", 1.2, "1.2"),
    ("Factor", "4", 4, "4.0"),
    ("Opacity", "0.05", 0.05, "0.05"),
    ("Opacity", "1", 1, "1.0"),
    ("Scale", "0.02", 0.02, "0.02"),
    ("Scale", "1", 1, "1.0"),
    ("Radius", "0", 0, "0"),
    ("Radius", "24", 24, "24"),
    ("Radius", "MAX", ROUND, "65535"),
    ("Rotate", "0", 0, "0"),
    ("Rotate", "270", 270, "270"),
    ("Flip", "h", Flip.H, '"h"'),
    ("Flip", "V", Flip.V, '"v"'),
    ("Flip", "vh", Flip.HV, '"hv"'),
    ("Gravity", "top-left", Gravity.NORTHWEST, '"northwest"'),
    ("Gravity", "smart", Gravity.SMART, '"smart"'),
    ("Position", "centre", Gravity.CENTER, '"center"'),
    ("FocalPoint", "0,1", FocalPoint(0, 1), '"0,1"'),
    ("FocalPoint", "0.50,.333333333", FocalPoint(0.5, 0.3333), '"0.5,0.3333"'),
    ("Crop", "0,0,1,1", Crop(0, 0, 1, 1), '"0,0,1,1"'),
    ("Crop", "010,20,300,200", Crop(10, 20, 300, 200), '"10,20,300,200"'),
    ("Pad", "0", Padding(0, 0, 0, 0), '"0,0,0,0"'),
    ("Pad", "1", Padding(1, 1, 1, 1), '"1,1,1,1"'),
    ("Pad", "1,2", Padding(1, 2, 1, 2), '"1,2,1,2"'),
    ("Pad", "1,2,3", Padding(1, 2, 3, 2), '"1,2,3,2"'),
    ("Pad", "1,2,3,4096", Padding(1, 2, 3, 4096), '"1,2,3,4096"'),
    ("Watermark", "© Jane Doe", "© Jane Doe", '"© Jane Doe"'),
    ("Watermark", " مرحبا ", "مرحبا", '"مرحبا"'),
    ("Watermark", "easel.png 1f", "easel.png 1f", '"easel.png 1f"'),
    ("Watermark", MARK, MARK, '{"file":"easel.png","digest":"1f"}'),
]

NUMBERS = ["", "x", "-1", "+1", " 1", "1_0", "1e1", "nan", "inf", "Infinity", "0x1", "٣", "9" * 99]
REJECTED: dict[str, tuple[str, list[str]]] = {
    "Side": (fields.SIDE_ACCEPTED, [*NUMBERS, "0", "0.4", "65535.1", "65536", "1,5"]),
    "Switch": ("true or false", ["yes", "on", "2", " "]),
    "Trim": (fields.TRIM_ACCEPTED, [*NUMBERS[1:], "256", "yes", "1.5"]),
    "Quality": (fields.QUALITY_ACCEPTED, [*NUMBERS, "0", "101", "80.5"]),
    "MaxBytes": (fields.MAX_BYTES_ACCEPTED, [*NUMBERS, "199", "100000001", "20k"]),
    "Sigma": (fields.SIGMA_ACCEPTED, [*NUMBERS, "0.29", "100.1"]),
    "Amount": (fields.AMOUNT_ACCEPTED, [*NUMBERS, "10.1"]),
    "Factor": (fields.FACTOR_ACCEPTED, [*NUMBERS, "4.1", "50%"]),
    "Opacity": (fields.OPACITY_ACCEPTED, [*NUMBERS, "0", "0.04", "1.01"]),
    "Scale": (fields.SCALE_ACCEPTED, [*NUMBERS, "0", "0.019", "1.01"]),
    "Radius": (fields.RADIUS_ACCEPTED, [*NUMBERS, "65536", "50%", "1.5"]),
    "Rotate": (fields.ROTATE_ACCEPTED, [*NUMBERS, "45", "360", "-90", "90.0"]),
    "Flip": (fields.FLIP_ACCEPTED, ["", "x", "hh", "horizontal", "true"]),
    "Gravity": ("center, north, northeast", ["", "up", "0"]),
    "Position": ("west or northwest", ["", "smart"]),
    "FocalPoint": (
        fields.FOCAL_POINT_ACCEPTED,
        ["", "0.5", "0.5,", ",", "0,0,0", "1.1,0", "0,-1", "0, 1", "nan,0", "a,b"],
    ),
    "Crop": (
        fields.CROP_ACCEPTED,
        [
            *("", "1", "1,2,3", "1,2,3,4,5", "0,0,0,1", "0,0,1,0", "-1,0,1,1", "0,0,1,1.5"),
            *("0,0,1, 1", "0,0,65536,1", "a,b,c,d", ",,,"),
        ],
    ),
    "Pad": (fields.PAD_ACCEPTED, ["", "1,", "1,2,3,4,5", "-1", "4097", "1 2", "1.5", "1, 2", "x"]),
    "Watermark": (fields.WATERMARK_ACCEPTED, ["", "  ", "easel.png", "LOGO.PNG", "../a.webp"]),
}


def field(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(getattr(fields, f"{name}Field"))


@pytest.mark.parametrize(("name", "sent", "value", "written"), ACCEPTED)
def test_what_is_accepted(name: str, sent: object, value: object, written: str) -> None:
    read = field(name).validate_python(sent)
    assert read == value
    assert type(read) is type(value) or isinstance(read, float)
    hash(read)
    assert field(name).dump_json(read).decode() == written


@pytest.mark.parametrize(("name", "sent", "value", "written"), ACCEPTED)
def test_a_value_may_be_sent_instead_of_its_text(
    name: str, sent: object, value: object, written: str
) -> None:
    if name != "Trim" or value is not None:
        assert field(name).validate_python(value) == value, (sent, written)


@pytest.mark.parametrize(
    ("name", "sent"), [(name, sent) for name, (_, all_) in REJECTED.items() for sent in all_]
)
def test_what_is_refused_is_told_what_is_accepted(name: str, sent: str) -> None:
    with pytest.raises(ValidationError) as caught:
        field(name).validate_python(sent)
    (error,) = caught.value.errors()
    assert REJECTED[name][0] in error["msg"]


def test_each_field_has_both_tables() -> None:
    names = {
        name.removesuffix("Field")
        for name in vars(fields)
        if name.endswith("Field") and not name.startswith("_")
    }
    assert names == set(REJECTED) == {name for name, *_ in ACCEPTED}


@pytest.mark.parametrize("text", ["a\0b", "a\nb", "x" * 257])
def test_a_watermark_is_a_text_that_can_be_shown(text: str) -> None:
    with pytest.raises(ValidationError):
        field("Watermark").validate_python(text)


def test_a_mark_is_never_written_as_a_text_is() -> None:
    """One would be served for the other: both are keys of the cache."""
    assert isinstance(field("Watermark").dump_python(MARK), dict)


@given(st.sampled_from(sorted(REJECTED)), st.text(max_size=12))
def test_no_text_is_an_error_of_ours(name: str, text: str) -> None:
    try:
        value = field(name).validate_python(text)
    except ValidationError:
        return
    written = field(name).dump_json(value)
    assert field(name).dump_json(field(name).validate_python(value)) == written or value is None


whole = st.integers(0, 4096)


@given(st.builds(Padding, whole, whole, whole, whole))
def test_paddings_read_what_they_write(padding: Padding) -> None:
    assert field("Pad").validate_python(str(padding)) == padding


@given(st.builds(Crop, whole, whole, whole.map(lambda side: side + 1), st.just(1)))
def test_crops_read_what_they_write(crop: Crop) -> None:
    assert field("Crop").validate_python(str(crop)) == crop


@given(st.tuples(*[st.integers(0, 10_000).map(lambda number: number / 10_000)] * 2))
def test_focal_points_read_what_they_write(point: tuple[float, float]) -> None:
    focal_point = FocalPoint(*point)
    assert field("FocalPoint").validate_python(str(focal_point)) == focal_point
