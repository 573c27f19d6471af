from endpoint.chart.strip import ROOM, is_strip, strip_of
from endpoint.plot import Plot
from source.table import Column, Points

PLOT = Plot(width=100 + ROOM)


def bare(*values: float | None) -> Points:
    return Points((Column("", values),))


def shown(points: Points, *, whole: bool) -> tuple[float | None, ...]:
    return strip_of(points, PLOT, whole=whole).series[0].values


def test_a_strip_is_numbers_and_nothing_else() -> None:
    assert is_strip(bare(1, 2))
    assert not is_strip(Points((Column("a", (1,)),)))
    assert not is_strip(Points((Column("", (1,)),), times=(0,)))
    assert not is_strip(Points((Column("", (1,)),), labels=("a",)))
    assert not is_strip(Points((Column("", (1,)), Column("", (1,)))))


def test_all_of_them_are_there_for_the_layout_to_choose() -> None:
    assert shown(bare(*range(250)), whole=False) == tuple(range(250))


def test_all_of_them_are_brought_together() -> None:
    assert shown(bare(*range(200)), whole=True) == tuple(each * 2 + 0.5 for each in range(100))
    assert shown(bare(*range(99)), whole=True) == tuple(range(99))


def test_gaps_stay_where_nothing_is_known() -> None:
    assert shown(bare(*[1, None] * 50, *[None] * 100), whole=True) == (1,) * 50 + (None,) * 50


def test_the_largest_numbers_have_a_mean() -> None:
    assert shown(bare(*[1.7e308] * 200), whole=True) == (1.7e308,) * 100
