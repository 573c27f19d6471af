"""The body of a request, read in small pieces under caps and deadlines."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

from endpoint.image.receive.caps import Caps
from endpoint.image.receive.digests import Digests
from endpoint.image.receive.refusals import FIELD, NoRoom, too_slow
from endpoint.image.receive.wire import Wire
from image_proc.errors import InvalidParameter
from storage.objects import Staging

PIECE = 64 * 1024
"""Bytes that are read at a time, at most."""


class Body:
    """What comes in, for the length of a block.

    Whatever is refused within the block before all of it was read ends the connection.

    Args:
        request: whose body it is; nobody else has read from it.
        caps: how long it may take, and what stays free.
        staging: where it is written to.
    """

    def __init__(self, request: Request, caps: Caps, staging: Staging) -> None:
        self._request = request
        self._caps = caps
        self._staging = staging
        self._wire = Wire(request.environ)
        self._length = _length(request)
        self._end = 0.0
        self._complete = self._length == 0
        self._closing = ExitStack()

    def __enter__(self) -> Self:
        """Start the clock."""
        self._end = time.monotonic() + self._caps.seconds
        self._closing.enter_context(self._wire.timed(self._caps.seconds, self._caps.silence))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it, and give the connection up unless all of the body was read."""
        self._closing.close()
        if not self._complete:
            self._wire.abandon()

    def pieces(self, most: int, too_large: RequestEntityTooLarge) -> Iterator[bytes]:
        """Check what the headers say, then read the body to its end.

        Args:
            most: bytes of it.
            too_large: what is raised past them; before anything is read where the length is known.

        Yields:
            1 to 64 k bytes.

        Raises:
            UnsupportedMediaType: it is encoded, such as by gzip.
            InvalidParameter: it ends early, is framed wrong, or is not what its digest says.
            RequestTimeout: it is too slow.
            NoRoom: the disk would be too full.
            Unavailable: the disk does not tell how full it is.
        """
        _check_encoding(self._request)
        digests = Digests.of(self._request.headers)
        if self._length is not None and self._length > most:
            raise too_large
        self._check_room(self._length or 0)
        read = 0
        while piece := self._next(read):
            read += len(piece)
            if read > most:
                raise too_large
            digests.update(piece)
            yield piece
        if read < (self._length or 0):
            raise InvalidParameter(FIELD, f"{read} bytes", f"the {self._length} announced")
        self._complete = True
        digests.check()

    def _next(self, read: int) -> bytes:
        """Read up to 64 kB; b"" at the end."""
        wanted = PIECE if self._length is None else min(PIECE, self._length - read)
        piece = b""
        if wanted:
            piece = self._read(wanted)
            self._check_room(len(piece))
        return piece

    def _read(self, wanted: int) -> bytes:
        try:
            piece: bytes = self._request.environ["wsgi.input"].read(wanted)
        except TimeoutError as error:
            raise too_slow(self._caps) from error
        except Exception as error:  # each server has errors of its own for what is framed wrong
            self._check_time()
            raise InvalidParameter(FIELD, "a body that breaks off", "all of it") from error
        self._check_time()
        return piece

    def _check_time(self) -> None:
        if time.monotonic() > self._end:
            raise too_slow(self._caps)

    def _check_room(self, needed: int) -> None:
        if self._staging.free() - needed < self._caps.min_free:
            raise NoRoom


def _length(request: Request) -> int | None:
    """Tell how many bytes the body has; None if only its end will tell."""
    if request.content_length is None and not request.environ.get("wsgi.input_terminated"):
        return 0  # it has no end that could be seen
    return request.content_length


def _check_encoding(request: Request) -> None:
    encoding = request.headers.get("Content-Encoding", "identity")
    if encoding.strip().lower() != "identity":
        message = f"Content-Encoding: '{encoding[:80]}' is not accepted; send the file as it is."
        raise UnsupportedMediaType(message)
