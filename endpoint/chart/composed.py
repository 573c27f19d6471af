"""The composer without script: what its form sent, and the address that this makes.

With script assets/static/chartgrammar.js writes the address, and shorter ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from endpoint.chart.arranged import LABELS
from endpoint.chart.data import DATA, NAMED
from endpoint.chart.of_file import FILENAME
from endpoint.chart.pasted import is_table, read_pasted
from endpoint.plot import SPAN_NAMES
from endpoint.plot.documented import PlotQuery

FROM, FILE = "from", "file"
OF_FILES = ("x", "y", "by", "kind", *SPAN_NAMES)
_OF_LOOK = tuple(PlotQuery.model_fields)
FIELDS = (FROM, FILENAME, DATA, LABELS, NAMED, *_OF_LOOK, *OF_FILES)
_SAMPLE = "\tNorth\tSouth\nQ1\t31\t24\nQ2\t45\t32\nQ3\t38\t41\nQ4\t56\t44"


@dataclass(frozen=True, slots=True)
class ComposedChart:
    """A form as it was sent.

    Attributes:
        state: field → what was chosen; an empty text where nothing was.
        address: of the chart, below the service's root.
        image: the same, where the chart is asked for as JSON as a picture.
        alt: what it shows, for those who do not see it.
    """

    state: Mapping[str, str]
    address: str
    image: str
    alt: str


def compose_chart(sent: Mapping[str, str], files: Sequence[str]) -> ComposedChart:
    """Read the form that was sent, or show a chart to begin with.

    Args:
        sent: the page's query.
        files: what this reader may choose among.
    """
    known = {name: sent[name] for name in FIELDS if sent.get(name)}
    first = {FILENAME: "".join(files[:1]), DATA: _SAMPLE, **({} if known else {"format": "svg"})}
    state = dict.fromkeys(FIELDS, "") | first | known
    state[FROM] = _source(known, files)
    picture = {**state, "format": "" if state["format"] == "json" else state["format"]}
    what = state[FILENAME] if state[FROM] == FILE else "numbers"
    alt = state["title"] or f"{(state['type'] or 'chart').capitalize()} of {what}"
    return ComposedChart(state, _address(state), _address(picture), alt)


def _source(known: Mapping[str, str], files: Sequence[str]) -> str:
    if not files:
        return DATA
    return known.get(FROM) or (DATA if DATA in known and FILENAME not in known else FILE)


def _address(state: Mapping[str, str]) -> str:
    look = {name: state[name] for name in _OF_LOOK if state[name]}
    if state["format"] in {"svg", "json"}:
        look.pop("scale", None)  # sharp at any size, and no picture
    if state[FROM] == FILE:
        query = look | {name: state[name] for name in OF_FILES if state[name]}
        address = f"/chart/{quote(state[FILENAME], safe='/@')}"
    else:
        query, address = {**_numbers(state), **look}, "/chart"
    return f"{address}?{urlencode(query)}" if query else address


def _numbers(state: Mapping[str, str]) -> dict[str, str]:
    """Give the values in the address's grammar, however they were typed."""
    said = {name: state[name] for name in (DATA, LABELS, NAMED)}
    if is_table(said[DATA]):
        read = read_pasted(said[DATA], state["type"])
        said[DATA] = read.data
        said[LABELS] = said[LABELS] or read.labels
        said[NAMED] = said[NAMED] or read.names
    return {name: text for name, text in said.items() if text or name == DATA}
