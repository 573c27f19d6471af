"""Configs as they are found in documents and e-mails, and what is drawn of them."""

import json
from base64 import b64encode
from typing import Any

import pytest

from endpoint.chart.drawn import Drawn
from endpoint.chart.quickchart import read_quickchart
from endpoint.documents import parse_object
from image_proc.chart import AxisKind, ChartSpec, ChartType, Legend, Series, SeriesType, Unit
from image_proc.color import TRANSPARENT, parse_color
from image_proc.limits import Limits
from image_proc.spec import Format

TWO = "labels: ['a', 'b'], datasets: [{label: 'n', data: [1, 2]}]"


def drawn(config: str, **beside: object) -> Drawn:
    return read_quickchart({"c": config, **beside}, Limits())


def spec_of(config: str, **beside: object) -> ChartSpec:
    spec = drawn(config, **beside).spec
    assert isinstance(spec, ChartSpec)
    return spec


def only(config: str, **beside: object) -> Series:
    (series,) = spec_of(config, **beside).series
    return series


def test_the_first_chart_of_quickchart_s_documentation() -> None:
    spec = spec_of(
        "{type:'bar',data:{labels:['Q1','Q2','Q3','Q4'], datasets:[{label:'Users',"
        "data:[50,60,70,180]},{label:'Revenue',data:[100,200,300,400]}]}}"
    )
    assert (spec.type, spec.labels) == (ChartType.BAR, ("Q1", "Q2", "Q3", "Q4"))
    assert [(each.name, each.values) for each in spec.series] == [
        ("Users", (50, 60, 70, 180)),
        ("Revenue", (100, 200, 300, 400)),
    ]
    assert (spec.legend, spec.numbers, spec.stacked) == (Legend.TOP, False, False)
    assert (spec.width, spec.height, spec.size, spec.format) == (500, 300, (1000, 600), Format.PNG)
    assert spec.background == TRANSPARENT


def test_an_object_out_of_a_body_is_read_like_its_text() -> None:
    text = '{"type": "line", "data": {"datasets": [{"data": [1, 2.5, null]}]}}'
    body = parse_object(f'{{"chart": {text}, "width": 320, "devicePixelRatio": 1.5}}'.encode())
    assert read_quickchart(body, Limits()) == drawn(text, w="320", devicePixelRatio="1.5")


def test_a_config_may_be_written_in_base64() -> None:
    text = "{type: 'pie', data: {labels: ['é?>'], datasets: [{data: [1]}]}}"
    plain, safe = b64encode(text.encode()).decode(), b64encode(text.encode(), b"-_").decode()
    for written in (plain, plain.replace("+", " "), safe.rstrip("=")):
        assert drawn(written, encoding="base64") == drawn(text)


@pytest.mark.parametrize(
    ("beside", "field", "value"),
    [
        ({"w": "640", "h": "200"}, "width", 640),
        ({"width": 640.0}, "width", 640),
        ({"bkg": "white"}, "background", parse_color("white")),
        ({"backgroundColor": "rgb(1,2,3)"}, "background", parse_color("#010203")),
        ({"f": "svg"}, "format", Format.SVG),
        ({"format": "WEBP"}, "format", Format.WEBP),
        ({"devicePixelRatio": "1"}, "scale", 1),
    ],
)
def test_keys_beside_the_config(beside: dict[str, Any], field: str, value: object) -> None:
    assert getattr(spec_of(f"{{type: 'bar', data: {{{TWO}}}}}", **beside), field) == value


@pytest.mark.parametrize(
    ("name", "type_", "horizontal", "numbers"),
    [
        ("bar", "bar", False, False),
        ("horizontalBar", "bar", True, False),
        ("line", "line", False, False),
        ("radar", "radar", False, False),
        ("pie", "pie", False, True),
        ("donut", "doughnut", False, True),
        ("outlabeledPie", "pie", False, True),
        ("polarArea", "polar", False, False),
    ],
)
def test_types(name: str, type_: str, horizontal: bool, numbers: bool) -> None:
    spec = spec_of(f"{{type: '{name}', data: {{{TWO}}}}}")
    assert (spec.type, spec.horizontal, spec.numbers) == (type_, horizontal, numbers)
    assert spec.labels == ("a", "b")


OLD = """{type: 'bar', data: {%s}, options: {
  title: {display: true, text: ['Two', 'lines']}, legend: {position: 'bottom'},
  scales: {xAxes: [{stacked: true, gridLines: {display: false}}],
           yAxes: [{stacked: true, ticks: {min: 1, max: 9, stepSize: 4},
                    scaleLabel: {display: true, labelString: 'ms'}}]}}}"""
NEW = """{type: 'bar', data: {%s}, options: {
  plugins: {title: {display: true, text: 'Two lines'}, legend: {position: 'bottom'}},
  scales: {x: {stacked: true, grid: {display: false}},
           y: {stacked: true, min: 1, max: 9, ticks: {stepSize: 4},
               title: {display: true, text: 'ms'}}}}}"""


def test_both_spellings_of_chart_js_say_the_same() -> None:
    old, new = drawn(OLD % TWO), drawn(NEW % TWO)
    assert old == new
    spec = spec_of(OLD % TWO)
    assert (spec.title, spec.legend, spec.stacked) == ("Two lines", Legend.BOTTOM, True)
    assert (spec.y.low, spec.y.high, spec.y.marks, spec.y.title) == (1, 9, (1, 5, 9), "ms")
    assert spec.x.grid is False
    assert not old.ignored


def test_lines_are_filled_and_begin_at_zero_as_the_release_has_it() -> None:
    config = f"{{type: 'line', data: {{{TWO}}}}}"
    old, new = spec_of(config), spec_of(config, v="4")
    assert (old.series[0].type, old.y.zero) == (SeriesType.AREA, True)
    assert (new.series[0].type, new.y.zero) == (None, False)
    assert spec_of(config[:-1] + ", options: {scales: {}}}").y.zero is False


def test_the_look_of_a_line() -> None:
    line = only(
        "{type:'line',data:{datasets:[{data:[1,2],borderColor:'red',backgroundColor:'#00f8',"
        "borderWidth:5,borderDash:[4],lineTension:0.3,steppedLine:true,pointRadius:0,"
        "spanGaps:true,fill:true}]}}"
    )
    assert (line.color, line.fill) == (parse_color("red"), parse_color("#00f8"))
    assert (line.line_width, line.dashes, line.tension) == (5, (4, 4), 0.3)
    assert (line.stepped, line.radius, line.joined) == (True, 0, True)


def test_colors_of_bars_and_slices() -> None:
    text = "{type:'%s',data:{datasets:[{data:[1,2],backgroundColor:%s}]}}"
    assert only(text % ("bar", "'teal'")).color == parse_color("teal")
    assert only(text % ("bar", "['teal', 'rgba(1,2,3,0.5)']")).colors == (
        parse_color("teal"),
        parse_color("#01020380"),
    )
    assert only(text % ("pie", "'teal'")).colors == (parse_color("teal"),)


def test_slices_tell_their_values_or_their_shares() -> None:
    text = "{type:'%s',data:{datasets:[{data:[84, 16.5]}]}}"
    assert spec_of(text % "pie").y.unit is Unit.SI
    assert spec_of(text % "outlabeledPie").y.unit is Unit.PLAIN


def test_mixed_types_hidden_ones_and_their_order() -> None:
    spec = spec_of(
        "{type:'bar',data:{labels:['a'],datasets:[{label:'x',data:[1],order:2},"
        "{label:'y',type:'line',data:[2],fill:false},{label:'z',data:[3],hidden:true}]}}"
    )
    assert [(each.name, each.type) for each in spec.series] == [("y", "line"), ("x", None)]


def test_values_may_be_texts_points_or_missing() -> None:
    text = "{type:'line',data:{labels:['a','b','c'],datasets:[{data:%s}]}}"
    assert only(text % "[1, null, '3.5', NaN]").values == (1, None, 3.5, None)
    assert only(text % "[{x:'c',y:3},{x:'a',y:1}]").values == (1, None, 3)
    gathered = spec_of("{type:'bar',data:{datasets:[{data:[{x:'q',y:3},{x:'r',y:1}]}]}}")
    assert (gathered.labels, gathered.series[0].values) == (("q", "r"), (3, 1))


def test_points_and_bubbles_have_places() -> None:
    text = "{type:'%s',data:{datasets:[{data:[{x:1,y:2,r:7},{x:3,y:4}]}]}}"
    dots, bubbles = only(text % "scatter"), only(text % "bubble")
    assert (dots.values, dots.places, dots.sizes) == ((2, 4), (1, 3), None)
    assert (bubbles.places, bubbles.sizes) == ((1, 3), (7, 3))


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("'1970-01-02'", 86_400),
        ("'1970-01-01T01:00:00+01:00'", 0),
        ("'01/02/1970'", 86_400),
        ("'Jan 2, 1970'", 86_400),
        ("90000", 90),
    ],
)
def test_moments(written: str, seconds: float) -> None:
    labels = f"labels: [{written}], datasets: [{{data: [1]}}]"
    points = f"datasets: [{{data: [{{x: {written}, y: 1}}]}}]"
    for data in (labels, points):
        spec = spec_of(
            f"{{type:'line',data:{{{data}}},options:{{scales:{{xAxes:[{{type:'time'}}]}}}}}}"
        )
        assert spec.x.kind is AxisKind.TIME
        assert spec.series[0].places == (seconds,)


def test_a_second_axis_belongs_to_those_that_name_it() -> None:
    spec = spec_of(
        "{type:'line',data:{datasets:[{data:[1],yAxisID:'b'},{data:[2]}]},options:{scales:"
        "{yAxes:[{id:'a'},{id:'b',position:'right',ticks:{max:50}}]}}}"
    )
    assert [each.axis for each in spec.series] == ["right", "left"]
    assert spec.right is not None
    assert spec.right.high == 50


def test_suggested_ends_give_way_to_values() -> None:
    text = "{type:'line',data:{datasets:[{data:[1, %d]}]},options:{scales:{y:{suggestedMax:9}}}}"
    assert spec_of(text % 4).y.high == 9
    assert spec_of(text % 12).y.high is None


def test_gauges_progress_and_sparklines() -> None:
    zones = spec_of(
        "{type:'gauge',data:{datasets:[{value:50,data:[20,40,60],backgroundColor:['green',"
        "'orange','red']}]}}"
    )
    assert (zones.series[0].values, len(zones.series[0].colors)) == ((50,), 3)
    assert (zones.y.low, zones.y.marks, zones.y.high) == (0, (20, 40), 60)
    radial = spec_of("{type:'radialGauge',data:{datasets:[{data:[7]}]},options:{domain:[0,10]}}")
    assert (radial.series[0].values, radial.y.high) == ((7,), 10)
    progress = spec_of("{type:'progressBar',data:{datasets:[{data:[30]},{data:[60]}]}}")
    assert (progress.series[0].values, progress.y.unit) == ((0.5,), Unit.PERCENT)
    spark = spec_of("{type:'sparkline',data:{datasets:[{data:[140,60,274]}]}}")
    assert (spark.x.visible, spark.y.visible, spark.legend) == (False, False, Legend.NONE)


def test_boxes_and_matrices() -> None:
    box = only(
        "{type:'violin',data:{labels:['a'],datasets:[{data:[[3,1,2],"
        "{min:1,q1:2,median:3,q3:4,max:9}]}]}}"
    )
    assert list(box.samples or ()) == [(3, 1, 2), (1, 2, 3, 4, 9)]
    matrix = spec_of(
        "{type:'matrix',data:{datasets:[{data:[{x:1,y:'p',v:5},{x:2,y:'p',v:6},{x:2,y:'q',v:7}]}]}}"
    )
    assert matrix.labels == ("1", "2")
    assert [(each.name, each.values) for each in matrix.series] == [("p", (5, 6)), ("q", (None, 7))]


@pytest.mark.parametrize(
    ("config", "ignored"),
    [
        ("options: {responsive: true, animation: false, tooltips: {}, hover: {}}", ()),
        ("options: {plugins: {annotation: {x: 1}}}", ("options.plugins.annotation",)),
        ("options: {cutoutPercentage: 70, legend: {labels: {fontColor: 'red'}}}",
         ("options.cutoutPercentage", "options.legend.labels")),
        ("options: {scales: {y: {ticks: {color: 'red'}}}}", ("options.scales.y.ticks.color",)),
    ],
)  # fmt: skip
def test_what_nothing_follows_from_is_named(config: str, ignored: tuple[str, ...]) -> None:
    found = drawn(f"{{type: 'bar', data: {{{TWO}}}, {config}}}").ignored
    assert set(found) == set(ignored)


def test_a_bar_from_one_number_to_another_is_named_and_left_out() -> None:
    found = drawn("{type:'bar',data:{datasets:[{data:[[1,3],2]}]}}", key="q")
    assert found.ignored == ("key", "data.datasets[0].data")
    assert json.loads(found.spec.model_dump_json())["series"][0]["values"] == [None, 2]
