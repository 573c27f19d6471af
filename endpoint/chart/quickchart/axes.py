"""The scales of a config, in the spelling of Chart.js 2 and in that of 3 and 4."""

from endpoint.chart.quickchart.moments import read_moment
from endpoint.chart.quickchart.node import Node, read_number, read_text
from endpoint.chart.quickchart.scales import Scale, Scales
from image_proc.chart import AxisKind
from image_proc.errors import InvalidParameter

_KINDS = {
    "linear": AxisKind.LINEAR,
    "category": AxisKind.CATEGORY,
    "logarithmic": AxisKind.LOG,
    "time": AxisKind.TIME,
    "timeseries": AxisKind.TIME,
    "radialLinear": AxisKind.LINEAR,
}
_MOST_MARKS = 100
_RIGHT = "right"

_NONE = Scale("options.scales")
NO_SCALES = Scales(_NONE, _NONE)
"""Of a chart of slices."""


def read_scales(options: Node, horizontal: bool) -> Scales:
    """Read all scales.

    Args:
        options: of the config.
        horizontal: whether values run from the left.

    Raises:
        InvalidParameter: something that makes no sense, by its path.
    """
    scales = options.within("scales")
    named = "scales" in options
    across, up = _of_axis(scales, "x"), _of_axis(scales, "y")
    if (round_ := _round(options, scales)) is not None:
        up = [round_]
    index, values = (up, across) if horizontal else (across, up)
    # Of several the first one is the left one, unless only another one says where it stands.
    usual = values[0].id if values else ""
    values = sorted(values, key=lambda scale: scale.right)
    for extra in (*index[1:], *values[2:]):
        options.trail.unusable.append(extra.path)
    return Scales(
        index[0] if index else _NONE,
        values[0] if values else _NONE,
        values[1] if len(values) > 1 else None,
        usual,
        named,
    )


def _of_axis(scales: Node, letter: str) -> list[Scale]:
    """The scales along x or along y, in either spelling."""
    listed = scales.each(f"{letter}Axes")
    old = [_scale(node, f"{letter}-axis-{at}") for at, node in enumerate(listed)]
    new = [
        _scale(scales.within(key), key)
        for key in scales
        if key in scales and _letter(scales, key) == letter
    ]
    return old + new


def _letter(scales: Node, key: str) -> str:
    if key in ("xAxes", "yAxes"):
        return ""
    found = scales.within(key).take("axis")
    return str(found) if found in ("x", "y") else key[:1]


def _round(options: Node, scales: Node) -> Scale | None:
    """The scale of a radar: `scale` in 2, `scales.r` since 3."""
    if "scale" in options:
        return _scale(options.within("scale"), "scale")
    return _scale(scales.within("r"), "r") if "r" in scales else None


def _scale(node: Node, usual_id: str) -> Scale:
    ticks, grid = node.within("ticks"), node.within("gridLines", "grid")
    node.take("offset", "axis")
    said: dict[str, object] = {}
    kind = _read_kind(node)
    if kind is not None:
        said["kind"] = kind
    if title := _title(node):
        said["title"] = title
    said |= _ends(node, ticks, kind)
    if ticks.flag("reverse") or node.flag("reverse"):
        said["reverse"] = True
    said |= _seen(node, ticks, grid)
    return Scale(
        node.path,
        node.text("id") or usual_id,
        node.text("position") == _RIGHT,
        bool(_stacked(node)),
        said,
        (_either(node, ticks, "suggestedMin"), _either(node, ticks, "suggestedMax")),
    )


def _read_kind(node: Node) -> AxisKind | None:
    value = node.take("type")
    if value is None:
        return None
    if not isinstance(value, str) or value not in _KINDS:
        raise InvalidParameter(node.place("type"), value, f"one of {', '.join(_KINDS)}")
    return _KINDS[value]


def _title(node: Node) -> str:
    title = node.within("scaleLabel", "title")
    text = title.take("labelString", "text")
    shown = title.flag("display")
    return read_text(text, title.place("labelString", "text")) if shown and text is not None else ""


def _stacked(node: Node) -> bool | None:
    if node.take("stacked") == "single":
        return True
    return node.flag("stacked")


def _either(node: Node, ticks: Node, name: str) -> float | None:
    inner = ticks.number(name)
    outer = node.number(name)
    return outer if inner is None else inner


def _end(node: Node, ticks: Node, name: str, kind: AxisKind | None) -> float | None:
    """One end of a scale, which stands in the scale or in its ticks, or with its dates."""
    for each in (ticks, node, node.within("time")):
        value = each.take(name)
        if value is None:
            continue
        if kind is AxisKind.TIME:
            return read_moment(value, each.place(name))
        if kind is not AxisKind.CATEGORY and not isinstance(value, str):
            return read_number(value, each.place(name))
        # Labels from here to there: all of them are drawn.
        each.give_up(name)
    return None


def _ends(node: Node, ticks: Node, kind: AxisKind | None) -> dict[str, object]:
    low, high = (_end(node, ticks, name, kind) for name in ("min", "max"))
    ends = (("low", low), ("high", high))
    said: dict[str, object] = {name: value for name, value in ends if value is not None}
    zero = [flag for each in (ticks, node) if (flag := each.flag("beginAtZero")) is not None]
    if zero and low is None:
        said["zero"] = zero[0]
    step = ticks.number("stepSize", "fixedStepSize")
    if step is not None and low is not None and high is not None:
        said |= _marks(low, high, step)
    elif step is not None:
        ticks.give_up("stepSize")
    return said


def _marks(low: float, high: float, step: float) -> dict[str, object]:
    count = int((high - low) / step) if step > 0 and high - low < step * _MOST_MARKS else -1
    return {"marks": tuple(low + step * at for at in range(count + 1))} if count >= 0 else {}


def _lines(grid: Node) -> bool | None:
    """Whether lines run across the chart; the line along the axis itself is always ours."""
    shown, across = grid.flag("display"), grid.flag("drawOnChartArea")
    return False if across is False else shown


def _seen(node: Node, ticks: Node, grid: Node) -> dict[str, object]:
    lines, numbers, all_ = _lines(grid), ticks.flag("display"), node.flag("display")
    if all_ is False:
        return {"visible": False, "grid": False}
    if numbers is False:
        return {"visible": False, "grid": lines is not False}
    return {} if lines is None else {"grid": lines}
