"""Nothing that a chart may be asked for is passed over: each field changes what is drawn."""

from typing import Any

import pytest

from image_proc.chart import Axis, ChartSpec, Series
from image_proc.chart.layout import lay_out
from image_proc.chart.scene import Words
from image_proc.chart.vector import draw_svg

PLACES = (0, 1, 2, 5)
BOXES = ((1, 2, 3, 9), (2, 4, 6))


def drawn(fields: dict[str, Any]) -> bytes:
    """What is seen of a chart, without what is said of it."""
    spec = ChartSpec.model_validate(fields)
    return draw_svg(lay_out(spec)._replace(name="", description=""), 1, spec.theme)


def chart(type_: str, *series: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"type": type_, "labels": ("a", "b", "c", "d"), "series": series, **fields}


def one(type_: str, field: str, value: Any, **others: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A chart of one series, without and with a field of that series."""
    plain = {"name": "one", "values": (3, 1, None, 7), **others}
    return chart(type_, plain, legend="top"), chart(type_, {**plain, field: value}, legend="top")


def two(type_: str, field: str, value: Any, **others: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A chart of two series, without and with a field of its own."""
    series = ({"name": "one", "values": (3, 1, None, 7)}, {"name": "two", "values": (2, 2, 4, 5)})
    plain = chart(type_, *series, **others)
    return plain, {**plain, field: value}


def axis(
    name: str, field: str, value: Any, type_: str = "bar", **others: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A chart, without and with a field of one of its axes."""
    sides = {"axis": "right"} if name == "right" else {}
    series = {"values": (3000, 1000.5, None, 7000), "places": (10, 11, 12, 50), **sides}
    plain = chart(type_, {"values": (1, 2, 3, 4)}, series, **{name: others})
    return plain, {**plain, name: {**others, field: value}}


SERIES = {
    "name": one("bar", "name", "another"),
    "values": one("bar", "values", (3, 1, 2, 7)),
    "places": one("scatter", "places", PLACES, places=(0, 1, 2, 3)),
    "sizes": one("bubble", "sizes", (3, 9, 3, 3), places=PLACES, sizes=(3, 3, 3, 3)),
    "samples": one("boxplot", "samples", BOXES, values=()),
    "type": one("bar", "type", "line"),
    "color": one("line", "color", "red"),
    "colors of bars": one("bar", "colors", ("red", "blue")),
    "colors of dots": one("scatter", "colors", ("red", "blue")),
    "colors of boxes": one("boxplot", "colors", ("red", "blue"), values=(), samples=BOXES),
    "colors of a line": one("line", "colors", ("red", "blue")),
    "colors of slices": one("pie", "colors", ("red", "blue")),
    "colors of zones": one("gauge", "colors", ("red", "blue")),
    "colors of a radar": one("radar", "colors", ("red", "blue")),
    "colors of a histogram": one("histogram", "colors", ("red", "blue")),
    "fill": one("line", "fill", "red"),
    "fill of a radar": one("radar", "fill", "red"),
    "line_width": one("line", "line_width", 5),
    "line_width of a radar": one("radar", "line_width", 5),
    "dashes": one("line", "dashes", (4, 2)),
    "dashes of a radar": one("radar", "dashes", (4, 2)),
    "radius of a line": one("line", "radius", 9),
    "radius of dots": one("scatter", "radius", 9),
    "radius of a radar": one("radar", "radius", 9),
    "tension": one("line", "tension", 0.4, values=(3, 1, 4, 1)),
    "tension of an area": one("area", "tension", 0.4, values=(3, 1, 4, 1)),
    "tension of a radar": one("radar", "tension", 0.4, values=(3, 1, 4, 1)),
    "stepped": one("line", "stepped", True),
    "joined": one("line", "joined", True),
    "joined in a radar": one("radar", "joined", True),
    "axis": one("line", "axis", "right"),
    "stack": (
        chart("bar", *({"values": (1, 2), "stack": ""},) * 2, stacked=True),
        chart("bar", {"values": (1, 2)}, {"values": (1, 2), "stack": "x"}, stacked=True),
    ),
}
CHART = {
    "type": two("bar", "type", "line"),
    "series": two("bar", "series", ({"values": (1,)},)),
    "labels": two("bar", "labels", ("e", "f", "g", "h")),
    "labels of slices": two("pie", "labels", ("e", "f", "g", "h")),
    "labels of columns": two("heatmap", "labels", ("e", "f", "g", "h")),
    "x": two("bar", "x", {"kind": "category", "title": "below"}),
    "y": two("bar", "y", {"title": "beside"}),
    "right": axis("right", "title", "beside"),
    "title": two("bar", "title", "above"),
    "legend none": two("bar", "legend", "none"),
    "legend bottom": two("bar", "legend", "bottom"),
    "legend left": two("bar", "legend", "left"),
    "legend right": two("bar", "legend", "right"),
    "legend of slices": two("pie", "legend", "left"),
    "stacked bars": two("bar", "stacked", True),
    "stacked lines": two("line", "stacked", True),
    "stacked areas": two("area", "stacked", True),
    "horizontal bars": two("bar", "horizontal", True),
    "horizontal line": two("line", "horizontal", True),
    "horizontal boxes": two("boxplot", "horizontal", True),
    "horizontal histogram": two("histogram", "horizontal", True),
    "numbers of bars": two("bar", "numbers", True),
    "numbers of lines": two("line", "numbers", True),
    "numbers of slices": two("pie", "numbers", True),
    "numbers of a polar chart": two("polar", "numbers", True),
    "numbers of cells": two("heatmap", "numbers", True),
    "numbers of a histogram": two("histogram", "numbers", True),
    "bins": two("histogram", "bins", 2),
    "theme dark": two("bar", "theme", "dark"),
    "theme auto": two("bar", "theme", "auto"),
    "background": two("bar", "background", "black"),
    "background, clear": two("bar", "background", "transparent"),
    "background, half clear": two("pie", "background", "#ff000080"),
    "colors": two("bar", "colors", ("red",)),
    "colors of slices": two("pie", "colors", ("red", "blue")),
    "colors, one of a heatmap": two("heatmap", "colors", ("red",)),
    "colors, three of a heatmap": (
        two("heatmap", "colors", ("red", "blue"))[1],
        two("heatmap", "colors", ("red", "lime", "blue"))[1],
    ),
    "look": two("bar", "look", "strip"),
    "look whole": (
        chart("bar", {"values": tuple(range(900))}, look="strip"),
        chart("bar", {"values": tuple(range(900))}, look="whole"),
    ),
    "width": two("bar", "width", 400),
    "height": two("bar", "height", 200),
}
AXES = {
    "kind": axis("y", "kind", "log"),
    "kind of places": axis("x", "kind", "log", "line", kind="linear"),
    "kind time": axis("x", "kind", "time", "line", kind="linear"),
    "title": axis("y", "title", "beside"),
    "low": axis("y", "low", -500),
    "low of places": axis("x", "low", -5, "line", kind="linear"),
    "high": axis("y", "high", 9000),
    "zero": (
        chart("scatter", {"values": (5000, 5001), "places": (1, 2)}),
        chart("scatter", {"values": (5000, 5001), "places": (1, 2)}, y={"zero": True}),
    ),
    "labels": axis("y", "labels", ("low", "high")),
    "labels of places": axis("x", "labels", ("low", "high"), kind="category"),
    "marks": axis("y", "marks", (0, 5000)),
    "marks of labels": axis("y", "marks", (0, 5000), labels=("low", "high")),
    "shown": axis("y", "shown", (0, 70)),
    "unit": axis("y", "unit", "si"),
    "unit of places": axis("x", "unit", "seconds", "line", kind="linear"),
    "unit at the right": axis("right", "unit", "si"),
    "prefix": axis("y", "prefix", "€"),
    "suffix": axis("y", "suffix", " kg"),
    "grid": axis("y", "grid", False),
    "grid of places": axis("x", "grid", True, "line", kind="linear"),
    "grid of categories": axis("x", "grid", True, kind="category"),
    "visible": axis("y", "visible", False),
    "visible places": axis("x", "visible", False, kind="category"),
    "visible at the right": axis("right", "visible", False),
    "reverse": axis("y", "reverse", True),
    "reverse of categories": axis("x", "reverse", True, kind="category"),
    "reverse of columns": axis("x", "reverse", True, "heatmap", kind="category"),
    "reverse of rows": axis("y", "reverse", True, "heatmap"),
}
EVERYTHING = {
    **{f"series: {name}": pair for name, pair in SERIES.items()},
    **{f"chart: {name}": pair for name, pair in CHART.items()},
    **{f"axis: {name}": pair for name, pair in AXES.items()},
}
ELSEWHERE = {"format", "scale"}
"""The backends', which have tests of their own."""


@pytest.mark.parametrize("name", EVERYTHING)
def test_each_field_changes_what_is_drawn(name: str) -> None:
    without, with_it = EVERYTHING[name]

    assert drawn(without) != drawn(with_it)


@pytest.mark.parametrize(
    ("model", "told"),
    [(Series, SERIES), (ChartSpec, CHART), (Axis, AXES)],
    ids=["series", "chart", "axis"],
)
def test_there_is_no_other_field(model: type[Series | ChartSpec | Axis], told: Any) -> None:
    fields = set(model.model_fields) - ELSEWHERE

    assert fields <= {name.partition(" ")[0].rstrip(",") for name in told}


def test_series_at_the_right_alone_have_the_only_numbers_and_lines() -> None:
    fields = {"values": (0.1, 0.5), "axis": "right"}
    scene = lay_out(ChartSpec.model_validate(chart("bar", fields, right={"unit": "percent"})))

    texts = {mark.text for mark in scene.marks if isinstance(mark, Words)}
    assert {"0%", "50%"} <= texts
    assert not {"0", "1", "0.5"} & texts


def test_bars_to_the_right_are_all_on_one_axis() -> None:
    series = ({"values": (1, 2)}, {"values": (100, 200), "axis": "right"})
    left = tuple({**each, "axis": "left"} for each in series)

    assert drawn(chart("bar", *series, horizontal=True)) == drawn(
        chart("bar", *left, horizontal=True)
    )
