"""From a QuickChart request to a spec."""

from collections.abc import Mapping

from endpoint.chart.drawn import Drawn
from endpoint.chart.quickchart.beside import Request, read_request
from endpoint.chart.quickchart.config import read_config
from endpoint.chart.quickchart.kinds import ROUND, read_kind
from endpoint.chart.quickchart.node import Node, Trail
from endpoint.chart.quickchart.options import is_new, read_words
from endpoint.chart.quickchart.plot import Fields, Plot
from endpoint.chart.quickchart.special import read_special
from endpoint.query import Sent, build
from image_proc.chart import ChartSpec, Legend, Series
from image_proc.chart.fields import MOST_SERIES
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits

_PATHS = {"series": "data.datasets", "labels": "data.labels"}
"""Field → where the config says it, of the fields whose parts are checked together."""


def read_quickchart(sent: Mapping[str, object], limits: Limits) -> Drawn:
    """Read a request.

    Args:
        sent: the keys of the query (texts), or of a body of JSON, where the config may be an
            object as well; `c` or `chart` is among them.
        limits: what the service draws at most.

    Raises:
        InvalidParameter: the first thing that is wrong, by its key or its dotted path.
    """
    request = read_request(sent)
    return draw(read_config(request.chart, request.encoding), request, limits)


def draw(config: Mapping[str, object], request: Request, limits: Limits) -> Drawn:
    """Make the spec of a config.

    Args:
        config: as it was read.
        request: what was sent beside it.
        limits: what the service draws at most.

    Raises:
        InvalidParameter: the first thing that is wrong, by its key or its dotted path.
    """
    trail = Trail()
    fields = _fields(Node(config, "", trail), request.version)
    said = {name: Sent(_PATHS.get(name, name), value) for name, value in fields.items()}
    spec = build(ChartSpec, request.whole | said, limits)
    return Drawn(spec, (*request.unknown, *trail.ignored()))


def _fields(root: Node, version: str) -> Fields:
    """All fields of the spec that follow from the config."""
    kind = read_kind(root.take("type"))
    data, options = root.within("data"), root.within("options")
    if options.take("indexAxis") == "y":
        kind = kind._replace(horizontal=True)
    datasets = data.each("datasets")
    if len(datasets) > MOST_SERIES:
        path, found = data.place("datasets"), f"{len(datasets)} datasets"
        raise InvalidParameter(path, found, f"at most {MOST_SERIES}")
    words = read_words(options, datasets, kind)
    plot = Plot(kind, data, datasets, options, new=is_new(options, version))
    fields: Fields = {
        "type": kind.type,
        "horizontal": kind.horizontal,
        "title": words.title,
        "numbers": words.numbers,
        "legend": words.legend,
    }
    fields |= read_special(plot) or plot.fields()
    if not _has_names(fields, rounded=kind.type in ROUND):
        fields["legend"] = Legend.NONE
    return fields


def _has_names(fields: Fields, *, rounded: bool) -> bool:
    """Whether there is anything that a legend could say."""
    if rounded:
        return bool(fields.get("labels"))
    series = fields.get("series")
    return isinstance(series, tuple) and any(
        each.name for each in series if isinstance(each, Series)
    )
