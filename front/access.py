"""What gunicorn's access log is told of an answer, and no more than its line needs."""

import time
from dataclasses import dataclass
from typing import Any

from gunicorn.asgi.parser import CallbackRequest

from front.exchange import Exchange
from front.interface import Headers

_MICROSECONDS = 1_000_000
_CLIENT_LEFT = 499  # nginx's word for it


@dataclass(slots=True)
class Served:
    """A response."""

    status: int
    headers: Headers
    sent: int


@dataclass(slots=True)
class Took:
    """How long a request took."""

    seconds: int
    microseconds: int


def note(log: Any, request: CallbackRequest, exchange: Exchange, since: float) -> None:
    """Write a request's line.

    Args:
        log: gunicorn's.
        request: as it came.
        exchange: with its response.
        since: s of the monotonic clock, when it began.
    """
    took = time.monotonic() - since
    client = exchange.scope["client"]
    environ = {
        "REMOTE_ADDR": client[0] if client else "",
        "REQUEST_METHOD": request.method,
        "RAW_URI": request.uri,
        "SERVER_PROTOCOL": "HTTP/1.0" if request.version < (1, 1) else "HTTP/1.1",
    }
    status = exchange.status if exchange.begun or exchange.refused else _CLIENT_LEFT
    served = Served(status, exchange.headers, exchange.sent)
    seconds = int(took)
    log.access(served, request, environ, Took(seconds, int((took - seconds) * _MICROSECONDS)))
