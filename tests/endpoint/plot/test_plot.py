from collections.abc import Mapping

import pytest

from endpoint.plot import NAMES, Asked, Figures, PlotType
from endpoint.query import Sent
from image_proc.chart import ChartSpec, SparklineSpec
from image_proc.chart.fields import AxisKind, ChartType, Legend, Look, Unit
from image_proc.chart.series import Series
from image_proc.chart.sparkline import Mark
from image_proc.color import parse_color
from image_proc.errors import InvalidParameter
from image_proc.fields import Theme
from image_proc.limits import Limits
from image_proc.spec import Format, ImageSpec

LIMITS = Limits()
FIGURES = Figures((Series(name="a", values=(1.0, 2.0, None)),), ("x", "y", "z"), title="of old")


def specified(query: Mapping[str, object], figures: Figures = FIGURES) -> ImageSpec:
    sent = {NAMES[name]: Sent(name, value) for name, value in query.items()}
    return Asked.read(sent, LIMITS).spec(figures, LIMITS)


def chart(query: Mapping[str, object], figures: Figures = FIGURES) -> ChartSpec:
    spec = specified(query, figures)
    assert isinstance(spec, ChartSpec)
    return spec


def test_where_nothing_is_said_a_chart_is_as_charts_are() -> None:
    spec = chart({})
    assert (spec.type, spec.width, spec.height, spec.scale) == (ChartType.BAR, 500, 300, 1)
    assert (spec.format, spec.theme, spec.look) == (Format.PNG, Theme.LIGHT, Look.PLAIN)
    assert (spec.series, spec.labels, spec.title) == (FIGURES.series, ("x", "y", "z"), "of old")


def test_each_type_of_chart_can_be_asked_for() -> None:
    assert set(PlotType) - set(ChartType) == {PlotType.SPARKLINE, PlotType.HORIZONTAL_BAR}
    assert set(ChartType) <= set(PlotType)


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ({"type": "line"}, "type", ChartType.LINE),
        ({"type": "horizontalBar"}, "type", ChartType.BAR),
        ({"type": "horizontalBar"}, "horizontal", True),
        ({"width": "320"}, "width", 320),
        ({"w": "320"}, "width", 320),
        ({"h": 180}, "height", 180),
        ({"title": " New "}, "title", "New"),
        ({"title": ""}, "title", ""),
        ({"theme": "auto"}, "theme", Theme.AUTO),
        ({"colors": "red,rgb(0, 0, 255)"}, "colors", (parse_color("red"), parse_color("#00f"))),
        ({"colors": ["#55d"]}, "colors", (parse_color("#55d"),)),
        ({"bg": "fff"}, "background", parse_color("#fff")),
        ({"stacked": "true"}, "stacked", True),
        ({"stacked": True}, "stacked", True),
        ({"numbers": "1"}, "numbers", True),
        ({"horizontal": "0"}, "horizontal", False),
        ({"legend": "left"}, "legend", Legend.LEFT),
        ({"legend": "false"}, "legend", Legend.NONE),
        ({"legend": "true"}, "legend", Legend.AUTO),
        ({"bins": "200"}, "bins", 200),
        ({"format": "webp"}, "format", Format.WEBP),
        ({"scale": "1.5"}, "scale", 1.5),
        ({"dpr": "2"}, "scale", 2),
    ],
)
def test_each_parameter_fills_its_field(
    query: dict[str, object], field: str, value: object
) -> None:
    assert getattr(chart(query), field) == value


def test_the_axes_have_their_titles_ends_and_units() -> None:
    spec = chart({"x_title": "Day", "y_title": "kB/s", "min": "-1e1", "max": ".5", "unit": "si"})
    assert (spec.x.title, spec.y.title) == ("Day", "kB/s")
    assert (spec.y.low, spec.y.high, spec.y.unit) == (-10, 0.5, Unit.SI)
    assert spec.y.kind is AxisKind.LINEAR
    assert chart({"log": "1", "min": "0.1"}).y.kind is AxisKind.LOG


@pytest.mark.parametrize(
    ("query", "name", "accepted"),
    [
        ({"type": "bars"}, "type", "'bar', 'line'"),
        ({"width": "7"}, "width", "8 to 4096 px"),
        ({"w": "4097"}, "w", "8 to 4096 px"),
        ({"width": "5_0"}, "width", "a whole number of px"),
        ({"width": "2100", "dpr": "2"}, "width", "8 to 2048 px"),
        ({"height": "0"}, "height", "8 to"),
        ({"title": "a\x07"}, "title", "without control characters"),
        ({"title": "a" * 257}, "title", "at most 256 characters"),
        ({"theme": "pink"}, "theme", "'light', 'dark' or 'auto'"),
        ({"colors": "red,"}, "colors", "a CSS colour name"),
        ({"colors": ",".join(["red"] * 257)}, "colors", "at most 256"),
        ({"background": "x"}, "background", "a CSS colour name"),
        ({"stacked": "yes"}, "stacked", "true or false"),
        ({"legend": "middle"}, "legend", "auto, none, top"),
        ({"min": "nan"}, "min", "a number"),
        ({"min": "1e999"}, "min", "a number"),
        ({"max": "1_0"}, "max", "a number"),
        ({"max": True}, "max", "a number"),
        ({"min": "2", "max": "2"}, "max", "more than the least, 2"),
        ({"log": "1", "min": "0"}, "min", "more than 0"),
        ({"log": "1", "max": "-1"}, "max", "more than 0"),
        ({"unit": "miles"}, "unit", "'plain'"),
        ({"bins": "0"}, "bins", "1 to 200"),
        ({"bins": "201"}, "bins", "1 to 200"),
        ({"format": "gif"}, "format", "png, svg, webp, json"),
        ({"scale": "5"}, "scale", "1 to 4"),
        ({"type": "sparkline", "format": "json"}, "format", "png, svg or webp"),
    ],
)
def test_a_bad_value_is_refused_by_its_name(
    query: dict[str, object], name: str, accepted: str
) -> None:
    with pytest.raises(InvalidParameter) as refused:
        specified(query)
    assert refused.value.name == name
    assert accepted in refused.value.accepted


def test_a_sparkline_has_its_own_size_and_shows_the_first_series() -> None:
    spec = specified({"type": "sparkline", "colors": "red", "min": "0", "max": "9"})
    assert isinstance(spec, SparklineSpec)
    assert (spec.width, spec.height, spec.values) == (100, 20, (1, 2, None))
    assert (spec.line, spec.limits) == (parse_color("red"), (0, 9))
    wider = specified({"type": "sparkline", "width": "300"})
    assert isinstance(wider, SparklineSpec)
    assert wider.size == (300, 20)


@pytest.mark.parametrize("series", [(), (Series(values=(None,)),), (Series(samples=((1.0,),)),)])
def test_a_sparkline_needs_a_number(series: tuple[Series, ...]) -> None:
    with pytest.raises(InvalidParameter, match="at least one number"):
        specified({"type": "sparkline"}, Figures(series))


def test_a_strip_is_one_as_long_as_nobody_says_a_type() -> None:
    strip = Figures(FIGURES.series, look=Look.STRIP)
    assert chart({}, strip).look is Look.STRIP
    assert chart({"type": "bar"}, strip).look is Look.PLAIN


def test_the_usual_type_is_what_figures_say() -> None:
    assert chart({}, Figures(FIGURES.series, usual=PlotType.AREA)).type is ChartType.AREA


@pytest.mark.parametrize(
    ("series", "accepted"),
    [
        ((Series(values=(1.0,)),) * 65, "at most 64 series"),
        ((Series(values=(1.0,) * 50_001),) * 2, "at most 100000 values"),
    ],
)
def test_more_than_a_chart_holds_is_refused(series: tuple[Series, ...], accepted: str) -> None:
    with pytest.raises(InvalidParameter, match=accepted) as refused:
        specified({}, Figures(series, parameter="y"))
    assert refused.value.name == "y"


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ({"mark": "min, max"}, "mark", (Mark.MIN, Mark.MAX)),
        ({"mark": "none"}, "mark", ()),
        ({}, "mark", None),
        ({"limits": "-1,9"}, "limits", (-1, 9)),
        ({"min": "-5"}, "limits", (-5, 2)),
        ({"max": "5"}, "limits", (1, 5)),
        ({"min": "3"}, "limits", (3, 6)),
        ({"max": "-3"}, "limits", (-6, -3)),
        ({}, "limits", None),
    ],
)
def test_a_sparkline_has_marks_and_edges(
    query: dict[str, object], field: str, value: object
) -> None:
    assert getattr(specified({"type": "sparkline", **query}), field) == value


@pytest.mark.parametrize(
    ("query", "name", "accepted"),
    [
        ({"mark": "most"}, "mark", "first, last, min, max"),
        ({"limits": "1"}, "limits", "two numbers, the lower one first"),
        ({"limits": "2,1"}, "limits", "two numbers, the lower one first"),
        ({"limits": "1,nan"}, "limits", "two numbers, the lower one first"),
    ],
)
def test_bad_marks_and_edges_are_refused(
    query: dict[str, object], name: str, accepted: str
) -> None:
    with pytest.raises(InvalidParameter) as refused:
        specified({"type": "sparkline", **query})
    assert refused.value.name == name
    assert accepted in refused.value.accepted


def test_what_says_nothing_of_a_type_is_named() -> None:
    look = {"title": "x", "bg": "red", "mark": "min", "limits": "0,1", "w": "90", "min": "0"}

    def ignored(type_: str) -> list[str]:
        sent = {NAMES[name]: Sent(name, value) for name, value in {**look, "type": type_}.items()}
        return Asked.read(sent, LIMITS).ignored

    assert ignored("sparkline") == ["title", "bg"]
    assert ignored("line") == ["mark", "limits"]
