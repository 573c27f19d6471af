"""Charts of so much that most of it hides the rest."""

from collections.abc import Iterable
from itertools import pairwise
from random import Random

from image_proc.chart.layout import lay_out
from image_proc.chart.scene import Clip, Disc, Mark, Words
from image_proc.chart.spec import ChartSpec

CHANCE = Random(1)  # noqa: S311 - the same numbers each time


def marks(**told: object) -> list[Mark]:
    return list(_flat(lay_out(ChartSpec.model_validate(told)).marks))


def _flat(found: Iterable[Mark | Clip]) -> Iterable[Mark]:
    for mark in found:
        if isinstance(mark, Clip):
            yield from _flat(mark.marks)
        else:
            yield mark


def cloud(count: int, **told: object) -> dict[str, object]:
    places, values = ([CHANCE.random() for _ in range(count)] for _ in "xy")
    return {"places": places, "values": values, **told}


def test_a_crowd_of_dots_covers_the_chart_a_few_times_at_most() -> None:
    found = marks(type="scatter", x={"kind": "linear"}, series=[cloud(20_000)])
    area = sum(3.1416 * each.radius**2 for each in found if isinstance(each, Disc))
    assert 500 * 300 < area < 15 * 500 * 300


def test_dots_of_no_crowd_are_all_there() -> None:
    found = marks(type="scatter", x={"kind": "linear"}, series=[cloud(300)])
    assert 295 <= sum(isinstance(each, Disc) for each in found) <= 300


def test_numbers_of_many_series_are_apart_from_each_other() -> None:
    series = [cloud(200) for _ in range(20)]
    size = {"width": 1600, "height": 1200}
    found = marks(type="scatter", x={"kind": "linear"}, series=series, numbers=True, **size)
    places = sorted(
        (round(each.at.y), each.at.x)
        for each in found
        if isinstance(each, Words) and each.text.startswith("0.") and len(each.text) > 4
    )
    assert len(places) > 300
    for (row, x), (below, other) in pairwise(places):
        assert row != below or other - x > 20
