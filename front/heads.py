"""The bytes before a response's body, and how the body's end is told (RFC 9112, section 6)."""

from dataclasses import dataclass
from email.utils import formatdate
from enum import Enum, auto
from http import HTTPStatus
from time import time

from front.interface import Headers
from front.ready import REQUEST_ID, Given, Ready

_REASONS = {status.value: status.phrase.encode("ascii") for status in HTTPStatus}
_NO_CONTENT = HTTPStatus.NO_CONTENT.value
_WITHOUT_BODY = frozenset({_NO_CONTENT, HTTPStatus.NOT_MODIFIED.value})
_FINAL = range(200, 1000)
_OURS = frozenset({b"transfer-encoding", b"connection"})
_FRAMING = _OURS | {b"content-length"}
_SERVER = b"server: gunicorn"


class Ends(Enum):
    """How a client sees where a body ends."""

    LENGTH = auto()
    CHUNKS = auto()
    CLOSE = auto()
    NO_BODY = auto()


@dataclass(slots=True)
class Head:
    """The head of a response and what it promises.

    Args:
        raw: all bytes to the empty line.
        ends: how the body ends.
        length: bytes of the body; 0 where it is not told.
    """

    raw: bytes
    ends: Ends
    length: int


class _Lines:
    """Status lines, and a Date of this second with the Server."""

    def __init__(self) -> None:
        self._statuses: dict[int, bytes] = {}
        self._second = 0
        self._own: list[bytes] = []

    def status(self, status: int) -> bytes:
        line = self._statuses.get(status)
        if line is None:
            if status not in _FINAL:
                message = f"Not the status of an answer: {status}"
                raise ValueError(message)
            line = b"HTTP/1.1 %d %b" % (status, _REASONS.get(status, b"Unknown"))
            self._statuses[status] = line
        return line

    def date(self) -> list[bytes]:
        second = int(time())
        if second != self._second:
            date = formatdate(second, usegmt=True).encode("ascii")
            self._own, self._second = [b"date: " + date, _SERVER], second
        return self._own


_lines = _Lines()


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a request its response's framing depends on.

    Args:
        head: it was a HEAD.
        old: HTTP/1.0, which knows no chunks and closes unless it is told otherwise.
    """

    head: bool
    old: bool


def write_head(
    status: int, headers: Headers, asked: Asked, body: int | None, *, close: bool
) -> Head:
    """Write the head of a response.

    Args:
        status: 200 to 999.
        headers: of the application. What frames the body is left to the server, but for the
            Content-Length.
        asked: of the request.
        body: bytes of the body where it is known to be whole; None for a stream.
        close: the connection ends with this response.

    Raises:
        ValueError: fields that would break the response, or a length that is none.
    """
    known = dict(headers)
    if not b"".join(known).islower():  # ASGI asks for lower case, but framing depends on it
        headers = [(name.lower(), value) for name, value in headers]
        known = dict(headers)
    ends, length = _framing(status, known, asked, body)
    told = b"content-length" in known
    as_told = told and status != _NO_CONTENT and len(known) == len(headers)
    if not (_OURS if as_told else _FRAMING).isdisjoint(known):
        headers = [field for field in headers if field[0] not in _FRAMING]
        as_told = False
    lines = [_lines.status(status), *map(b": ".join, headers)]
    if not as_told:
        lines += _own(status, ends, length, told)
    if close or ends is Ends.CLOSE:
        lines.append(b"connection: close")
    elif asked.old:
        lines.append(b"connection: keep-alive")
    lines += _date_and_server(known)
    raw = b"\r\n".join(lines)
    if not _holds_together(raw, len(lines)):
        message = "A header field with a line break or a null"
        raise ValueError(message)
    return Head(raw + b"\r\n\r\n", ends, length)


def _holds_together(raw: bytes, lines: int) -> bool:
    """Tell whether as many joined lines are no more than they were, with no null in them."""
    return raw.count(b"\r") == raw.count(b"\n") == lines - 1 and b"\0" not in raw


def _date_and_server(known: dict[bytes, bytes]) -> list[bytes]:
    own = _lines.date()
    if b"date" in known or b"server" in known:
        return [line for line in own if line.partition(b":")[0] not in known]
    return own


def _own(status: int, ends: Ends, length: int, told: bool) -> tuple[bytes, ...]:
    if ends is Ends.LENGTH:
        return (b"content-length: %d" % length,)
    if ends is Ends.CHUNKS:
        return (b"transfer-encoding: chunked",)
    if told and status != _NO_CONTENT:
        return (b"content-length: %d" % length,)
    return ()


def _framing(
    status: int, known: dict[bytes, bytes], asked: Asked, body: int | None
) -> tuple[Ends, int]:
    said = known.get(b"content-length")
    if said is not None and not said.isdigit():
        message = f"Not a length: {said!r}"
        raise ValueError(message)
    length = int(said) if said is not None else body
    if asked.head or status in _WITHOUT_BODY:
        return Ends.NO_BODY, length or 0
    if length is not None:
        return Ends.LENGTH, length
    return (Ends.CLOSE if asked.old else Ends.CHUNKS), 0


def ready_of(status: int, headers: Headers, body: bytes) -> Ready | None:
    """Write what the heads of an answer begin with that is given again and again.

    None where `write_head` would send other fields than these, or refuse them.

    Args:
        status: 200 to 999.
        headers: those that it has each time, with the Date of its making and the length of the
            body if it has one.
        body: its bytes.
    """
    names = [name for name, _ in headers]
    known = dict(headers)
    told = None if status in _WITHOUT_BODY else b"%d" % len(body)
    lines = b"\r\n".join([_lines.status(status), *map(b": ".join, headers)])
    if (
        not b"".join(names).islower()
        or len(known) != len(names)
        or known.get(b"content-length") != told
        or b"date" not in known
        or b"server" in known
        or not _OURS.isdisjoint(known)
        or not _holds_together(lines, 1 + len(names))
    ):
        return None
    return Ready(status, lines, body)


def write_ready(given: Given, *, body: bool, close: bool) -> bytes:
    """Write an answer at hand, its head and its body.

    Args:
        given: the answer.
        body: whether it is wanted.
        close: the connection ends with this response.
    """
    ready, age, request_id = given
    return b"%b\r\nage: %d\r\n%b: %b\r\n%b%b\r\n\r\n%b" % (
        ready.lines,
        age,
        REQUEST_ID,
        request_id,
        b"connection: close\r\n" if close else b"",
        _SERVER,
        ready.body if body else b"",
    )


def refusal(status: int) -> bytes:
    """Return the response to what is no request, or to one that nobody answers."""
    text = b"%d %b\n" % (status, _REASONS[status])
    fields = [(b"content-type", b"text/plain")]
    head = write_head(status, fields, Asked(head=False, old=False), len(text), close=True)
    return head.raw + text
