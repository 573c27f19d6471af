"""A WebP's public form: pixels, colours, and EXIF without places.

Dropped are XMP, chunks that nobody knows, and all behind the end.

Source: https://developers.google.com/speed/webp/docs/riff_container
"""

from collections.abc import Iterator
from typing import NamedTuple

from image_proc.decode.header import UPRIGHT
from image_proc.errors import BrokenPicture
from image_proc.redact.assembly import Assembly
from image_proc.redact.exif_block import LONGEST, exif_edits, small_exif

_RIFF, _HEAD, _FRAME_HEAD = 12, 8, 16
_EXTENDED, _EXIF, _FRAME = b"VP8X", b"EXIF", b"ANMF"
_PICTURES = frozenset({b"VP8 ", b"VP8L"})
_ONCE = _PICTURES | {b"ALPH", b"ANIM", b"ICCP"}
_IN_FRAMES = _PICTURES | {b"ALPH"}
_EXIF_FLAG, _XMP_FLAG = 0x08, 0x04
_EXTENDED_LENGTH = 10
_MOST_CHUNKS = 20_000
_MOST_IN_FRAME = 16


class _Chunk(NamedTuple):
    """A chunk: its name, where its body starts and ends, and where the next one starts."""

    name: bytes
    start: int
    end: int
    next: int


def redact_webp(assembly: Assembly, orientation: int) -> None:
    """Put a WebP's public form together.

    Args:
        assembly: of the file.
        orientation: its header's, 1 to 8.

    Raises:
        BrokenPicture: it is cut short, or made as no writer does.
    """
    end = _HEAD + int.from_bytes(assembly.read(4, 4), "little")
    chunks = [*_chunks(assembly, _RIFF, end)]
    kept = [*_kept(assembly, chunks)]
    exif = next((each for each in kept if each.name == _EXIF), None)
    _write(assembly, kept, _Exif(assembly, exif, orientation))


class _Exif:
    """What becomes of a WebP's EXIF: it is edited, or a small one is written, or it goes."""

    def __init__(self, assembly: Assembly, chunk: _Chunk | None, orientation: int) -> None:
        self._assembly = assembly
        self._chunk = chunk
        self._edits = None
        self._small = b""
        if chunk is not None and chunk.end - chunk.start <= LONGEST:
            block = assembly.read(chunk.start, chunk.end - chunk.start)
            self._edits = exif_edits(block, orientation)
        if self._edits is None and orientation != UPRIGHT:
            body = small_exif(orientation)
            self._small = _EXIF + len(body).to_bytes(4, "little") + body

    @property
    def length(self) -> int:
        """Bytes of it, its head counted; 0 where it goes."""
        if self._edits is None or self._chunk is None:
            return len(self._small)
        return self._chunk.next - self._chunk.start + _HEAD

    def write(self) -> None:
        """Go on with it, at the end, which is its place in the standard's order."""
        if self._edits is None or self._chunk is None:
            self._assembly.write(self._small)
        else:
            start = self._chunk.start
            edits = [edit.moved(start) for edit in self._edits]
            self._assembly.edit(start - _HEAD, self._chunk.next, edits)


def _write(assembly: Assembly, kept: list[_Chunk], exif: _Exif) -> None:
    others = [each for each in kept if each.name != _EXIF]
    extended = others[0].name == _EXTENDED
    length = sum(each.next - each.start + _HEAD for each in others)
    length += exif.length if extended else 0
    assembly.keep(0, 4)
    assembly.replace(4, (length + _RIFF - _HEAD).to_bytes(4, "little"))
    assembly.keep(_HEAD, _RIFF - _HEAD)
    for each in others:
        if each.name == _EXTENDED:
            flags = assembly.read(each.start, 1)[0] & ~(_EXIF_FLAG | _XMP_FLAG)
            assembly.keep(each.start - _HEAD, _HEAD)
            assembly.replace(each.start, bytes([flags | (_EXIF_FLAG if exif.length else 0)]))
            assembly.keep(each.start + 1, each.next - each.start - 1)
        else:
            assembly.keep(each.start - _HEAD, each.next - each.start + _HEAD)
    if extended:
        exif.write()


def _kept(assembly: Assembly, chunks: list[_Chunk]) -> Iterator[_Chunk]:
    """Choose chunks; of those that are there once, the first."""
    if not chunks or chunks[0].name not in _PICTURES | {_EXTENDED}:
        raise _odd()
    if chunks[0].name != _EXTENDED:
        yield chunks[0]
        return
    if chunks[0].end - chunks[0].start != _EXTENDED_LENGTH:
        raise _odd()
    yield chunks[0]
    seen: set[bytes] = set()
    for each in chunks[1:]:
        if each.name == _FRAME:
            inner = _chunks(assembly, each.start + _FRAME_HEAD, each.end, _MOST_IN_FRAME)
            if {part.name for part in inner} - _IN_FRAMES:
                raise _odd()
            yield each
        elif each.name in _ONCE | {_EXIF} and each.name not in seen:
            seen.add(each.name)
            yield each


def _chunks(assembly: Assembly, at: int, end: int, most: int = _MOST_CHUNKS) -> Iterator[_Chunk]:
    for _ in range(most):
        if at >= end:
            return
        head = assembly.read(at, _HEAD)
        length = int.from_bytes(head[4:], "little")
        start = at + _HEAD
        # Chunks are padded to even lengths.
        at = start + length + length % 2
        if at > end:
            raise _odd()
        yield _Chunk(head[:4], start, start + length, at)
    raise _odd()


def _odd() -> BrokenPicture:
    return BrokenPicture("its chunks do not add up")
