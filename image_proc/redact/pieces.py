"""A stored file's public form: what of the file stays, and what stands in place of the rest."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

_LONGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes of the stored file.

    Args:
        start: of the stored file.
        length: bytes, 1 or more.
    """

    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Literal:
    """Bytes that are not in the stored file; few."""

    body: bytes

    @property
    def length(self) -> int:
        """Bytes of it."""
        return len(self.body)


@dataclass(frozen=True, slots=True)
class Blank:
    """One byte again and again.

    Args:
        length: bytes, 1 or more.
        byte: 0 to 255.
    """

    length: int
    byte: int = 0


Piece = Kept | Literal | Blank

OpenRange = Callable[[int, int], Iterator[bytes]]
"""Reads the stored file: (start, length) to its bytes, in pieces of any length."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """A stored file without what tells a place.

    Args:
        pieces: in the order in which they are sent.
        length: bytes of all of them.
        touched: whether it differs from the stored file.
    """

    pieces: tuple[Piece, ...]
    length: int
    touched: bool


def read_redacted(
    redaction: Redaction, open_range: OpenRange, start: int, length: int
) -> Iterator[bytes]:
    """Read a part of a public form.

    Args:
        redaction: by `redaction()`.
        open_range: reads the stored file.
        start: of the public form, 0 or more.
        length: bytes; what lies behind the end is not given.

    Returns:
        The bytes, none of them empty; what is not of the stored file in pieces of at most 64 kB.
    """
    for piece in pieces_of(redaction, start, length):
        match piece:
            case Kept():
                yield from open_range(piece.start, piece.length)
            case Literal():
                yield piece.body
            case Blank():
                yield from _blanks(piece)


def pieces_of(redaction: Redaction, start: int, length: int) -> Iterator[Piece]:
    """Cut a part out of a public form.

    Args:
        redaction: by `redaction()`.
        start: of the public form, 0 or more.
        length: bytes; what lies behind the end is not given.
    """
    at = 0
    for piece in redaction.pieces:
        first = max(start - at, 0)
        last = min(start + length - at, piece.length)
        if first < last:
            yield _cut(piece, first, last)
        at += piece.length


def _cut(piece: Piece, first: int, last: int) -> Piece:
    match piece:
        case Kept():
            return Kept(piece.start + first, last - first)
        case Literal():
            return Literal(piece.body[first:last])
        case Blank():
            return Blank(last - first, piece.byte)


def _blanks(piece: Blank) -> Iterator[bytes]:
    block = bytes([piece.byte]) * min(piece.length, _LONGEST)
    for at in range(0, piece.length, _LONGEST):
        yield block[: piece.length - at]
