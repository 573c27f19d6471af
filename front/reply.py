"""What a WSGI application answers: `start_response`, `write` and what it returns."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from types import TracebackType
from typing import TypeAlias

from front.interface import Headers

ExcInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]
)

_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_VALUE = re.compile(r"[ \t\x21-\x7e\x80-\xff]*")
_STATUS = re.compile(r"[1-9][0-9]{2}(?: [ \t\x21-\x7e\x80-\xff]*)?")
# Of the server and not of the application (PEP 3333); gunicorn drops the same.
_HOP_BY_HOP = frozenset(
    {
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailers",
        "transfer-encoding",
        "upgrade",
        "server",
        "date",
    }
)
_WITHOUT_BODY = frozenset({204, 304})


@dataclass(frozen=True, slots=True)
class Head:
    """Status and header fields of a response.

    Args:
        status: 100 to 999.
        headers: names in lower case, without those of the connection.
        length: bytes of the body; None when the application does not say.
    """

    status: int
    headers: Headers
    length: int | None


@lru_cache(maxsize=512)
def _name(name: str) -> bytes:
    if not _TOKEN.fullmatch(name):
        message = f"Not the name of a header field: {name!r}"
        raise ValueError(message)
    lower = name.lower()
    return b"" if lower in _HOP_BY_HOP else lower.encode("ascii")


def _head(status: str, fields: list[tuple[str, str]]) -> Head:
    if not _STATUS.fullmatch(status):
        message = f"Not a status: {status!r}"
        raise ValueError(message)
    headers: Headers = []
    length = None
    for name, value in fields:
        if not _VALUE.fullmatch(value):
            message = f"Not the value of a header field: {name}"
            raise ValueError(message)  # it may be a secret
        if not (key := _name(name)):
            continue
        raw = value.strip(" \t").encode("latin-1")
        if key == b"content-length":
            length = int(raw)
        headers.append((key, raw))
    return Head(int(status[:3]), headers, length)


class Reply:
    """One response, collected until it is clear whether it is whole or a stream.

    Args:
        begin: takes the head and returns what takes the chunks of a stream; called once, with
            the first chunk that does not complete the body.
        bodiless: nothing but the head goes out, as for HEAD.
    """

    def __init__(self, begin: Callable[[Head], Callable[[bytes], None]], *, bodiless: bool) -> None:
        self.head: Head | None = None
        self.body = b""
        """All of the body, where it is not a stream."""
        self.streams = False
        self._begin = begin
        self._bodiless = bodiless
        self._left: int | None = None
        self._put: Callable[[bytes], None] | None = None

    def start(
        self, status: str, headers: list[tuple[str, str]], exc_info: ExcInfo | None = None
    ) -> Callable[[bytes], None]:
        """Take status and headers: the `start_response` of PEP 3333.

        Raises:
            AssertionError: called twice without an exception to tell of.
            ValueError: what no response can have.
        """
        if exc_info and exc_info[1] is not None:
            if self.streams or self.body:
                raise exc_info[1].with_traceback(exc_info[2])
        elif self.head is not None:
            message = "start_response was called twice."
            raise AssertionError(message)
        self.head = _head(status, headers)
        self._left = self.head.length
        return self.write

    def write(self, chunk: object) -> None:
        """Take a chunk; bytes past the Content-Length are left away."""
        if not isinstance(chunk, bytes):
            message = f"Not bytes: {type(chunk).__name__}"
            raise TypeError(message)
        if self.head is None:
            message = "start_response was not called before the body."
            raise AssertionError(message)
        if self._bodiless or self.head.status in _WITHOUT_BODY or not chunk:
            return
        whole = len(chunk) == self._left and self._put is None
        if self._left is not None:
            chunk = chunk[: self._left]
            self._left -= len(chunk)
        if whole:
            self.body = chunk
        elif chunk:
            self._stream(chunk)

    def take(self, chunks: Iterable[bytes]) -> None:
        """Take what the application returned. Of a body that goes nowhere little is drawn."""
        if isinstance(chunks, list | tuple) and len(chunks) == 1 and self.head is not None:
            self._take_one(chunks[0])
            return
        for chunk in chunks:
            self.write(chunk)
            if self.head is not None and (self._bodiless or self.head.status in _WITHOUT_BODY):
                break
        if self.head is None:
            message = "start_response was never called."
            raise AssertionError(message)

    def _take_one(self, chunk: bytes) -> None:
        head = self.head
        if self._put is None and head is not None and head.length is None:
            self._left = len(chunk)
        self.write(chunk)

    def _stream(self, chunk: bytes) -> None:
        if self._put is None:
            assert self.head is not None  # noqa: S101  # write() has looked
            self.streams = True
            self._put = self._begin(self.head)
        self._put(chunk)
