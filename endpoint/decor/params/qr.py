"""From path and query to a QR code's spec."""

from werkzeug.datastructures import MultiDict

from endpoint.decor.tail import Tail
from endpoint.query import Sent, build, read_query
from image_proc.limits import Limits
from image_proc.qr import QrSpec

NAMES = {
    "text": "text",
    "data": "text",
    "t": "text",
    "ecc": "ecc",
    "ecLevel": "ecc",
    "size": "size",
    "margin": "margin",
    "dark": "dark",
    "light": "light",
    "dpr": "dpr",
    "format": "format",
}
"""Public name → field of the spec."""


def read_qr(tail: str, args: MultiDict[str, str], limits: Limits) -> QrSpec:
    """Read a request.

    Args:
        tail: ratio and suffix behind the path, or nothing.
        args: the query.
        limits: what the service draws at most.

    Raises:
        InvalidParameter: the first thing that is wrong, by the name that its user gave it.
    """
    sent = Tail.parse(tail).joined(read_query(args, NAMES))
    # Nothing is written for nobody: that is refused as an empty text is.
    sent.setdefault("text", Sent("text", ""))
    return build(QrSpec, sent, limits)
