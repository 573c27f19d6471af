"""Each request has an id: its sender's, or one of ours; answer and log lines carry it."""

import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REQUEST_ID: ContextVar[str] = ContextVar("easel-request-id", default="")
"""The id of the request that this thread answers; empty between requests."""

HEADER = "X-Request-Id"
_IN_ENVIRON = "HTTP_X_REQUEST_ID"
_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,128}")
_BYTES = 12  # so that no two of a billion a day are alike


class RequestIds:
    """Gives every request an id, outside of all else, so that each answer tells it.

    An id that is sent is taken over when it can do no harm in a header and a log line, so that a
    proxy's log and ours can be read side by side. It proves nothing.

    Args:
        app: the application.
    """

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer with the id in environ, in the answer's headers, and known to log lines."""
        sent = environ.get(_IN_ENVIRON, "")
        request_id = sent if _ACCEPTED.fullmatch(sent) else secrets.token_hex(_BYTES)
        environ[_IN_ENVIRON] = request_id
        REQUEST_ID.set(request_id)

        def start(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None
        ) -> Callable[[bytes], object]:
            return start_response(status, [*headers, (HEADER, request_id)], exc_info)

        return _Body(self._app(environ, start))


class _Body:
    """An answer's body, with whose end the request's id ends."""

    __slots__ = ("_chunks",)

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._chunks)

    def close(self) -> None:
        """Close what is wrapped, while its log lines still have the id."""
        try:
            if close := getattr(self._chunks, "close", None):
                close()
        finally:
            REQUEST_ID.set("")
