import pytest

from endpoint.chart.data import read_data
from endpoint.plot import Figures, PlotType
from image_proc.chart.fields import AxisKind
from image_proc.errors import InvalidParameter


def read(data: str, type_: PlotType | None = None, **texts: str) -> Figures:
    return read_data({"data": data, **texts}, type_)


@pytest.mark.parametrize(
    ("data", "values"),
    [
        ("1,2,3", [(1, 2, 3)]),
        ("1", [(1,)]),
        ("-1.5,+.5,2e3, 7 ", [(-1.5, 0.5, 2000, 7)]),
        ("1,,_,null,5", [(1, None, None, None, 5)]),
        ("1,2|3", [(1, 2), (3,)]),
        ("1||3", [(1,), (), (3,)]),
        ("", [()]),
    ],
)
def test_series_are_separated_by_bars(data: str, values: list[tuple[float | None, ...]]) -> None:
    assert [series.values for series in read(data).series] == values


def test_names_and_labels_may_hold_commas() -> None:
    figures = read("1,2|3,4", labels=r"Paris\, France,Rome", names="a")
    assert figures.labels == ("Paris, France", "Rome")
    assert [series.name for series in figures.series] == ["a", ""]
    assert figures.x is AxisKind.CATEGORY


@pytest.mark.parametrize("type_", [None, PlotType.SCATTER, PlotType.LINE, PlotType.AREA])
def test_pairs_are_places_and_values(type_: PlotType | None) -> None:
    figures = read("1:5,2.5:_|3:4", type_)
    assert [series.places for series in figures.series] == [(1, 2.5), (3,)]
    assert [series.values for series in figures.series] == [(5, None), (4,)]
    assert (figures.x, figures.usual) == (AxisKind.LINEAR, PlotType.SCATTER)


def test_discs_of_a_bubble_chart_have_sizes() -> None:
    (series,) = read("1:5:4,2:7:10", PlotType.BUBBLE).series
    assert (series.places, series.values, series.sizes) == ((1, 2), (5, 7), (4, 10))


def test_boxes_are_separated_by_semicolons() -> None:
    first, second = read("1,2,3;4,5|6", PlotType.BOXPLOT).series
    assert (first.samples, second.samples) == (((1, 2, 3), (4, 5)), ((6,),))


def test_labels_that_are_all_dates_make_an_axis_of_times() -> None:
    figures = read("1,2", labels="1970-01-01,1970-01-02")
    assert (figures.x, figures.labels) == (AxisKind.TIME, ())
    assert [*(figures.series[0].places or ())] == [0, 86_400]
    assert read("1,2", PlotType.PIE, labels="1970-01-01,1970-01-02").labels[0] == "1970-01-01"


@pytest.mark.parametrize(
    ("data", "type_", "texts", "name", "accepted"),
    [
        ("1,x", None, {}, "data", "numbers separated by commas"),
        ("1,nan", None, {}, "data", "numbers"),
        ("1,1e999", None, {}, "data", "numbers"),
        ("1;2", None, {}, "data", "numbers"),
        ("1:2,3", None, {}, "data", "x:y of each"),
        ("1,2", PlotType.SCATTER, {}, "data", "x:y of each"),
        ("_:2", PlotType.SCATTER, {}, "data", "x:y of each"),
        ("1:2:3", PlotType.SCATTER, {}, "data", "x:y of each"),
        ("1:2", PlotType.BUBBLE, {}, "data", "x:y:r of each"),
        ("1:2", PlotType.PIE, {}, "data", "numbers"),
        ("1,_", PlotType.BOXPLOT, {}, "data", "the numbers of each box"),
        ("1", None, {"names": "a,b"}, "names", "at most 1"),
        ("1", None, {"labels": "a\x01"}, "labels", "without control characters"),
        ("1", None, {"labels": "x" * 257}, "labels", "at most 256"),
        ("1", None, {"labels": "2026-01-01,2026-01-02"}, "labels", "as many dates"),
    ],
)
def test_what_is_wrong_is_named(
    data: str, type_: PlotType | None, texts: dict[str, str], name: str, accepted: str
) -> None:
    with pytest.raises(InvalidParameter) as refused:
        read(data, type_, **texts)
    assert refused.value.name == name
    assert accepted in refused.value.accepted
