"""What gunicorn's access log is told of an answer, and no more than its line needs."""

import time
from dataclasses import dataclass
from typing import Any

from gunicorn.asgi.parser import CallbackRequest

from front.exchange import Exchange
from front.interface import Headers
from front.ready import REQUEST_ID, Given, Plain

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
    """Write the line of a request that an application has answered, or the server.

    Args:
        log: gunicorn's.
        request: as it came.
        exchange: with its response.
        since: s of the monotonic clock, when it began.
    """
    client = exchange.scope["client"]
    environ = {
        "REMOTE_ADDR": client[0] if client else "",
        "REQUEST_METHOD": request.method,
        "RAW_URI": request.uri,
        "SERVER_PROTOCOL": "HTTP/1.0" if request.version < (1, 1) else "HTTP/1.1",
    }
    status = exchange.status if exchange.begun or exchange.refused else _CLIENT_LEFT
    served = Served(status, exchange.headers, exchange.sent)
    log.access(served, request, environ, _took(since))


def note_given(log: Any, asked: Plain, given: Given, since: float) -> None:
    """Write the line of a request that was answered with what was at hand.

    Args:
        log: gunicorn's.
        asked: the request.
        given: its answer.
        since: s of the monotonic clock, when it began.
    """
    environ = {
        "REMOTE_ADDR": asked.client,
        "REQUEST_METHOD": "HEAD" if asked.head else "GET",
        "RAW_URI": asked.target.decode("latin-1"),
        "SERVER_PROTOCOL": "HTTP/1.1",
    }
    ready = given.ready
    sent = 0 if asked.head else len(ready.body)
    served = Served(ready.status, [(REQUEST_ID, given.request_id)], sent)
    log.access(served, asked, environ, _took(since))


def _took(since: float) -> Took:
    took = time.monotonic() - since
    seconds = int(took)
    return Took(seconds, int((took - seconds) * _MICROSECONDS))
