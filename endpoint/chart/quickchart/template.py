"""What an address may say anew of a chart that is kept: its title, its labels, its values."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from endpoint.chart.drawn import Drawn
from endpoint.chart.quickchart.beside import read_request
from endpoint.chart.quickchart.config import dotted
from endpoint.chart.quickchart.node import read_number
from endpoint.chart.quickchart.reading import draw
from image_proc.chart.fields import MOST_SERIES
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits

_NUMBERED = re.compile(r"(data|label|backgroundColor|borderColor)([1-9][0-9]?)")
_COMMA = re.compile(r",(?![^(]*\))")
"""Not one in `rgb(1, 2, 3)`."""

_MISSING = frozenset({"", "null", "_"})
Config = dict[str, object]
_CHART = frozenset({"c", "chart", "encoding"})


def read_kept(keys: Mapping[str, object], said: Mapping[str, str], limits: Limits) -> Drawn:
    """Read a chart that is kept.

    Args:
        keys: as they were sent once.
        said: the query of the address.
        limits: what the service draws at most.

    Raises:
        InvalidParameter: the first thing that is wrong, by its key or its dotted path.
    """
    chart = keys["chart"]
    config, used = overridden(chart if isinstance(chart, dict) else {}, said)
    anew = {name: text for name, text in said.items() if name not in used | _CHART}
    request = read_request({"chart": config, **anew})
    once = read_request(keys)
    whole = replace(
        request, image=once.image | request.image, version=request.version or once.version
    )
    drawn = draw(config, whole, limits)
    unread = tuple(name for name in said if name in _CHART)
    return replace(drawn, ignored=(*unread, *drawn.ignored))


def overridden(chart: Mapping[str, object], said: Mapping[str, str]) -> tuple[Config, set[str]]:
    """Put what an address says into a config.

    Args:
        chart: as it is kept; it stays as it is.
        said: the query.

    Returns:
        The config, and the keys of the query that were used.

    Raises:
        InvalidParameter: a value makes no sense, or there is no such dataset.
    """
    changed, used = dict(chart), set[str]()
    if "title" in said:
        used.add("title")
        changed["options"] = _titled(_object(chart.get("options")), said["title"])
    data = _object(chart.get("data"))
    if "labels" in said:
        used.add("labels")
        data["labels"] = [label.strip() for label in said["labels"].split(",")]
    datasets = data.get("datasets")
    sets = [_object(each) for each in datasets] if isinstance(datasets, list) else []
    for name, text in said.items():
        if match := _NUMBERED.fullmatch(name):
            _dataset(sets, int(match[2]), name)[match[1]] = _READERS[match[1]](text, name)
            used.add(name)
    data["datasets"] = sets
    changed["data"] = data
    return changed, used


def _object(value: object) -> Config:
    return dict(value) if isinstance(value, dict) else {}


def _titled(options: Config, text: str) -> Config:
    """In both spellings, of which one is read."""
    plugins = _object(options.get("plugins"))
    title = {**_object(options.get("title")), **_object(plugins.get("title"))}
    plugins["title"] = title | {"display": bool(text), "text": text}
    return {**options, "title": None, "plugins": plugins}


def _dataset(sets: list[Config], number: int, name: str) -> Config:
    """The dataset of a number from 1; the next one after the last is made."""
    if number > min(len(sets) + 1, MOST_SERIES):
        raise InvalidParameter(name, number, f"a dataset's number, 1 to {len(sets) + 1}")
    if number > len(sets):
        sets.append({})
    return sets[number - 1]


def _values(text: str, name: str) -> object:
    items = [item.strip() for item in text.split(",")]
    return [
        None if item in _MISSING else read_number(item, dotted(name, at))
        for at, item in enumerate(items)
    ]


def _text(text: str, name: str) -> object:
    del name
    return text


def _colors(text: str, name: str) -> object:
    del name
    found = [each.strip() for each in _COMMA.split(text)]
    return found if len(found) > 1 else found[0]


_READERS: Mapping[str, Callable[[str, str], object]] = {
    "data": _values,
    "label": _text,
    "backgroundColor": _colors,
    "borderColor": _colors,
}
