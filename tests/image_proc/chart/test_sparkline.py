from io import BytesIO
from math import sin
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat
from pydantic import ValidationError

from image_proc.badge.resvg import draw_markup
from image_proc.chart import SparklineSpec
from image_proc.chart.sparkline import Mark, SparklineType
from image_proc.color import Color
from image_proc.limits import Limits
from image_proc.produce import draw
from tests.conftest import Golden

SVG = "{http://www.w3.org/2000/svg}"
RISING = (88.2, 88.9, 88.4, 89.6, 90.1, 89.8, 91.2, 92.0, 91.7, 92.9, 93.1, 93.4)
NAN, INFINITE = float("nan"), float("inf")
SERIES: dict[str, tuple[float | None, ...]] = {
    "rising": RISING,
    "drop": (93.4, 93.5, 93.4, 93.6, 93.5, 71.2, 71.4, 71.3),
    "level": (93.4,) * 12,
    "one": (3,),
    "gaps": (1, 2, 3, None, None, 2, None, 4, 5, 3, None),
    "negative": (-5, 3, -2, 8, -9, 0),
    "huge": (1e308, -1e308, 0, 1e308),
    "many": tuple(sin(at / 300) * 10 + at % 7 for at in range(10_000)),
}


def sparkline(**fields: Any) -> SparklineSpec:
    return SparklineSpec.model_validate({"values": RISING, **fields})


def opened(spec: SparklineSpec) -> Image.Image:
    with Image.open(BytesIO(draw(spec).body)) as image:
        return image.convert("RGBA")


def on(page: str, image: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", image.size, page)
    ground.alpha_composite(image)
    return ground.convert("RGB")


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("name", SERIES)
def test_series_png(golden: Golden, name: str, scale: int) -> None:
    body = draw(sparkline(values=SERIES[name], format="png", scale=scale)).body
    golden(f"chart/sparkline-{name}-{scale}x.png", body)


@pytest.mark.parametrize("name", SERIES)
def test_series_svg(golden: Golden, name: str) -> None:
    golden(f"chart/sparkline-{name}.svg", draw(sparkline(values=SERIES[name])).body)


LOOKS: dict[str, dict[str, object]] = {
    "area": {"area": "#3b82f640"},
    "bare": {"mark": (), "line": "#555", "line_width": 1},
    "bold": {"line": "crimson", "line_width": 4, "area": "gold", "width": 200, "height": 60},
    "clear": {"line": "#ff000080", "area": "#0000ff40", "values": SERIES["gaps"]},
}


@pytest.mark.parametrize("format_", ["svg", "png", "webp"])
@pytest.mark.parametrize("look", LOOKS)
def test_look(golden: Golden, look: str, format_: str) -> None:
    body = draw(sparkline(format=format_, scale=2, **LOOKS[look])).body
    golden(f"chart/sparkline-{look}-2x.{format_}", body)


@pytest.mark.parametrize("page", ["white", "#0d1117"])
@pytest.mark.parametrize("scale", [1, 2, 3])
@pytest.mark.parametrize("values", SERIES.values(), ids=SERIES)
def test_bitmap_and_svg_show_the_same(
    values: tuple[float | None, ...], scale: int, page: str
) -> None:
    fields: dict[str, Any] = {"values": values, "scale": scale, "area": "#3b82f640"}
    bitmap = opened(sparkline(format="png", **fields))
    markup = draw_markup(draw(sparkline(**fields)).body.decode())
    assert bitmap.size == markup.size
    difference = ImageStat.Stat(ImageChops.difference(on(page, bitmap), on(page, markup)))
    assert max(difference.mean) < 2
    assert max(high for _, high in difference.extrema) < 64


@pytest.mark.parametrize("fields", [{}, *LOOKS.values()])
def test_webp_and_png_are_the_same_pixels(fields: dict[str, object]) -> None:
    png, webp = (opened(sparkline(format=name, **fields)) for name in ("png", "webp"))
    assert on("white", png).tobytes() == on("white", webp).tobytes()


@pytest.mark.parametrize(
    ("fields", "field", "accepted"),
    [
        ({"values": ()}, "values", "at least 1 item"),
        ({"values": (None, None)}, "values", "at least one number"),
        ({"values": (1, NAN)}, "values", "a finite number"),
        ({"values": (1, INFINITE)}, "values", "a finite number"),
        ({"values": (1, -INFINITE)}, "values", "a finite number"),
        ({"values": (1, "2")}, "values", "a valid number"),
        ({"values": (1, True)}, "values", "a valid number"),
        ({"values": (1, 10**400)}, "values", "a valid number"),
        ({"values": "1,2"}, "values", "a valid tuple"),
        ({"values": (1.0,) * 100_001}, "values", "at most 100000 items"),
        ({"width": 7}, "width", "8 to 4096 px"),
        ({"width": 2049, "scale": 2}, "width", "8 to 2048 px"),
        ({"height": 0}, "height", "8 to 4096 px"),
        ({"height": -3}, "height", "8 to 4096 px"),
        ({"height": 10**9}, "height", "8 to 4096 px"),
        ({"line": "nocolour"}, "line", "a CSS colour name"),
        ({"area": "nocolour"}, "area", "a CSS colour name"),
        ({"line_width": 0}, "line_width", "greater than or equal to 0.5"),
        ({"line_width": 9}, "line_width", "less than or equal to 8"),
        ({"line_width": NAN}, "line_width", "finite"),
        ({"scale": 5}, "scale", "1 to 4"),
        ({"format": "gif"}, "format", ""),
        ({"surprise": 1}, "surprise", "not permitted"),
    ],
)
def test_what_is_wrong_is_named(fields: dict[str, object], field: str, accepted: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        sparkline(**fields)
    first = refusal.value.errors()[0]
    assert first["loc"][0] == field
    assert accepted in first["msg"]


def test_the_limits_are_the_services() -> None:
    fields = {"values": RISING, "width": 100, "height": 51, "scale": 2}
    limits = Limits(max_side=200, max_pixels=20_000)
    with pytest.raises(ValidationError, match="8 to 50 px beside a width of 100 px"):
        SparklineSpec.model_validate(fields, context=limits)
    spec = SparklineSpec.model_validate(fields | {"height": 50}, context=limits)
    assert spec.size == (200, 100)


def test_it_says_what_it_shows() -> None:
    root = fromstring(draw(sparkline(values=(3, None, 5, -2, 8, 4.5))).body)
    name = "5 values from 3 to 4.5, lowest -2, highest 8"
    assert (root.get("role"), root.get("aria-label")) == ("img", name)
    assert root[0].text == name
    assert sparkline(values=(3,)).name == "one value, 3"


def test_what_means_the_same_has_the_same_tag() -> None:
    assert sparkline(line="red").etag == sparkline(line="#f00").etag
    assert sparkline(values=(1, 2)).etag == sparkline(values=[1.0, 2.0]).etag
    assert sparkline(values=(1, 2)).etag != sparkline(values=(1, None, 2)).etag


def test_the_same_spec_is_the_same_bytes() -> None:
    for format_ in ("svg", "png", "webp"):
        assert draw(sparkline(format=format_)).body == draw(sparkline(format=format_)).body


@pytest.mark.parametrize(("width", "height"), [(8, 8), (100, 20), (3000, 8), (8, 3000)])
@pytest.mark.parametrize("line_width", [0.5, 2])
@pytest.mark.parametrize("mark", [None, ()])
def test_the_line_fills_the_picture_and_none_of_it_is_cut_off(
    width: int, height: int, line_width: float, mark: tuple[()] | None
) -> None:
    spec = sparkline(
        values=(0, 9, 0, 9), width=width, height=height, line_width=line_width, mark=mark
    )
    points = [point for run in spec.trace.runs for point in run]
    reach = max(spec.pen) / 2
    assert min(point.x for point in points) == pytest.approx(reach)
    assert min(point.y for point in points) == pytest.approx(reach)
    assert max(point.x for point in points) == pytest.approx(width - reach)
    assert max(point.y for point in points) == pytest.approx(height - reach)


def test_a_line_thicker_than_the_picture_is_drawn() -> None:
    image = opened(sparkline(width=8, height=8, line_width=8, format="png"))
    assert image.getchannel("A").getextrema() == (255, 255)


def test_a_dot_marks_the_last_number() -> None:
    values = (1, 5, 2, None)
    with_dot, without = (
        opened(sparkline(format="png", values=values, mark=mark)) for mark in (None, ())
    )
    box = ImageChops.difference(with_dot, without).getbbox(alpha_only=False)
    spec = sparkline(values=values)
    x, y = spec.trace.last
    assert box is not None
    assert box[0] <= x <= box[2]
    assert box[1] <= y <= box[3]
    assert x < 70


numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)


series = st.lists(numbers, min_size=1, max_size=60).filter(lambda each: set(each) != {None})
looks = st.fixed_dictionaries(
    {
        "values": st.lists(numbers, min_size=1, max_size=60).filter(
            lambda each: set(each) != {None}
        ),
        "width": st.integers(8, 90),
        "height": st.integers(8, 60),
        "scale": st.sampled_from([1, 1.5, 2]),
        "mark": st.sampled_from([None, (), ("min", "max"), tuple(Mark)]),
        "type": st.sampled_from(SparklineType),
        "limits": st.sampled_from([None, (0, 1), (-1e308, 1e308), (5, 6), (-6, -5)]),
    }
)


@settings(max_examples=80)
@given(looks)
def test_any_series_is_drawn(look: dict[str, Any]) -> None:
    image = opened(sparkline(format="png", **look))
    assert image.size == sparkline(**look).size
    if look["type"] != "whisker":
        assert image.getchannel("A").getbbox() is not None
    assert fromstring(draw(sparkline(**look)).body).tag == f"{SVG}svg"


def test_a_sparkline_is_small() -> None:
    assert len(draw(sparkline(format="png")).body) < 500
    assert len(draw(sparkline(format="png", values=SERIES["many"])).body) < 1000


@pytest.mark.parametrize("mark", [None, ()])
@pytest.mark.parametrize("format_", ["png", "svg"])
def test_the_line_has_its_color(format_: str, mark: tuple[()] | None) -> None:
    spec = sparkline(format=format_, mark=mark, line="#0a0", line_width=4, height=40, scale=2)
    image = opened(spec) if format_ == "png" else draw_markup(draw(spec).body.decode())
    colors = image.getcolors(4096) or []
    opaque = {Color(*color) for _, color in colors if isinstance(color, tuple) and color[3] == 255}
    assert opaque == {Color(0, 0xAA, 0)}
