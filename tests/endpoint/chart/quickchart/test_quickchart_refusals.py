"""What is no config here, and how its sender learns where; nothing else ever happens."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endpoint.chart.models import LARGEST_CHART
from endpoint.chart.quickchart import read_quickchart
from endpoint.chart.quickchart.kinds import KINDS
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits

BARS = "{type:'bar',data:{datasets:[{data:[1]}]}%s}"
TICKS = BARS % ",options:{scales:{yAxes:[{ticks:{%s}}]}}"


def refusal(**sent: object) -> InvalidParameter:
    with pytest.raises(InvalidParameter) as caught:
        read_quickchart(sent, Limits())
    return caught.value


@pytest.mark.parametrize(
    ("script", "shown"),
    [
        ("callback: function(v) {return v}", "function(v) {return v}}}]}}}"),
        ("callback: (v) => v", "(v) => v}}]}}}"),
        ("callback: v => '$' + v", "v => '$' + v}}]}}}"),
        ("callback: `$`", "`$`}}]}}}"),
        ("callback: new Date(0)", "new Date(0)}}]}}}"),
        ("callback: getGradientFillHelper('x')", "getGradientFillHelper('x')}}]}}}"),
        ("callback: undefined", "undefined}}]}}}"),
    ],
)
def test_a_script_is_refused_by_its_path(script: str, shown: str) -> None:
    error = refusal(c=TICKS % script)
    assert (error.name, error.value) == ("c", shown)
    assert "JavaScript are not run" in error.accepted
    assert "at options.scales.yAxes[0].ticks.callback (line 1, column 84)" in error.accepted


def test_a_place_is_told_by_line_and_column_of_its_own_text() -> None:
    error = refusal(chart="{\n type: 'bar',\n  data: {labels: [1,\n  Foo()]}}")
    assert error.name == "chart"
    assert "at data.labels[1] (line 4, column 3)" in error.accepted


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("{type: 'bar'", "it ends before it is complete"),
        ("{type: 'bar', data: 'x}", "it ends before it is complete"),
        ("{type: 'bar' data: {}}", "as JSON or JSON5"),
        ("[" * 1000, "at most 32 deep"),
        ("1", "as JSON or JSON5"),
        ("{} {}", "as JSON or JSON5"),
        (" " * (LARGEST_CHART + 1), "characters"),
    ],
)
def test_what_is_no_config(text: str, accepted: str) -> None:
    error = refusal(c=text)
    assert error.name == "c"
    assert accepted in error.accepted


@pytest.mark.parametrize(
    ("config", "name"),
    [
        ("{}", "type"),
        ("{type: 'sunburst'}", "type"),
        ("{type: ['bar']}", "type"),
        ("{type: 'bar', data: []}", "data"),
        ("{type: 'pie', data: {datasets: [{data: [3, -5]}]}}", "data.datasets"),
        ("{type: 'bar', data: {datasets: {data: 3}}}", "data.datasets[0].data"),
        ("{type: 'bar', data: {datasets: [3]}}", "data.datasets[0]"),
        ("{type: 'bar', data: {datasets: [{data: ['x']}]}}", "data.datasets[0].data[0]"),
        ("{type: 'bar', data: {datasets: [{data: [Infinity]}]}}", "data.datasets[0].data[0]"),
        ("{type: 'bar', data: {datasets: [{data: [true]}]}}", "data.datasets[0].data[0]"),
        ("{type: 'bar', data: {labels: [{}]}}", "data.labels[0]"),
        ("{type: 'bar', data: {datasets: [{label: {}}]}}", "data.datasets[0].label"),
        ("{type: 'bar', data: {datasets: [{backgroundColor: 'blurple'}]}}",
         "data.datasets[0].backgroundColor"),
        ("{type: 'bar', data: {datasets: [{backgroundColor: ['red', {}]}]}}",
         "data.datasets[0].backgroundColor[1]"),
        ("{type: 'bar', data: {datasets: [{type: 'pie'}]}}", "data.datasets[0].type"),
        ("{type: 'pie', data: {datasets: [{type: 'bar'}]}}", "data.datasets[0].type"),
        ("{type: 'line', data: {labels: ['a'], datasets: [{data: [{x: 'q', y: 1}]}]}}",
         "data.datasets[0].data[0].x"),
        ("{type: 'bar', options: {scales: {y: {min: 5, max: 5}}}}", "options.scales.y"),
        ("{type: 'bar', options: {scales: {y: {min: 0, type: 'logarithmic'}}}}",
         "options.scales.y"),
        ("{type: 'bar', options: {scales: {y: {type: 'cubic'}}}}", "options.scales.y.type"),
        ("{type: 'line', data: {labels: ['soon'], datasets: [{data: [1]}]}, "
         "options: {scales: {x: {type: 'time'}}}}", "data.labels[0]"),
        ("{type: 'bar', options: {plugins: {legend: {position: 'up'}}}}",
         "options.plugins.legend.position"),
        ("{type: 'bar', options: {title: {display: 'perhaps'}}}", "options.title.display"),
        ("{type: 'line', data: {datasets: [{stepped: 'often'}]}}", "data.datasets[0].stepped"),
        ("{type: 'gauge', data: {datasets: [{value: 1, data: [0]}]}}", "data.datasets[0].data"),
        ("{type: 'gauge', data: {datasets: []}}", "data.datasets"),
        ("{type: 'boxplot', data: {datasets: [{data: [3]}]}}", "data.datasets[0].data[0]"),
        ("{type: 'matrix', data: {datasets: [{data: [3]}]}}", "data.datasets[0].data[0]"),
        ("{type: 'bar', data: {datasets: [%s]}}" % ("{}," * 65), "data.datasets"),
    ],
)  # fmt: skip
def test_a_value_that_makes_no_sense_is_named_by_its_path(config: str, name: str) -> None:
    assert refusal(c=config).name == name


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ({}, "c"),
        ({"c": ""}, "c"),
        ({"c": BARS % "", "chart": BARS}, "chart"),
        ({"c": BARS % "", "w": "0"}, "w"),
        ({"c": BARS % "", "width": "500px"}, "width"),
        ({"c": BARS % "", "h": "100000"}, "h"),
        ({"c": BARS % "", "devicePixelRatio": "9"}, "devicePixelRatio"),
        ({"c": BARS % "", "f": "jpg"}, "f"),
        ({"c": BARS % "", "format": "pdf"}, "format"),
        ({"c": BARS % "", "bkg": "blurple"}, "bkg"),
        ({"c": BARS % "", "v": "1"}, "v"),
        ({"c": BARS % "", "encoding": "rot13"}, "encoding"),
        ({"c": "%%%", "encoding": "base64"}, "c"),
    ],
)
def test_a_key_beside_the_config_that_makes_no_sense_is_named(
    sent: dict[str, Any], name: str
) -> None:
    assert refusal(**sent).name == name


def test_more_values_than_are_drawn_are_refused() -> None:
    many = "{type: 'line', data: {datasets: [{data: [%s]}, {data: [%s]}]}}"
    numbers = "1," * 50_001
    assert "100000 values" in refusal(c=many % (numbers, numbers)).accepted


_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(
        ["", "red", "12", "time", "2020-01-01", "y", "right", "origin", "\ud800", "é"]
    )
    | st.text(max_size=4)
)
_ANYTHING = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["x", "y", "r", "v", "display", "text", "type", "id"]), inner
        )
    ),
    max_leaves=6,
)


def _object(*names: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, _ANYTHING))


_DATASET = _object(
    "data", "label", "type", "backgroundColor", "borderColor", "borderWidth", "borderDash", "fill",
    "stepped", "tension", "pointRadius", "yAxisID", "hidden", "order", "stack", "datalabels",
    "value", "minValue", "showLine", "spanGaps", "cubicInterpolationMode",
)  # fmt: skip
_SCALE = _object(
    "type", "id", "position", "stacked", "ticks", "min", "max", "beginAtZero", "suggestedMax",
    "title", "grid", "gridLines", "display", "reverse", "axis", "time",
)  # fmt: skip
_SCALES = st.fixed_dictionaries(
    {}, optional={"xAxes": st.lists(_SCALE, max_size=3), "x": _SCALE, "y": _SCALE, "y1": _SCALE}
)
_CONFIGS = st.fixed_dictionaries(
    {"type": st.sampled_from(sorted(KINDS))},
    optional={
        "data": st.fixed_dictionaries(
            {"datasets": st.lists(_DATASET, max_size=3)}, optional={"labels": _ANYTHING}
        ),
        "options": st.fixed_dictionaries(
            {},
            optional={
                "scales": _SCALES,
                "scale": _SCALE,
                **dict.fromkeys(("plugins", "title", "legend", "domain", "indexAxis"), _ANYTHING),
            },
        ),
    },
)


@settings(max_examples=30)
@given(_CONFIGS, st.sampled_from(["", "2", "4"]))
def test_no_config_does_anything_but_draw_or_be_refused(
    config: dict[str, Any], version: str
) -> None:
    with suppress(InvalidParameter):
        read_quickchart({"chart": config, "v": version}, Limits())


@settings(max_examples=60)
@given(
    st.text(alphabet="{}[]:,'\"/*\\\n0123ex.+-abtypedaNulf() ", max_size=30)
    | st.text(max_size=20).map(lambda text: BARS % f",options:{{a:{text}}}")
)
def test_no_text_does_anything_but_draw_or_be_refused(text: str) -> None:
    with suppress(InvalidParameter):
        read_quickchart({"c": text}, Limits())
