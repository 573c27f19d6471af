"""Types whose data are written in ways of their own: gauges, boxes, fields of a matrix."""

from endpoint.chart.quickchart.axes import read_scales
from endpoint.chart.quickchart.config import dotted
from endpoint.chart.quickchart.datasets import made
from endpoint.chart.quickchart.node import Node, read_number, read_text
from endpoint.chart.quickchart.paint import colors_of
from endpoint.chart.quickchart.plot import Fields, Plot
from image_proc.chart import Axis, AxisKind, ChartType, Series, Unit
from image_proc.chart.fields import MOST_SERIES, MOST_VALUES
from image_proc.errors import InvalidParameter

_DATASETS = "data.datasets"
_SUMMARY = ("min", "q1", "median", "q3", "max")
_HUNDRED = 100.0


def read_special(plot: Plot) -> Fields:
    """Read what is drawn of a type that is not made of datasets along an axis; else nothing.

    Raises:
        InvalidParameter: something that makes no sense, by its path.
    """
    match plot.kind.type:
        case ChartType.GAUGE:
            return read_gauge(plot.datasets, plot.options)
        case ChartType.HEATMAP:
            return read_matrix(plot.datasets)
        case ChartType.BAR if plot.kind.bare:
            return read_progress(plot.datasets) | {"labels": plot.labels()}
        case ChartType.BOXPLOT:
            scales = read_scales(plot.options, plot.kind.horizontal)
            return {
                "series": read_boxes(plot.datasets),
                "labels": plot.labels(),
                "x": scales.index.axis(AxisKind.CATEGORY),
                "y": scales.values.axis(AxisKind.LINEAR),
            }
        case _:
            return {}


def read_gauge(datasets: list[Node], options: Node) -> Fields:
    """Read a gauge: `value` among ends of zones, or a `radialGauge` with its `domain`.

    Raises:
        InvalidParameter: something that makes no sense, by its path.
    """
    first = _first(datasets)
    path = first.place("data")
    ends = [read_number(item, dotted(path, at)) for at, item in enumerate(first.items("data"))]
    value, least = first.number("value"), first.number("minValue")
    low, high = _domain(options)
    colors = colors_of(first, "backgroundColor") or colors_of(first, "borderColor")
    if value is None:
        if not ends:
            raise InvalidParameter(path, ends, "a number")
        value, ends, colors = ends[0], [], colors[:1]
    else:
        low, high = least or 0.0, max(ends, default=_HUNDRED)
    if not low < high:
        raise InvalidParameter(path, f"{low:g} to {high:g}", "a high end above the low one")
    series = made(first, {"name": first.text("label"), "values": (value,), "colors": colors})
    return {"series": (series,), "y": Axis(low=low, high=high, marks=tuple(ends[:-1]))}


def read_progress(datasets: list[Node]) -> Fields:
    """Read a bar of progress: a value, and in a second dataset what the whole is (100).

    Raises:
        InvalidParameter: something that makes no sense, by its path.
    """
    first = _first(datasets)
    path = first.place("data")
    values = tuple(
        read_number(item, dotted(path, at)) for at, item in enumerate(first.items("data"))
    )
    high = _HUNDRED
    for other in datasets[1:2]:
        wholes = [read_number(item, other.place("data")) for item in other.items("data")]
        high = max(wholes, default=high)
        other.give_up("backgroundColor")
    if high <= 0:
        raise InvalidParameter(datasets[-1].place("data"), high, "a number above 0")
    color = next(iter(colors_of(first, "backgroundColor")), None)
    shares = tuple(value / high for value in values)
    series = made(first, {"values": shares, "color": color})
    y = Axis(low=0.0, high=1.0, unit=Unit.PERCENT, visible=False, grid=False)
    return {"series": (series,), "y": y}


def read_boxes(datasets: list[Node]) -> tuple[Series, ...]:
    """Read boxes: each is a list of numbers, or the five that sum them up.

    Raises:
        InvalidParameter: something that makes no sense, by its path.
    """
    return tuple(_boxes(dataset) for dataset in datasets)


def _boxes(dataset: Node) -> Series:
    path = dataset.place("data")
    samples = tuple(
        _sample(item, dotted(path, at)) for at, item in enumerate(dataset.items("data"))
    )
    ground = colors_of(dataset, "backgroundColor")
    edge = colors_of(dataset, "borderColor")
    color = next(iter(edge or ground), None)
    dataset.take("borderWidth")
    return made(dataset, {"name": dataset.text("label"), "samples": samples, "color": color})


def _sample(item: object, path: str) -> tuple[float, ...]:
    if isinstance(item, list):
        return tuple(read_number(each, dotted(path, at)) for at, each in enumerate(item))
    if isinstance(item, dict) and all(key in item for key in _SUMMARY):
        return tuple(read_number(item[key], dotted(path, key)) for key in _SUMMARY)
    if item is None:
        return ()
    raise InvalidParameter(path, item, f"a list of numbers, or an object of {', '.join(_SUMMARY)}")


def read_matrix(datasets: list[Node]) -> Fields:
    """Read the fields of a matrix: a `v` at an `x` and a `y`.

    Raises:
        InvalidParameter: something that makes no sense, by its path.
    """
    first = _first(datasets)
    path, cells = first.place("data"), {}
    columns: dict[str, None] = {}
    rows: dict[str, None] = {}
    for at, item in enumerate(first.items("data")):
        here = dotted(path, at)
        if not isinstance(item, dict):
            raise InvalidParameter(here, item, "a field {x, y, v}")
        x, y = (read_text(item.get(key), dotted(here, key)) for key in ("x", "y"))
        columns[x], rows[y] = None, None
        cells[x, y] = read_number(item.get("v"), dotted(here, "v"))
    if len(rows) > MOST_SERIES or len(rows) * len(columns) > MOST_VALUES:
        raise InvalidParameter(path, f"{len(rows)} rows", f"at most {MOST_SERIES} rows")
    first.take("label", "width", "height")
    values = {row: tuple(cells.get((column, row)) for column in columns) for row in rows}
    series = tuple(made(first, {"name": row, "values": values[row]}) for row in rows)
    return {"series": series, "labels": tuple(columns)}


def _first(datasets: list[Node]) -> Node:
    if not datasets:
        raise InvalidParameter(_DATASETS, [], "a dataset")
    return datasets[0]


def _domain(options: Node) -> tuple[float, float]:
    path, ends = options.place("domain"), options.items("domain")
    if not ends:
        return 0.0, _HUNDRED
    low, high = (read_number(end, path) for end in (ends[0], ends[-1]))
    return low, high
