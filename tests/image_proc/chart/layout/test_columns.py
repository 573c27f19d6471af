from image_proc.chart.fields import Look
from image_proc.chart.layout.columns import Columns


def test_of_more_values_than_fit_a_strip_has_the_latest() -> None:
    assert Columns.of(range(250), 100, Look.STRIP) == (range(150, 250), 1)


def test_values_that_fit_are_as_they_are() -> None:
    assert Columns.of(range(99), 100, Look.WHOLE) == (range(99), 1)


def test_a_whole_log_is_brought_together() -> None:
    assert Columns.of(range(200), 100, Look.WHOLE) == ([each * 2 + 0.5 for each in range(100)], 2)


def test_gaps_stay_where_nothing_is_known() -> None:
    values = [1.0, None] * 50 + [None] * 100

    assert Columns.of(values, 100, Look.WHOLE).values == [1] * 50 + [None] * 50


def test_the_largest_numbers_have_a_mean() -> None:
    assert Columns.of([1.7e308] * 200, 100, Look.WHOLE).values == [1.7e308] * 100
