"""From a QuickChart request to a spec."""

from collections.abc import Mapping

from endpoint.chart.drawn import Drawn
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits


def read_quickchart(sent: Mapping[str, object], limits: Limits) -> Drawn:
    """Read a request.

    Args:
        sent: the keys of the query (texts), or of a body of JSON, where the config may be an
            object as well; `c` or `chart` is among them.
        limits: what the service draws at most.

    Raises:
        InvalidParameter: the first thing that is wrong, by its key or its dotted path.
    """
    del limits
    raise InvalidParameter("c", sent.get("c", ""), "a chart")
