import pytest

from endpoint.chart.strip import is_strip, strip_of
from image_proc.chart.fields import Look
from source.table import Column, Points


def test_a_strip_is_numbers_and_nothing_else() -> None:
    assert is_strip(Points((Column("", (1, 2)),)))
    assert not is_strip(Points((Column("a", (1,)),)))
    assert not is_strip(Points((Column("", (1,)),), times=(0,)))
    assert not is_strip(Points((Column("", (1,)),), labels=("a",)))
    assert not is_strip(Points((Column("", (1,)), Column("", (1,)))))


@pytest.mark.parametrize(("whole", "look"), [(False, Look.STRIP), (True, Look.WHOLE)])
def test_all_values_are_there_for_the_layout_to_choose(whole: bool, look: Look) -> None:
    figures = strip_of(Points((Column("", (1.0, None, 3.0)),)), whole=whole)

    assert figures.series[0].values == (1.0, None, 3.0)
    assert figures.look is look
