"""The values of a dataset: numbers at the chart's labels, or points with places of their own."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from endpoint.chart.quickchart.config import dotted
from endpoint.chart.quickchart.moments import read_moment
from endpoint.chart.quickchart.node import Node, read_number, read_text
from image_proc.chart import AxisKind
from image_proc.chart.fields import LARGEST_DISC, MOST_VALUES
from image_proc.errors import InvalidParameter

USUAL_RADIUS = 3.0
"""px of a bubble that has no `r`."""

_ITEM = "a number, null or a point {x, y}"


class Index(NamedTuple):
    """The axis along which values are placed.

    Args:
        kind: how.
        labels: texts of the places, as they are shown.
        raw: the same as they were sent; on an axis of numbers or moments they are the places.
        horizontal: whether a point's `x` is its value, and `y` its place.
    """

    kind: AxisKind
    labels: tuple[str, ...]
    raw: Sequence[object]
    horizontal: bool = False

    @property
    def keys(self) -> tuple[str, str]:
        """What a point calls its place and its value."""
        return ("y", "x") if self.horizontal else ("x", "y")


class Points(NamedTuple):
    """What a dataset shows.

    Args:
        values: None where one is missing.
        places: along an axis of numbers or moments.
        sizes: px, of bubbles.
    """

    values: tuple[float | None, ...]
    places: tuple[float, ...] | None = None
    sizes: tuple[float | None, ...] | None = None


def read_points(dataset: Node, index: Index, *, sized: bool = False) -> Points:
    """Read the data of a dataset.

    Args:
        dataset: a config's.
        index: where values are placed.
        sized: whether points have an `r`.

    Raises:
        InvalidParameter: an item that is no value, by its path.
    """
    items, path = dataset.items("data"), dataset.place("data")
    if len(items) > MOST_VALUES:
        raise InvalidParameter(path, f"{len(items)} values", f"at most {MOST_VALUES}")
    if any(isinstance(item, list) for item in items):
        dataset.give_up("data")
    values = tuple(_value(item, dotted(path, at), index) for at, item in enumerate(items))
    if index.kind is AxisKind.CATEGORY:
        return Points(_at_labels(items, values, path, index))
    places = tuple(_place(item, at, path, index) for at, item in enumerate(items))
    known = [at for at, place in enumerate(places) if place is not None]
    return Points(
        tuple(values[at] for at in known),
        tuple(place for place in places if place is not None),
        tuple(_size(items[at], dotted(path, at)) for at in known) if sized else None,
    )


def gather_labels(datasets: Sequence[Node], horizontal: bool) -> tuple[object, ...]:
    """The places that points name, in order, where the chart itself has no labels."""
    key = "y" if horizontal else "x"
    named: dict[str, object] = {}
    for dataset in datasets:
        for item in dataset.items("data"):
            if isinstance(item, dict) and isinstance(item.get(key), str | int | float):
                named.setdefault(str(item[key]), item[key])
    return tuple(named.values())


def _value(item: object, path: str, index: Index) -> float | None:
    if isinstance(item, dict):
        key = index.keys[1]
        item, path = item.get(key, item.get("value")), dotted(path, key)
    # A bar from one number to another: its dataset is listed as not drawn.
    if item is None or isinstance(item, list) or (isinstance(item, float) and math.isnan(item)):
        return None
    if not isinstance(item, int | float | str) or isinstance(item, bool):
        raise InvalidParameter(path, item, _ITEM)
    return read_number(item, path)


def _at_labels(
    items: Sequence[object], values: tuple[float | None, ...], path: str, index: Index
) -> tuple[float | None, ...]:
    """Put points that name a label at its place; plain numbers are in their places already."""
    if not any(isinstance(item, dict) and index.keys[0] in item for item in items):
        return values
    by_label = {label: at for at, label in reversed(list(enumerate(index.labels)))}
    found: dict[int, float | None] = {}
    for at, (item, value) in enumerate(zip(items, values, strict=True)):
        found[_label_of(item, at, path, index, by_label)] = value
    return tuple(found.get(at) for at in range(max(found, default=-1) + 1))


def _label_of(item: object, at: int, path: str, index: Index, by_label: Mapping[str, int]) -> int:
    key = index.keys[0]
    named = item.get(key) if isinstance(item, dict) else None
    if named is None:
        return at
    here = dotted(dotted(path, at), key)
    place = by_label.get(read_text(named, here))
    if place is None and isinstance(named, int) and 0 <= named < len(index.labels):
        return named
    if place is None:
        raise InvalidParameter(here, named, "one of data.labels")
    return place


def _place(item: object, at: int, path: str, index: Index) -> float | None:
    """Where a value stands on an axis of numbers or moments; None for one without a place."""
    key = index.keys[0]
    if isinstance(item, dict):
        named, here = item.get(key, item.get("t")), dotted(dotted(path, at), key)
    elif at < len(index.raw):
        named, here = index.raw[at], dotted("data.labels", at)
    else:
        return None if index.kind is AxisKind.TIME or item is None else float(at)
    if named is None:
        return None
    if index.kind is AxisKind.TIME:
        return read_moment(named, here)
    return read_number(named, here)


def _size(item: object, path: str) -> float | None:
    size = item.get("r") if isinstance(item, dict) else None
    radius = USUAL_RADIUS if size is None else read_number(size, dotted(path, "r"))
    if radius > LARGEST_DISC:
        raise InvalidParameter(dotted(path, "r"), size, f"at most {LARGEST_DISC} px")
    return max(0.0, radius)
