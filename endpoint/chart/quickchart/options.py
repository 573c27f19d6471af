"""The options of a config that are about the whole chart, in both spellings of Chart.js."""

from typing import NamedTuple

from endpoint.chart.quickchart.kinds import Kind
from endpoint.chart.quickchart.node import Node, Trail
from image_proc.chart import Legend
from image_proc.errors import InvalidParameter

_PLACES = {
    "top": Legend.TOP,
    "bottom": Legend.BOTTOM,
    "left": Legend.LEFT,
    "right": Legend.RIGHT,
    "chartArea": Legend.TOP,
    "center": Legend.TOP,
}
_TOP = "top"


class Words(NamedTuple):
    """What stands around and upon a chart.

    Args:
        title: above it.
        legend: where names stand, if there are any.
        numbers: whether each value is written.
    """

    title: str
    legend: Legend
    numbers: bool


def read_words(options: Node, datasets: list[Node], kind: Kind) -> Words:
    """Read titles, legend and labels.

    Raises:
        InvalidParameter: something that makes no sense, by its path.
    """
    plugins = options.within("plugins")
    numbers = _numbers(plugins, datasets, kind)
    return Words(_title(options, plugins), _legend(options, plugins, kind), numbers)


def is_new(options: Node, version: str) -> bool:
    """Tell whether a config is written for Chart.js 3 or 4: by what it says, or how it looks.

    Args:
        options: of the config.
        version: the major one, "" where nothing is said.
    """
    if version:
        return version != "2"
    looked = Node(options.peek(), options.path, Trail())
    scales, plugins = looked.within("scales"), looked.within("plugins")
    if any(key not in ("xAxes", "yAxes") for key in scales):
        return True
    return "indexAxis" in looked or any(key in plugins for key in ("title", "legend", "tooltip"))


def _title(options: Node, plugins: Node) -> str:
    for holder in (plugins, options):
        title = holder.within("title")
        shown, text = title.flag("display"), title.text("text")
        if shown:
            if title.take("position") not in (None, _TOP):
                title.give_up("position")
            return text
    return ""


def _legend(options: Node, plugins: Node, kind: Kind) -> Legend:
    holder = plugins if "legend" in plugins else options
    legend = holder.within("legend")
    shown, place = legend.flag("display"), legend.take("position")
    legend.take("align")
    if place is not None and (not isinstance(place, str) or place not in _PLACES):
        raise InvalidParameter(legend.place("position"), place, ", ".join(_PLACES))
    if shown is False or (kind.bare and not shown):
        return Legend.NONE
    return _PLACES[place] if isinstance(place, str) else Legend.TOP


def _numbers(plugins: Node, datasets: list[Node], kind: Kind) -> bool:
    said = [each.within("datalabels") for each in datasets if "datalabels" in each]
    if "datalabels" in plugins:
        said.append(plugins.within("datalabels"))
    if said:
        return any(labels.flag("display") is not False for labels in said)
    outside = any(each.within("outlabels").flag("display") for each in (plugins, *datasets))
    return kind.numbers or outside
