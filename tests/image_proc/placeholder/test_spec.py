import pytest
from pydantic import ValidationError

from image_proc.color import TRANSPARENT, WHITE, Color, contrast
from image_proc.fonts import Family
from image_proc.limits import Limits
from image_proc.placeholder import BACKGROUND, PlaceholderSpec
from image_proc.placeholder.paint import Border, Gradient
from image_proc.spec import Format
from image_proc.text import Align

BOX = {"width": "200", "height": "100"}


def spec(limits: Limits | None = None, /, **fields: object) -> PlaceholderSpec:
    return PlaceholderSpec.model_validate(BOX | fields, context=limits)


ACCEPTED: list[tuple[str, object, object]] = [
    ("format", "svg", Format.SVG),
    ("format", "JPG", Format.JPEG),
    ("dpr", "3", 3),
    ("width", "1", 1),
    ("width", "4096", 4096),
    ("background", "orange", Color(255, 165, 0)),
    ("background", "09f", Color(0, 153, 255)),
    ("background", "transparent", TRANSPARENT),
    ("foreground", "ffffff", WHITE),
    ("text", "", ""),
    ("text", r"Hello\nWorld", "Hello\nWorld"),
    ("text", "a|b\nc\r\nd\re\u2028f", "a\nb\nc\nd\ne\nf"),
    ("text", "a\tb", "a b"),
    ("text", "x" * 500, "x" * 500),
    ("font", "Roboto", Family.ROBOTO),
    ("font", "dejavu", Family.DEJAVU),
    ("bold", "false", False),
    ("bold", "1", True),
    ("font_size", "1", 1),
    ("font_size", "100", 100),
    ("align", "left", Align.LEFT),
    ("align", "RIGHT", Align.RIGHT),
    ("radius", "0", 0),
    ("radius", "50", 50),
    ("border", "0", Border(width=0)),
    ("border", "50,red", Border(width=50, color=Color(255, 0, 0))),
    ("gradient", "fff,000", Gradient(start=WHITE, end=Color(0, 0, 0))),
]

REJECTED: list[tuple[str, object, str]] = [
    ("format", "json", "png, svg, webp, jpeg, gif, avif, jpg"),
    ("format", "bmp", "png, svg, webp, jpeg, gif, avif, jpg"),
    ("dpr", "4", "1, 2 or 3"),
    ("dpr", "1.5", "1, 2 or 3"),
    ("dpr", "", "1, 2 or 3"),
    ("width", "0", "1 to 4096 px"),
    ("width", "4097", "1 to 4096 px"),
    ("width", "9" * 20, "1 to 4096 px"),
    ("width", "-1", "1 to 4096 px"),
    ("height", "0", "1 to 4096 px"),
    ("height", "99999", "1 to 4096 px"),
    ("height", "1_0", "1 to 4096 px"),
    ("background", "notacolour", "a CSS colour name"),
    ("foreground", "12345", "a CSS colour name"),
    ("text", "x" * 501, "at most 500 characters, no control characters"),
    ("text", "a\0b", "at most 500 characters, no control characters"),
    ("text", "a\x1bb", "at most 500 characters, no control characters"),
    ("text", "\ud800", "at most 500 characters, no control characters"),
    ("text", "\uffff", "at most 500 characters, no control characters"),
    ("font", "comic sans", "'roboto' or 'dejavu'"),
    ("bold", "maybe", "true or false"),
    ("bold", "", "true or false"),
    ("font_size", "0", "1 to 100 px, the height of the box"),
    ("font_size", "101", "1 to 100 px, the height of the box"),
    ("font_size", "8000", "1 to 100 px, the height of the box"),
    ("font_size", "1e1", "1 to 100 px, the height of the box"),
    ("align", "middle", "'left', 'center' or 'right'"),
    ("radius", "x", "0 to 50 px, half of the shorter side"),
    ("radius", "51", "0 to 50 px, half of the shorter side"),
    ("radius", "-1", "0 to 50 px, half of the shorter side"),
    ("border", "51", "a width of 0 to 50 px, half of the shorter side"),
    ("border", "x", "a width in px"),
    ("gradient", "red", "two colours"),
]


@pytest.mark.parametrize(("field", "sent", "value"), ACCEPTED)
def test_accepts(field: str, sent: object, value: object) -> None:
    assert getattr(spec(**{field: sent}), field) == value


@pytest.mark.parametrize(("field", "sent", "accepted"), REJECTED)
def test_rejects_and_says_what_is_accepted(field: str, sent: object, accepted: str) -> None:
    with pytest.raises(ValidationError) as caught:
        spec(**{field: sent})
    first = caught.value.errors()[0]
    assert first["loc"] == (field,)
    assert accepted in first["msg"]


def test_both_sides_are_needed() -> None:
    for missing in BOX:
        with pytest.raises(ValidationError):
            PlaceholderSpec.model_validate({key: BOX[key] for key in BOX if key != missing})


@pytest.mark.parametrize(
    ("limits", "fields", "accepted"),
    [
        (Limits(max_side=300), {"width": "301"}, "1 to 300 px"),
        (Limits(max_side=300), {"width": "151", "dpr": "2"}, "1 to 150 px at 2×, 300 px in all"),
        (
            Limits(max_side=300),
            {"width": "100", "height": "101", "dpr": "3"},
            "1 to 100 px at 3×, 300 px in all",
        ),
        (
            Limits(max_pixels=10_000),
            {"height": "51"},
            "1 to 50 px beside a width of 200 px, 10000 px in all",
        ),
        (
            Limits(max_pixels=40_000),
            {"height": "51", "dpr": "2"},
            "1 to 50 px beside a width of 200 px at 2×, 40000 px in all",
        ),
    ],
)
def test_limits_count_the_pixel_ratio(
    limits: Limits, fields: dict[str, str], accepted: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        spec(limits, **fields)
    assert caught.value.errors()[0]["msg"] == f"Value error, {accepted}"


def test_the_largest_that_limits_allow_is_accepted() -> None:
    assert spec(Limits(max_side=400, max_pixels=80_000), dpr="2").size == (400, 200)


def test_defaults() -> None:
    plain = spec()
    assert plain.text == "200×100"
    assert plain.background == BACKGROUND == Color(0xCC, 0xCC, 0xCC)
    assert 3 <= contrast(plain.background, plain.foreground) < 3.3
    assert plain.format is Format.PNG
    assert plain.size == (200, 100)
    assert plain.pixels == 20_000


def test_the_foreground_is_chosen_for_the_gradient_where_there_is_one() -> None:
    light = spec(gradient="fff,ddd", background="000")
    assert min(contrast(light.foreground, each) for each in (WHITE, Color(0xDD, 0xDD, 0xDD))) >= 3
    assert light.foreground != spec(background="000").foreground


@pytest.mark.parametrize(
    ("fields", "radius_limit"),
    [({"width": "7", "height": "9"}, 4), ({"width": "8", "height": "9"}, 4)],
)
def test_an_odd_box_can_be_round(fields: dict[str, str], radius_limit: int) -> None:
    assert spec(**fields, radius=str(radius_limit)).radius == radius_limit
    with pytest.raises(ValidationError):
        spec(**fields, radius=str(radius_limit + 1))


def test_equal_specs_have_equal_etags_however_they_were_written() -> None:
    assert spec(background="#0099FF").etag == spec(background="09f").etag
    assert spec(text="200×100").etag == spec().etag
    assert spec(text="200x100").etag != spec().etag


def test_an_svg_costs_no_pixels() -> None:
    assert spec(format="svg").pixels == 1
