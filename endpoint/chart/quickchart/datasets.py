"""A dataset of a config as a series."""

from dataclasses import dataclass

from pydantic import ValidationError

from endpoint.chart.quickchart.kinds import ROUND, Kind, read_series_type
from endpoint.chart.quickchart.node import Node
from endpoint.chart.quickchart.paint import (
    colors_of,
    dashes_of,
    is_filled,
    steps_of,
    tension_of,
    width_of,
)
from endpoint.chart.quickchart.points import Index, read_points
from endpoint.chart.quickchart.scales import Scales
from endpoint.query import refusal_of
from image_proc.chart import ChartType, Series, SeriesType
from image_proc.color import OPAQUE, TRANSPARENT

_LINES = frozenset({ChartType.LINE, ChartType.RADAR})
_DOTS = frozenset({ChartType.SCATTER, ChartType.BUBBLE})


@dataclass(frozen=True, slots=True)
class Frame:
    """What a dataset stands in.

    Args:
        kind: of the chart.
        scales: of the chart.
        index: where values are placed.
        elements: how lines and points look where a dataset does not say.
        filled: whether lines are filled where nothing says, as in Chart.js 2.
        line_width: px, where nothing says.
        radius: px of points, where nothing says.
        tension: of lines, where nothing says.
    """

    kind: Kind
    scales: Scales
    index: Index
    elements: Node
    filled: bool
    line_width: float = 3
    radius: float = 3
    tension: float = 0


def read_dataset(dataset: Node, frame: Frame) -> Series:
    """Read a dataset.

    Raises:
        InvalidParameter: something that makes no sense, by its path.
    """
    kind = read_series_type(dataset.take("type"), dataset.place("type"), frame.kind)
    shown = _shown_as(kind, frame.kind.type)
    points = read_points(dataset, frame.index, sized=shown is ChartType.BUBBLE)
    fields: dict[str, object] = {
        "name": dataset.text("label"),
        "values": points.values,
        "places": points.places,
        "sizes": points.sizes,
        "type": kind,
        "stack": dataset.text("stack"),
        "axis": _axis(dataset, frame.scales),
    }
    if shown in _LINES or shown is ChartType.SCATTER:
        fields |= _line(dataset, frame, shown)
    else:
        fields |= _surface(dataset, shown)
    return made(dataset, fields)


def made(dataset: Node, fields: dict[str, object]) -> Series:
    """Make a series.

    Raises:
        InvalidParameter: by the dataset's path.
    """
    try:
        return Series.model_validate(fields)
    except ValidationError as error:
        raise refusal_of(error, dataset.path) from error


def _shown_as(kind: SeriesType | None, chart: ChartType) -> ChartType:
    return chart if kind is None else ChartType(str(kind))


def _axis(dataset: Node, scales: Scales) -> str:
    name = dataset.text("yAxisID")
    if "xAxisID" in dataset and scales.second is not None:
        name = name or dataset.text("xAxisID")
    dataset.take("xAxisID")
    return "right" if scales.is_second(name) else "left"


def _surface(dataset: Node, shown: ChartType) -> dict[str, object]:
    """The look of bars, slices and bubbles: they are filled."""
    ground = colors_of(dataset, "backgroundColor", "pointBackgroundColor")
    edge = colors_of(dataset, "borderColor")
    if ground and edge and ground != edge and shown not in ROUND:
        dataset.give_up("borderColor")
    dataset.take("borderWidth", "borderSkipped")
    found = ground or edge
    if len(found) == 1 and shown not in ROUND:
        return {"color": found[0]}
    return {"colors": found}


def _line(dataset: Node, frame: Frame, shown: ChartType) -> dict[str, object]:
    """The look of lines and points."""
    line, point = frame.elements.within("line"), frame.elements.within("point")
    edge = colors_of(dataset, "borderColor") or colors_of(line, "borderColor")
    ground = colors_of(dataset, "backgroundColor") or colors_of(line, "backgroundColor")
    dots = colors_of(dataset, "pointBackgroundColor") or colors_of(dataset, "pointBorderColor")
    dataset.take("pointBorderWidth")
    usual_width = width_of(line, frame.line_width, "borderWidth")
    usual_radius = width_of(point, frame.radius, "radius")
    said: dict[str, object] = {
        "line_width": width_of(dataset, usual_width, "borderWidth"),
        "radius": width_of(dataset, usual_radius, "pointRadius", "radius"),
        "dashes": dashes_of(dataset),
        "tension": tension_of(dataset, line, frame.tension),
        "stepped": steps_of(dataset),
        "joined": bool(dataset.take("spanGaps")),
    }
    if shown is ChartType.SCATTER:
        solid = all(color.alpha == OPAQUE for color in ground)
        return said | _scattered(dataset, dots or (ground if solid else edge) or ground or edge)
    if dataset.flag("showLine") is False:
        return said | _scattered(dataset, dots or edge or ground) | {"type": SeriesType.SCATTER}
    if dots and dots != (edge or ground):
        dataset.give_up("pointBackgroundColor")
    said |= {"color": next(iter(edge or ground), None)}
    if not is_filled(dataset, frame.filled):
        # A radar's surface is seen where nothing is said.
        return said | ({"fill": TRANSPARENT} if shown is ChartType.RADAR else {})
    if ground:
        return said | {"fill": ground[0]}
    return said | ({"type": SeriesType.AREA} if shown is ChartType.LINE else {})


def _scattered(dataset: Node, colors: tuple[object, ...]) -> dict[str, object]:
    dataset.take("fill")
    if dataset.flag("showLine"):
        return {"type": SeriesType.LINE, "color": next(iter(colors), None)}
    return {"color": colors[0]} if len(colors) == 1 else {"colors": colors}
