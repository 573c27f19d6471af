import pytest

from endpoint.plot import Figures, PlotType, figures_of, parse_moments
from image_proc.chart.fields import AxisKind
from image_proc.errors import InvalidParameter
from source.table import Column, Points

TWO = (Column("a", (1.0, None)), Column("b", (4.0, 16.0)))
DATED = Points(TWO, times=(0.0, 86_400.0))
LABELLED = Points(TWO, labels=("x", "y"))
PLACED = Points(TWO, places=(0.5, 2.0))
BARE = Points(TWO)


def values(figures: Figures) -> list[tuple[float | None, ...]]:
    return [series.values for series in figures.series]


@pytest.mark.parametrize(
    ("points", "usual", "x"),
    [
        (DATED, PlotType.LINE, AxisKind.TIME),
        (PLACED, PlotType.LINE, AxisKind.LINEAR),
        (BARE, PlotType.LINE, AxisKind.LINEAR),
        (LABELLED, PlotType.BAR, AxisKind.CATEGORY),
    ],
)
def test_places_say_what_is_usual(points: Points, usual: PlotType, x: AxisKind) -> None:
    figures = figures_of(points, None)
    assert (figures.usual, figures.x) == (usual, x)
    assert values(figures) == [(1, None), (4, 16)]
    assert [series.name for series in figures.series] == ["a", "b"]


def test_rows_without_places_are_counted_from_one() -> None:
    assert [*(figures_of(BARE, PlotType.LINE).series[0].places or ())] == [1, 2]
    assert [*(figures_of(LABELLED, PlotType.SCATTER).series[0].places or ())] == [1, 2]


@pytest.mark.parametrize("type_", [PlotType.PIE, PlotType.RADAR, PlotType.HEATMAP])
def test_slices_and_rows_have_labels(type_: PlotType) -> None:
    assert figures_of(LABELLED, type_).labels == ("x", "y")
    assert figures_of(DATED, type_).labels == ("1970-01-01", "1970-01-02")
    assert figures_of(PLACED, type_).labels == ("0.5", "2")
    assert figures_of(BARE, type_).labels == ()


def test_bars_stand_at_times_and_else_at_labels() -> None:
    assert figures_of(DATED, PlotType.BAR).x is AxisKind.TIME
    assert figures_of(PLACED, PlotType.BAR).labels == ("0.5", "2")


def test_each_column_is_a_box() -> None:
    figures = figures_of(DATED, PlotType.BOXPLOT)
    assert [*(figures.series[0].samples or ())] == [(1,), (4, 16)]
    assert figures.labels == ("a", "b")


def test_a_gauge_shows_the_last_number() -> None:
    assert values(figures_of(DATED, PlotType.GAUGE)) == [(1,), (16,)]


def test_a_histogram_counts_values() -> None:
    figures = figures_of(DATED, PlotType.HISTOGRAM)
    assert (figures.x, figures.series[0].places) == (AxisKind.LINEAR, None)


def test_the_second_column_of_bubbles_is_their_area() -> None:
    (series,) = figures_of(PLACED, PlotType.BUBBLE).series
    assert [*(series.places or ())] == [0.5, 2]
    assert [*(series.sizes or ())] == [12, 24]


def test_bubbles_need_two_columns() -> None:
    with pytest.raises(InvalidParameter, match="two columns") as refused:
        figures_of(Points(TWO[:1]), PlotType.BUBBLE)
    assert refused.value.name == "y"


@pytest.mark.parametrize(
    ("times", "labels"),
    [
        ((0.0, 31 * 86_400.0), ("1970-01", "1970-02")),
        ((0.0, 86_400.0), ("1970-01-01", "1970-01-02")),
        ((0.0, 60.0), ("1970-01-01 00:00", "1970-01-01 00:01")),
        ((0.0, 0.5), ("1970-01-01 00:00:00", "1970-01-01 00:00:00")),
        ((0.0, 1e15), ("0", "1e+15")),
    ],
)
def test_times_are_written_as_shortly_as_all_allow(
    times: tuple[float, ...], labels: tuple[str, ...]
) -> None:
    assert figures_of(Points(TWO, times=times), PlotType.PIE).labels == labels


def test_moments_are_read_where_all_labels_are_some() -> None:
    assert parse_moments(("1970-01", "1970-01-02", "1970-01-01T00:01Z")) == (0, 86_400, 60)
    assert parse_moments(("1969-12-31 23:59:59+00:00",)) == (-1,)
    for labels in ((), ("1970-01-01", "x"), ("2026-02-31",), ("1970",), ("0001-01-01T00:00+1",)):
        assert parse_moments(labels) is None
