"""The body of an answer: read up to a limit, whatever it is packed in."""

import zlib
from collections.abc import Iterator
from io import BytesIO

from source.bounds import TooLarge

_GZIP = 16 + zlib.MAX_WBITS
_ZLIB = zlib.MAX_WBITS
_RAW_DEFLATE = -zlib.MAX_WBITS
_CM_DEFLATE = 8


class UnknownCoding(Exception):  # noqa: N818 - caught where the origin is known
    """A body in a coding that is not unpacked here."""


def gather(chunks: Iterator[bytes], encoding: str, limit: int) -> bytes:
    """Read a body, unpacked, no further than the first byte past its limit.

    Args:
        chunks: the body as it comes.
        encoding: its Content-Encoding; empty for none.
        limit: bytes, after unpacking.

    Raises:
        UnknownCoding: another encoding than gzip or deflate, or more than one.
        TooLarge: it is longer than the limit.
        zlib.error: it is broken.
        EOFError: it ends too early.
    """
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return _joined(chunks, limit)
    if name in {"gzip", "x-gzip", "deflate"}:
        return _joined(_Inflater(name, limit).unpacked(chunks), limit)
    raise UnknownCoding


def _joined(chunks: Iterator[bytes], limit: int) -> bytes:
    body = BytesIO()
    for chunk in chunks:
        body.write(chunk)
        if body.tell() > limit:
            raise TooLarge
    return body.getvalue()  # which does not copy it


class _Inflater:
    """Unpacks gzip (one member or several) or deflate (with zlib's header, or bare as some do).

    Args:
        name: gzip, x-gzip or deflate.
        limit: bytes; one step gives up to one more, so that a bomb is not unpacked.
    """

    def __init__(self, name: str, limit: int) -> None:
        self._deflate = name == "deflate"
        self._step = limit + 1
        self._member: zlib._Decompress | None = None

    def unpacked(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            yield from self._unpack(chunk)
        if self._member is None or not self._member.eof:
            raise EOFError

    def _unpack(self, packed: bytes) -> Iterator[bytes]:
        while packed:
            if self._member is None or self._member.eof:
                self._member = self._begin(packed)
            yield self._member.decompress(packed, self._step)
            packed = self._member.unconsumed_tail or self._member.unused_data

    def _begin(self, packed: bytes) -> "zlib._Decompress":
        if not self._deflate:
            return zlib.decompressobj(_GZIP)
        # A zlib header has the method 8 in its low four bits; bare deflate data has its block
        # type there and, as it is written in practice, never 8.
        wrapped = packed[0] & 0x0F == _CM_DEFLATE
        return zlib.decompressobj(_ZLIB if wrapped else _RAW_DEFLATE)
