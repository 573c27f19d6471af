import json

import pytest

from endpoint.chart.posted import figures_of, read_posted
from endpoint.documents import parse_object
from endpoint.plot import Figures, PlotType
from endpoint.query import Sent
from image_proc.chart.fields import AxisKind, SeriesType
from image_proc.color import parse_color
from image_proc.errors import InvalidParameter


def read(**body: object) -> Figures:
    posted, _ = read_posted(parse_object(json.dumps(body).encode()))
    return figures_of(posted)


def test_data_is_one_series_or_several() -> None:
    assert [each.values for each in read(data=[1, 2.5, None]).series] == [(1, 2.5, None)]
    several = read(data=[[1], [2, None]], names=["a"], labels=["x", 2024])
    assert [each.values for each in several.series] == [(1,), (2, None)]
    assert [each.name for each in several.series] == ["a", ""]
    assert several.labels == ("x", "2024")
    assert [each.values for each in read(data=[]).series] == [()]


def test_a_series_says_what_it_is() -> None:
    told = {"name": "a", "values": [1], "x": [0.5], "sizes": [3], "type": "line", "color": "red"}
    figures = read(series=[told], type="bubble")
    (series,) = figures.series
    assert (series.name, series.values, series.places, series.sizes) == ("a", (1,), (0.5,), (3,))
    assert (series.type, series.color) == (SeriesType.LINE, parse_color("red"))
    assert (figures.x, figures.parameter) == (AxisKind.LINEAR, "series")


def test_places_may_be_dates() -> None:
    figures = read(series=[{"values": [1, 2], "x": ["1970-01-01", "1970-01-01T00:01Z"]}])
    assert [*(figures.series[0].places or ())] == [0, 60]
    assert (figures.x, figures.usual) == (AxisKind.TIME, PlotType.LINE)


def test_boxes_have_samples() -> None:
    assert read(series=[{"samples": [[1, 2], [3]]}], type="boxplot").series[0].samples == (
        (1, 2),
        (3,),
    )


def test_the_look_is_what_was_sent() -> None:
    _, look = read_posted({"data": [1], "type": "line", "width": 320, "min": -1, "log": False})
    assert look == {
        "type": Sent("type", "line"),
        "width": Sent("width", 320),
        "low": Sent("min", -1),
        "log": Sent("log", False),
    }


@pytest.mark.parametrize(
    ("body", "name", "accepted"),
    [
        ({}, "body", "either data or series"),
        ({"data": [1], "series": []}, "body", "either data or series"),
        ({"data": "1,2"}, "data", "a valid list"),
        ({"data": [1, "2"]}, "data.1", "a valid number"),
        ({"data": [True]}, "data.0", "a valid number"),
        ({"data": [[1], 2]}, "data.1", "a valid list"),
        ({"data": [[1], ["x"]]}, "data.1.0", "a valid number"),
        ({"data": [1], "width": "320"}, "width", "a valid integer"),
        ({"data": [1], "type": "cake"}, "type", "'bar'"),
        ({"data": [1], "stacked": 1}, "stacked", "a valid boolean"),
        ({"data": [1], "w": 1}, "w", "no such key"),
        ({"data": [1], "labels": [True]}, "labels.0", "a valid string"),
        ({"data": [1], "names": ["a", "b"]}, "names", "at most 1"),
        ({"series": [{"value": [1]}]}, "series.0.value", "no such key"),
        ({"series": [{"values": [1], "x": [1, 2]}]}, "series.0.x", "as many as values, 1"),
        ({"series": [{"values": [1], "sizes": []}]}, "series.0.sizes", "as many as values, 1"),
        ({"series": [{"values": [1], "x": ["soon"]}]}, "series.0.x", "numbers, or dates"),
        ({"series": [{"values": [1, 2], "x": ["1970-01-01", 2]}]}, "series.0.x.1", "a valid str"),
        ({"series": [{"values": [1], "x": [1]}, {"values": [2]}]}, "series", "places in all"),
        ({"series": [{"values": [1], "color": "zz"}]}, "series.0.color", "a CSS colour"),
        ({"data": [1], "type": "scatter"}, "data", "x:y of each disc"),
    ],
)
def test_what_is_wrong_is_named_by_its_key(
    body: dict[str, object], name: str, accepted: str
) -> None:
    with pytest.raises(InvalidParameter) as refused:
        read(**body)
    assert refused.value.name == name
    assert accepted in refused.value.accepted


def test_a_number_beyond_all_is_refused() -> None:
    with pytest.raises(InvalidParameter, match="finite"):
        read_posted(parse_object(b'{"data": [1e999]}'))
    with pytest.raises(InvalidParameter):
        read_posted(parse_object(b'{"data": [1' + b"0" * 400 + b"]}"))
