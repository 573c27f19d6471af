"""The line that each request leaves: cheap, since an answer from memory costs little more."""

import os
import time
from collections.abc import Callable, Mapping
from json.encoder import encode_basestring_ascii as quoted
from typing import Any, Literal, Protocol

from gunicorn.glogging import Logger

from logs.buffer import LineBuffer
from logs.redaction import Redactor

_LONGEST = 300  # characters of a target that are shown
_LONGEST_METHOD = 32
_LOCAL = "%Y-%m-%d %H:%M:%S %z"
_ID = frozenset({"X-Request-Id", "x-request-id", b"X-Request-Id", b"x-request-id"})
_STDOUT = 1


class Served(Protocol):
    """What gunicorn tells of an answer; its workers differ in the details."""

    @property
    def status(self) -> str | int:
        """The code, or the code and its phrase."""

    @property
    def headers(self) -> Any:
        """Pairs of str, or of bytes."""

    @property
    def sent(self) -> int:
        """Bytes of the body."""


class Took(Protocol):
    """How long an answer took: a timedelta, or what gunicorn has in its stead."""

    @property
    def seconds(self) -> int:
        """Whole ones."""

    @property
    def microseconds(self) -> int:
        """Beside them."""


class AccessLines:
    """Writes a request as one line, without its end.

    Args:
        log_format: for people, or one JSON object.
        redactor: takes secrets out of the target.
    """

    def __init__(self, log_format: Literal["text", "json"], redactor: Redactor) -> None:
        self.line = self._json if log_format == "json" else self._text
        self._target = redactor.target
        # A request costs as little as two calls of the system: getpid() would be a third.
        self._begin = _OnceASecond(
            lambda now: f"{time.strftime(_LOCAL, time.localtime(now))} [{os.getpid()}] INFO"
        )
        self._utc = _OnceASecond(lambda now: time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)))

    def _text(self, served: Served, environ: Mapping[str, Any], took: Took) -> str:
        said = self._facts(served, environ, took)[0]
        begin, request_id = self._begin(int(time.time())), _id_of(served.headers) or "-"
        return f"{begin} {said} id={request_id}"

    def _json(self, served: Served, environ: Mapping[str, Any], took: Took) -> str:
        said, client, method, status, milliseconds = self._facts(served, environ, took)
        now = time.time()
        stamp = f"{self._utc(int(now))}.{int(now % 1 * 1_000_000):06}Z"
        return (
            f'{{"event": {quoted(said)}, "timestamp": "{stamp}", "level": "info", '
            f'"logger": "gunicorn.access", "client": {quoted(client)}, "method": {quoted(method)}, '
            f'"status": {status}, "bytes": {served.sent}, "ms": {milliseconds}, '
            f'"request_id": {quoted(_id_of(served.headers))}}}'
        )

    def _facts(
        self, served: Served, environ: Mapping[str, Any], took: Took
    ) -> tuple[str, str, str, int, int]:
        """Give the line for people, and parts of it: client, method, status, ms."""
        status = served.status
        if isinstance(status, str):
            status = int(status[:3])
        client = environ.get("REMOTE_ADDR") or "-"
        method = environ["REQUEST_METHOD"][:_LONGEST_METHOD]
        target = self._target(environ["RAW_URI"][:_LONGEST])
        milliseconds = took.seconds * 1000 + took.microseconds // 1000
        request = f"{method} {target} {environ['SERVER_PROTOCOL']}"
        said = f'{client} "{request}" {status} {served.sent} B {milliseconds} ms'
        return said, client, method, status, milliseconds


class _OnceASecond:
    """Writes what lines of the same second begin with, for the first of them.

    A process that is forked writes it anew.
    """

    def __init__(self, write: Callable[[int], str]) -> None:
        self._write = write
        self._last = (-1, "")
        os.register_at_fork(after_in_child=self._forget)

    def _forget(self) -> None:
        self._last = (-1, "")

    def __call__(self, second: int) -> str:
        last, text = self._last  # at once: another thread may write it meanwhile
        if second != last:
            text = self._write(second)
            self._last = (second, text)
        return text


def _id_of(headers: Any) -> str:
    for name, value in headers:
        if name in _ID:
            return value.decode("latin-1") if isinstance(value, bytes) else str(value)
    return ""


def logger_of(log_format: Literal["text", "json"], redactor: Redactor) -> type:
    """Make the class that gunicorn logs with.

    Args:
        log_format: how a line looks.
        redactor: takes secrets out.
    """
    lines = AccessLines(log_format, redactor)
    out = LineBuffer(_STDOUT)

    class AccessLogger(Logger):  # type: ignore[misc]  # gunicorn has no types
        """Gunicorn's logger, but for requests."""

        def access(
            self, resp: Served, _req: object, environ: Mapping[str, Any], took: Took
        ) -> None:
            """Leave a request's line to be written soon."""
            out.add(lines.line(resp, environ, took))

    return AccessLogger
