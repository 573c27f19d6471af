"""From a Google Image Charts request to a spec."""

from collections.abc import Mapping

from endpoint.chart.drawn import Drawn
from endpoint.chart.google.encodings import read_data
from endpoint.chart.google.keys import Keys
from endpoint.chart.google.kinds import QR, read_kind
from endpoint.chart.google.plot import Plot
from endpoint.chart.google.qr import read_qr
from endpoint.chart.google.size import read_image
from endpoint.query import Sent, build
from image_proc.chart import ChartSpec
from image_proc.limits import Limits

_TYPE = "cht"


def read_google(sent: Mapping[str, str], limits: Limits) -> Drawn:
    """Read a request.

    Args:
        sent: the keys of the query or of a form; `cht` is among them.
        limits: what the service draws at most.

    Raises:
        InvalidParameter: the first thing that is wrong, by its key.
    """
    keys = Keys(sent)
    if keys.text(_TYPE) == QR:
        return read_qr(keys, limits)
    kind = read_kind(keys)
    image = read_image(keys)
    fields = Plot(kind, read_data(keys), keys).fields()
    said = {name: Sent(_NAMES.get(name, _TYPE), value) for name, value in fields.items()}
    return Drawn(build(ChartSpec, image | said, limits), keys.ignored())


_NAMES = {"series": "chd", "labels": "chxl", "title": "chtt", "background": "chf", "colors": "chco"}
"""Field → the key that fills it."""
