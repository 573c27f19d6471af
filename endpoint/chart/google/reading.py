"""From a Google Image Charts request to a spec."""

from collections.abc import Mapping

from endpoint.chart.drawn import Drawn
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits


def read_google(sent: Mapping[str, str], limits: Limits) -> Drawn:
    """Read a request.

    Args:
        sent: the keys of the query or of a form; `cht` is among them.
        limits: what the service draws at most.

    Raises:
        InvalidParameter: the first thing that is wrong, by its key.
    """
    del limits
    raise InvalidParameter("cht", sent.get("cht", ""), "a chart")
