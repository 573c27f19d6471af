from io import BytesIO
from itertools import product
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat
from pydantic import ValidationError

from image_proc.badge.canvas import draw_canvas
from image_proc.badge.indexed import draw_indexed
from image_proc.badge.resvg import draw_markup
from image_proc.badge.spec import BadgeSpec
from image_proc.badge.style import Style
from image_proc.produce import draw
from tests.conftest import Golden

SVG = "{http://www.w3.org/2000/svg}"
LINKS = ("https://example.org/a", "https://example.org/b")
NAN, INFINITE = float("nan"), float("inf")
MONTH = (
    *(88.2, 88.5, 88.3, 88.9, 89.6, 89.4, 89.1, 89.8, 90.3, 90.1, 89.7, 90.6, 91.0, 90.8, 91.3),
    *(91.9, 91.5, 91.8, 92.4, 92.2, 91.9, 92.7, 93.1, 92.8, 93.3, 93.0, 93.6, 93.2, 93.5, 93.4),
)
TRENDS: dict[str, tuple[tuple[float, ...], str]] = {
    "month": (MONTH, "brightgreen"),
    "step": ((80.0,) * 12 + (93.0,) * 18, "yellow"),
    "drop": ((93.4, 93.5, 93.4, 93.6, 93.5, 93.6, 93.7, 71.2, 71.4, 71.3), "red"),
    "level": ((93.4,) * 30, "blue"),
    "pair": ((88.2, 93.4), "#ffd"),
}
PLOT = {"flat": 60, "flat-square": 60, "plastic": 60, "for-the-badge": 74, "social": 66}
"""How much wider a trend makes a badge, px; social has a gutter before the bubble."""


def badge(**fields: Any) -> BadgeSpec:
    values = {"label": "coverage", "message": "93.4%", "color": "brightgreen", "trend": MONTH}
    return BadgeSpec.model_validate(values | fields)


def opened(spec: BadgeSpec) -> Image.Image:
    with Image.open(BytesIO(draw(spec).body)) as image:
        return image.convert("RGBA")


def on_white(image: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image.convert("RGBA"))
    return ground.convert("RGB")


def tree(**fields: Any) -> Element:
    root: Element = fromstring(draw(badge(**fields)).body)
    return root


@pytest.mark.parametrize("style", Style)
def test_svg(golden: Golden, style: Style) -> None:
    golden(f"badge/trend-{style}.svg", draw(badge(style=style)).body)


@pytest.mark.parametrize("scale", [1, 2, 3])
@pytest.mark.parametrize("format_", ["png", "webp"])
@pytest.mark.parametrize("style", Style)
def test_bitmap(golden: Golden, style: Style, format_: str, scale: int) -> None:
    body = draw(badge(style=style, format=format_, scale=scale)).body
    golden(f"badge/trend-{style}-{scale}x.{format_}", body)


@pytest.mark.parametrize("name", TRENDS)
def test_series(golden: Golden, name: str) -> None:
    values, color = TRENDS[name]
    spec = badge(trend=values, color=color, format="png", scale=2)
    golden(f"badge/trend-{name}-2x.png", draw(spec).body)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("auto-social", {"theme": "auto", "style": "social"}),
        ("auto", {"theme": "auto"}),
        ("clear", {"color": "#00000080", "label_color": "transparent"}),
        ("links", {"links": LINKS}),
        ("links-social", {"links": LINKS, "style": "social"}),
        ("logo-alone", {"label": "", "message": "", "logo": "rust"}),
        ("segments", {"more": [("3 failed", "red")]}),
        ("note", {"note": "as of <noon>"}),
    ],
)
def test_variant(golden: Golden, name: str, fields: dict[str, object]) -> None:
    golden(f"badge/trend-{name}.svg", draw(badge(**fields)).body)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("social-dark", {"theme": "dark", "style": "social"}),
        ("clear", {"color": "#00000080", "label_color": "transparent"}),
        ("logo", {"logo": "python"}),
    ],
)
def test_what_a_palette_does_not_hold(golden: Golden, name: str, fields: dict[str, object]) -> None:
    golden(f"badge/trend-{name}-2x.png", draw(badge(format="png", scale=2, **fields)).body)


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("label", ["", "coverage"])
def test_a_trend_is_a_part_of_its_own_at_the_end(style: Style, label: str) -> None:
    plain, spec = badge(style=style, label=label, trend=()), badge(style=style, label=label)
    assert plain.layout.plot is None
    assert spec.layout.parts[:-1] == plain.layout.parts
    assert spec.layout.width == plain.layout.width + PLOT[style]
    part, plot = spec.layout.parts[-1], spec.layout.plot
    assert plot is not None
    assert part.text == ""
    assert part.x + 5 <= plot.left < plot.right <= part.x + part.width - 5
    assert 3 <= plot.top < plot.bottom <= style.height - 3


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("format_", ["svg", "png", "webp"])
def test_one_value_is_no_trend(style: Style, format_: str) -> None:
    one, none = (badge(style=style, format=format_, trend=trend) for trend in ((93.4,), ()))
    assert draw(one) == draw(none)


@pytest.mark.parametrize(
    ("fields", "field", "accepted"),
    [
        ({"trend": (1, NAN)}, "trend", "a finite number"),
        ({"trend": (INFINITE, 1)}, "trend", "a finite number"),
        ({"trend": (1, -INFINITE)}, "trend", "a finite number"),
        ({"trend": (NAN,)}, "trend", "a finite number"),
        ({"trend": (1, "2")}, "trend", "a valid number"),
        ({"trend": (1, None)}, "trend", "a valid number"),
        ({"trend": (True, False)}, "trend", "a valid number"),
        ({"trend": (1, 10**400)}, "trend", "a valid number"),
        ({"trend": "1,2"}, "trend", "a valid tuple"),
        ({"trend": None}, "trend", "a valid tuple"),
        ({"trend": (1.0,) * 121}, "trend", "at most 120 items"),
        ({"note": "x" * 257}, "note", "at most 256 characters"),
        ({"note": "a\x00b"}, "note", "without control characters"),
        ({"note": "a\nb"}, "note", "without control characters"),
        ({"message": "W" * 295, "label": ""}, "message", "at most 256 characters"),
        ({"message": "W" * 91, "label": "", "scale": 4}, "scale", "at most 4096 px"),
    ],
)
def test_what_is_wrong_is_named(fields: dict[str, object], field: str, accepted: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        badge(**fields)
    first = refusal.value.errors()[0]
    assert first["loc"][0] == field
    assert accepted in first["msg"]


def test_the_trend_counts_in_the_width() -> None:
    assert badge(message="W" * 91, label="", scale=4, trend=()).size[0] <= 4096


@pytest.mark.parametrize("values", [(1, 2), [1.0, 2.0], (1.0,) * 120, (1e308, -1e308)])
def test_accepted(values: object) -> None:
    assert badge(trend=values).layout.plot is not None


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"trend": (88.2, 90, 93.4)}, "coverage: 93.4%; trend from 88.2 to 93.4"),
        ({"trend": (0.1 + 0.2, 1234567)}, "coverage: 93.4%; trend from 0.3 to 1234567"),
        ({"trend": (1,)}, "coverage: 93.4%"),
        ({"trend": (), "note": "stale"}, "coverage: 93.4% (stale)"),
        ({"trend": (), "note": " "}, "coverage: 93.4%"),
        ({"trend": (1, 2), "note": "stale"}, "coverage: 93.4% (stale); trend from 1 to 2"),
        ({"trend": (1, 2), "label": ""}, "93.4%; trend from 1 to 2"),
        (
            {"trend": (1, 2), "more": [("3 failed", "red")], "note": "a & b"},
            "coverage: 93.4%, 3 failed (a & b); trend from 1 to 2",
        ),
    ],
)
@pytest.mark.parametrize("style", Style)
def test_trend_and_note_are_said(style: Style, fields: dict[str, object], name: str) -> None:
    root = tree(style=style, **fields)
    assert root.get("aria-label") == name
    assert root[0].text == name


@pytest.mark.parametrize("style", Style)
def test_a_note_is_not_drawn(style: Style) -> None:
    plain, noted = badge(style=style, format="png"), badge(style=style, format="png", note="stale")
    assert draw(plain).body == draw(noted).body
    assert plain.etag != noted.etag
    words = {each.text for each in tree(style=style, note="stale").iter(f"{SVG}text")}
    assert "stale" not in words


def test_json_holds_neither() -> None:
    spec, plain = (badge(format="json", **more) for more in ({"note": "stale"}, {"trend": ()}))
    assert draw(spec).body == draw(plain).body


@pytest.mark.parametrize("style", Style)
def test_the_trend_leads_where_the_message_leads(style: Style) -> None:
    anchors = list(tree(style=style, links=LINKS).iter(f"{SVG}a"))
    said = [(each.get("href"), each[0].get("aria-label")) for each in anchors]
    assert said[-1] == (LINKS[1], "trend from 88.2 to 93.4")
    assert len(said) == 3


@pytest.mark.parametrize("style", Style)
def test_the_line_itself_is_silent(style: Style) -> None:
    lines = [each for each in tree(style=style).iter(f"{SVG}g") if each.get("fill") == "none"]
    assert [each.get("aria-hidden") for each in lines] == ["true"]


@pytest.mark.parametrize("name", TRENDS)
@pytest.mark.parametrize("scale", [1, 2, 3])
@pytest.mark.parametrize("style", Style)
def test_bitmap_and_svg_show_the_same_trend(style: Style, scale: int, name: str) -> None:
    """Of the trend's part; resvg is given no fonts for the words."""
    values, color = TRENDS[name]
    fields: dict[str, Any] = {"style": style, "scale": scale, "trend": values, "color": color}
    bitmap, markup = opened(badge(format="png", **fields)), draw_markup(markup_of(fields))
    x = round(badge(**fields).layout.parts[-1].x * scale) + scale
    right = bitmap.width - 4 * scale
    one, other = (on_white(image.crop((x, 0, right, image.height))) for image in (bitmap, markup))
    difference = ImageStat.Stat(ImageChops.difference(one, other))
    assert max(difference.mean) < 6
    assert max(high for _, high in difference.extrema) < 90


def markup_of(fields: dict[str, Any]) -> str:
    return draw(badge(**fields)).body.decode()


@pytest.mark.parametrize(
    ("style", "scale"),
    [*product(["flat", "flat-square", "for-the-badge"], [1, 2, 3]), ("plastic", 1), ("plastic", 2)],
)
def test_a_palette_shows_what_the_canvas_shows(style: str, scale: int) -> None:
    spec = badge(style=style, scale=scale, format="png")
    body = draw_indexed(spec)
    assert body is not None
    with Image.open(BytesIO(body)) as indexed:
        difference = ImageChops.difference(on_white(indexed), on_white(draw_canvas(spec)))
    assert max(ImageStat.Stat(difference).mean) < 3
    assert max(high for _, high in ImageStat.Stat(difference).extrema) <= 48


def test_gradients_with_too_many_colors_are_drawn_on_the_canvas() -> None:
    spec = badge(style="plastic", scale=3, format="png")
    assert draw_indexed(spec) is None
    assert opened(spec).size == spec.size


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("trend", [values for values, _ in TRENDS.values()], ids=TRENDS)
def test_the_line_does_not_touch_the_edges(style: Style, trend: tuple[float, ...]) -> None:
    """Above and below, and beside it, nothing but the part's own ground is to be seen."""
    spec = badge(style=style, format="webp", trend=trend, scale=3)
    level = badge(style=style, format="webp", trend=(1, 1), scale=3)
    part = spec.layout.parts[-1]
    one, other = (on_white(opened(each)) for each in (spec, level))
    box = ImageChops.difference(one, other).getbbox() or (part.x * 3 + 12, 9, one.width - 12, 9)
    assert box[0] >= (part.x + 4) * 3
    assert box[1] >= 2 * 3
    assert box[2] <= one.width - 4 * 3
    assert box[3] <= one.height - 2 * 3


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=2, max_size=120),
    st.sampled_from(list(Style)),
    st.sampled_from(["svg", "png", "webp"]),
    st.sampled_from([1, 1.5, 2]),
    st.sampled_from(["red", "#ffd", "#0f08", "transparent"]),
)
def test_any_trend_is_drawn(
    trend: list[float], style: Style, format_: str, scale: float, color: str
) -> None:
    spec = badge(trend=trend, style=style, format=format_, scale=scale, color=color)
    if format_ == "svg":
        assert fromstring(draw(spec).body).get("viewBox") == f"0 0 {_short(spec)}"
    else:
        assert opened(spec).size == spec.size


def _short(spec: BadgeSpec) -> str:
    return f"{spec.layout.width:.10g} {spec.layout.height}"


@pytest.mark.parametrize(("scale", "most"), [(1, 900), (2, 2000), (3, 3200)])
def test_a_badge_with_a_trend_is_small(scale: int, most: int) -> None:
    assert len(draw(badge(format="png", scale=scale)).body) <= most
