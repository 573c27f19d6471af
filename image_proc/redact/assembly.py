"""Putting a public form together, piece by piece, from the file that it is of."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from image_proc.errors import BrokenPicture
from image_proc.redact.pieces import Blank, Kept, Literal, Piece, Redaction

_PIECE = 64 * 1024
# Redactions are kept in memory for as long as their pictures are looked at.
_MOST_PIECES = 1000
_MOST_LITERAL = 16 * 1024


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes that take the place of as many others.

    Args:
        start: of those that are replaced.
        new: literal ones, or a run of one byte.
    """

    start: int
    new: Literal | Blank

    @property
    def end(self) -> int:
        """Behind the last byte that is replaced."""
        return self.start + self.new.length

    def moved(self, by: int) -> "Edit":
        """The same at another place."""
        return Edit(self.start + by, self.new)


def edited(block: bytes, edits: Iterable[Edit]) -> bytes:
    """Carry out edits on bytes in memory."""
    result = bytearray(block)
    for edit in edits:
        match edit.new:
            case Literal(body):
                result[edit.start : edit.end] = body
            case Blank(length, byte):
                result[edit.start : edit.end] = bytes([byte]) * length
    return bytes(result)


class Assembly:
    """A public form in the making; what would change nothing stays a part of the file.

    Args:
        file: the stored file: open, seekable.
        length: its bytes.
    """

    def __init__(self, file: BinaryIO, length: int) -> None:
        self._file = file
        self._length = length
        self._pieces: list[Piece] = []

    def read(self, start: int, length: int) -> bytes:
        """Read from the stored file.

        Raises:
            BrokenPicture: it has fewer bytes.
        """
        self._within(start, length)
        self._file.seek(start)
        body = self._file.read(length)
        if len(body) < length:
            raise _short()
        return body

    def keep(self, start: int, length: int) -> None:
        """Go on with bytes of the stored file.

        Raises:
            BrokenPicture: it has fewer.
        """
        self._within(start, length)
        last = self._pieces[-1] if self._pieces else None
        if isinstance(last, Kept) and last.start + last.length == start:
            self._pieces[-1] = Kept(last.start, last.length + length)
        elif length:
            self._pieces.append(Kept(start, length))

    def write(self, body: bytes) -> None:
        """Go on with bytes that are new."""
        if body:
            self._pieces.append(Literal(body))

    def replace(self, start: int, body: bytes) -> None:
        """Go on with bytes in place of as many, those at both ends that are the same kept."""
        old = self.read(start, len(body))
        same = _same(old, body)
        behind = _same(old[same:][::-1], body[same:][::-1])
        self.keep(start, same)
        self.write(body[same : len(body) - behind])
        self.keep(start + len(body) - behind, behind)

    def blank(self, start: int, blank: Blank) -> None:
        """Go on with one byte in place of as many."""
        if self._is_blank(start, blank):
            self.keep(start, blank.length)
        else:
            self._pieces.append(blank)

    def edit(self, start: int, end: int, edits: Iterable[Edit]) -> None:
        """Go on with bytes of the stored file, some of them replaced.

        Args:
            start: of the stored file.
            end: behind the last byte.
            edits: within, from the first to the last, none over another.
        """
        at = start
        for edit in edits:
            self.keep(at, edit.start - at)
            match edit.new:
                case Literal(body):
                    self.replace(edit.start, body)
                case Blank():
                    self.blank(edit.start, edit.new)
            at = edit.end
        self.keep(at, end - at)

    def finish(self) -> Redaction:
        """Give the public form.

        Raises:
            BrokenPicture: it is of more pieces than a picture that any writer makes.
        """
        literal = sum(piece.length for piece in self._pieces if isinstance(piece, Literal))
        if len(self._pieces) > _MOST_PIECES or literal > _MOST_LITERAL:
            message = "it is made of too many pieces"
            raise BrokenPicture(message)
        length = sum(piece.length for piece in self._pieces)
        touched = self._pieces != [Kept(0, self._length)]
        return Redaction(tuple(self._pieces), length, touched)

    def _within(self, start: int, length: int) -> None:
        if start < 0 or length < 0 or start + length > self._length:
            raise _short()

    def _is_blank(self, start: int, blank: Blank) -> bool:
        for at in range(0, blank.length, _PIECE):
            body = self.read(start + at, min(_PIECE, blank.length - at))
            if body.strip(bytes([blank.byte])):
                return False
        return True


def _same(one: bytes, other: bytes) -> int:
    """Count the bytes from the start on that are the same."""
    pairs = enumerate(zip(one, other, strict=True))
    return next((at for at, (here, there) in pairs if here != there), len(one))


def _short() -> BrokenPicture:
    return BrokenPicture("it ends before its parts do")
