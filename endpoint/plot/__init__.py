"""How charts look: what a query says of it, shared by all rooms that draw them."""

from endpoint.plot.fields import PlotType
from endpoint.plot.figures import Figures, parse_moments
from endpoint.plot.names import NAMES
from endpoint.plot.plot import USUAL_SIZE, Asked, Plot
from endpoint.plot.shown import figures_of
from endpoint.plot.spans import SPAN_NAMES, SpanQuery, Spans
from endpoint.plot.tail import Tail

__all__ = [
    "NAMES",
    "SPAN_NAMES",
    "USUAL_SIZE",
    "Asked",
    "Figures",
    "Plot",
    "PlotType",
    "SpanQuery",
    "Spans",
    "Tail",
    "figures_of",
    "parse_moments",
]
