"""One request to one origin: connect to an address already chosen, ask, and read what may be read.

http.client reads the answer, through a wire that knows the bounds. A pool of connections would be
of no use: each fetch has its own address, and two hops to one origin are rare.
"""

import ssl
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import (
    HTTPException,
    HTTPMessage,
    HTTPResponse,
    IncompleteRead,
    RemoteDisconnected,
)
from socket import socket

from source.addresses import Address
from source.body import UnknownCoding, gather
from source.bounds import Deadline, TooLarge
from source.caching import NOTHING, Caching
from source.errors import Missing, SourceError, TooLong, TooSlow, Unreachable, Unreadable
from source.headers import Headers, head_of
from source.network import Network
from source.target import Target
from source.wire import Wire

LONGEST_HEAD = 64 * 1024  # bytes of status line and headers, interim answers among them
_CHUNK = 16 * 1024  # bytes read at a time
_OK = frozenset({200, 201, 202, 203})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_GONE = frozenset({404, 410})

_BROKEN_OFF = (EOFError, IncompleteRead, RemoteDisconnected, ConnectionResetError, BrokenPipeError)
_FAILURES = (EOFError, HTTPException, OSError, TooLarge, UnknownCoding, ValueError, zlib.error)
# The first that fits counts: most of these are OSErrors, some HTTPExceptions at the same time.
_MEANINGS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], type[SourceError], str], ...]
_MEANINGS = (
    (TimeoutError, TooSlow, "did not answer within {seconds:g} s"),
    (_BROKEN_OFF, Unreachable, "broke its answer off"),
    (ssl.SSLCertVerificationError, Unreachable, "has a certificate that is not trusted for it"),
    (ssl.SSLError, Unreachable, "does not speak TLS as it should"),
    (OSError, Unreachable, "cannot be reached"),
    (TooLarge, TooLong, "sends more than may be read, which is {most} bytes"),
    (UnknownCoding, Unreadable, "sends an answer in another coding than gzip or deflate, once"),
    (zlib.error, Unreadable, "sends an answer that cannot be unpacked"),
    ((HTTPException, ValueError), Unreadable, "does not answer as HTTP does"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request brought.

    Args:
        body: unpacked; empty where it leads on.
        content_type: the header as sent; empty for none.
        location: where the answer leads on to; None for a document.
        caching: how it may be kept.
        unchanged: it is what the request knows already; there is no body.
    """

    body: bytes
    content_type: str = ""
    location: str | None = None
    caching: Caching = NOTHING
    unchanged: bool = False


class Hop:
    """Asks for one target at chosen addresses, and says in one sentence what went wrong.

    Args:
        network: how connections are made.
        most: bytes of a body, unpacked.
    """

    def __init__(self, network: Network, most: int) -> None:
        self._network = network
        self._most = most
        self._tls: ssl.SSLContext | None = None

    def ask(
        self, target: Target, headers: Headers, addresses: list[Address], deadline: Deadline
    ) -> Answer:
        """Send the request and read its answer.

        Args:
            target: where to, already allowed.
            headers: checked lines beside our own.
            addresses: where its origin is, already checked; at least one.
            deadline: the end of the whole fetch.

        Raises:
            Unreachable: no connection, an error status, or an answer that breaks off.
            Missing: nothing is there.
            TooSlow: not done by the deadline.
            Unreadable: an answer that is too large or broken.
        """
        try:
            with closing(self._connect(target, addresses, deadline)) as connection:
                connection.settimeout(deadline.left())
                connection.sendall(head_of(target.origin.authority, target.path, headers))
                return self._read(target, connection, deadline)
        except _FAILURES as error:
            meaning, sentence = _explained(error, most=self._most, seconds=deadline.seconds)
            msg = f"{target.origin} {sentence}"
            raise meaning(msg) from error

    def _connect(self, target: Target, addresses: list[Address], deadline: Deadline) -> socket:
        connection = self._dial(target.origin.port, addresses, deadline)
        if target.origin.scheme == "http":
            return connection
        try:
            self._tls = self._tls or self._network.tls()
            connection.settimeout(deadline.left())
            return self._tls.wrap_socket(connection, server_hostname=target.origin.host)
        except BaseException:
            connection.close()
            raise

    def _dial(self, port: int, addresses: list[Address], deadline: Deadline) -> socket:
        failure: OSError = OSError()
        for tried, address in enumerate(addresses):
            # An address that swallows packets may not take the time of the next one.
            share = deadline.left() / (len(addresses) - tried)
            try:
                return self._network.dial(address, port, share)
            except OSError as error:
                failure = error
        raise failure

    def _read(self, target: Target, connection: socket, deadline: Deadline) -> Answer:
        wire = Wire(connection, deadline, LONGEST_HEAD)
        with closing(HTTPResponse(wire.as_socket(), method="GET")) as response:
            response.begin()
            if response.status in _REDIRECTS:
                return Answer(b"", location=_location(target, response.headers))
            caching = Caching.of(response.headers)
            if response.status == _NOT_MODIFIED:
                return Answer(b"", caching=caching, unchanged=True)
            if response.status not in _OK:
                raise refusal(target, response.status)
            _check_framing(response)
            # Packed, or in many small chunks, it may be longer on the way, but not without end.
            wire.left = 2 * self._most + LONGEST_HEAD
            if (response.length or 0) > wire.left:
                raise TooLarge
            encoding = ", ".join(response.headers.get_all("Content-Encoding", []))
            body = gather(_chunks(response), encoding, self._most)
            return Answer(body, response.headers.get("Content-Type", ""), caching=caching)


def refusal(target: Target, status: int) -> Unreachable:
    """Say that an answer has a status that no document comes with."""
    kind = Missing if status in _GONE else Unreachable
    return kind(f"{target.origin} answered with the status {status}")


def _chunks(response: HTTPResponse) -> Iterator[bytes]:
    expected = response.length
    came = 0
    while chunk := response.read(_CHUNK):
        came += len(chunk)
        yield chunk
    if expected is not None and came < expected:
        raise EOFError  # http.client itself would take it for the whole


def _check_framing(response: HTTPResponse) -> None:
    coding = ", ".join(response.headers.get_all("Transfer-Encoding", []))
    if coding.lower() not in {"", "chunked", "identity"}:
        raise UnknownCoding  # http.client would take it for the body itself


def _location(target: Target, headers: HTTPMessage) -> str:
    location = headers.get("Location")
    if location is None:
        msg = f"{target.origin} leads on to another address without saying which"
        raise Unreachable(msg)
    return str(location)


def _explained(error: Exception, **bounds: float) -> tuple[type[SourceError], str]:
    """Find what an error means to whoever reads it."""
    return next(
        (meaning, sentence.format(**bounds))
        for kinds, meaning, sentence in _MEANINGS
        if isinstance(error, kinds)
    )
