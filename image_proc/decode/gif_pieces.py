"""The pieces of an animated GIF.

Each is decoded as a GIF of its own, so that what it holds beside its pixels (its place, how it is
disposed of) is ours to apply, as browsers do.

Source: https://www.w3.org/Graphics/GIF/spec-gif89a.txt
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from PIL import Image

from image_proc.decode.canvas import Disposal, Piece
from image_proc.errors import BrokenPicture

Decode = Callable[[bytes, tuple[int, int]], Image.Image]

FOR_EVER, ONCE = 0, 1

_SCREEN = 13
_EXTENSION, _IMAGE = 0x21, 0x2C
_CONTROL, _APPLICATION = 0xF9, 0xFF
_LOOPERS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_TABLE, _TABLE_SIZE, _INTERLACED = 0x80, 0x07, 0x40
_CLEAR_FLAG = 0x01
# 4 is written by some for 3, and read so by browsers.
_DISPOSALS = {2: Disposal.CLEAR, 3: Disposal.RESTORE, 4: Disposal.RESTORE}
_HUNDREDTH = 10
_MOST_BLOCKS = 2_000_000
_MOST_EXTENSIONS = 100_000


@dataclass(slots=True)
class _Control:
    """What a graphic control extension says of the next frame."""

    disposal: Disposal = Disposal.KEEP
    duration: int = 0
    clear: int | None = None


@dataclass(frozen=True, slots=True)
class _Stored:
    """Where a frame's parts stand in the file: its colours, then its pixels up to `end`."""

    colors: int
    flags: int
    pixels: int
    end: int
    clear: int | None


class GifPieces:
    """A GIF's blocks.

    Args:
        file: open, seekable; stays open for as long as pieces are decoded.
        decode: makes the pixels of a GIF of one frame, given its size.
        most: frames that are looked for.

    Raises:
        BrokenPicture: it ends within a frame, or holds none.
    """

    def __init__(self, file: BinaryIO, decode: Decode, most: int) -> None:
        self._file = file
        self._decode = decode
        self._blocks = 0
        self.plays = ONCE
        self.pieces: list[Piece] = []
        self._read(most)

    def _read(self, most: int) -> None:
        self._file.seek(0)
        flags = self._take(_SCREEN)[10]
        self._colors, self._flags = _SCREEN, flags
        self._skip_table(flags)
        control = _Control()
        for _ in range(_MOST_EXTENSIONS):
            kind = self._file.read(1)
            if kind == bytes([_EXTENSION]):
                self._extension(control)
            elif kind == bytes([_IMAGE]):
                self._image(control)
                control = _Control()
            elif kind != b"\x00":
                break
            if len(self.pieces) >= most:
                break
        if not self.pieces:
            message = "it holds no frame"
            raise BrokenPicture(message)

    def _extension(self, control: _Control) -> None:
        label = self._take(1)[0]
        block = self._block()
        if label == _CONTROL and len(block) >= len("fddc"):
            control.disposal = _DISPOSALS.get(block[0] >> 2 & 7, Disposal.KEEP)
            control.duration = int.from_bytes(block[1:3], "little") * _HUNDREDTH
            control.clear = block[3] if block[0] & _CLEAR_FLAG else None
        loops = label == _APPLICATION and block in _LOOPERS
        while block:
            block = self._block()
            if loops and len(block) >= len("1ll") and block[0] == 1:
                self.plays = _plays(int.from_bytes(block[1:3], "little"))

    def _image(self, control: _Control) -> None:
        place = self._take(9)
        left, top, width, height = (
            int.from_bytes(place[at : at + 2], "little") for at in range(0, 8, 2)
        )
        colors, flags = self._colors, self._flags
        if place[8] & _TABLE:
            colors, flags = self._file.tell(), place[8]
            self._skip_table(flags)
        flags = flags & (_TABLE | _TABLE_SIZE) | place[8] & _INTERLACED
        pixels = self._file.tell()
        self._take(1)
        while self._skip_block():
            pass
        stored = _Stored(colors, flags, pixels, self._file.tell(), control.clear)
        size = width, height
        self.pieces.append(
            Piece(
                (left, top),
                size,
                control.duration,
                control.disposal,
                over=True,
                alpha=control.clear is not None,
                decode=partial(self._decoded, stored, size),
            )
        )

    def _decoded(self, stored: _Stored, size: tuple[int, int]) -> Image.Image:
        """Write a GIF of one frame, and decode it."""
        sides = b"".join(side.to_bytes(2, "little") for side in size)
        table = stored.flags & (_TABLE | _TABLE_SIZE)
        self._file.seek(stored.colors)
        colors = self._take(_table_length(table))
        self._file.seek(stored.pixels)
        pixels = self._take(stored.end - stored.pixels)
        control = b""
        if stored.clear is not None:
            control = bytes([_EXTENSION, _CONTROL, 4, _CLEAR_FLAG, 0, 0, stored.clear, 0])
        interlaced = bytes([stored.flags & _INTERLACED])
        head = b"GIF89a" + sides + bytes([table, 0, 0]) + colors + control
        image = bytes([_IMAGE]) + bytes(4) + sides + interlaced + pixels
        return self._decode(head + image + b";", size)

    def _take(self, length: int) -> bytes:
        taken = self._file.read(length)
        if len(taken) < length:
            message = "it ends within a frame"
            raise BrokenPicture(message)
        return taken

    def _block(self) -> bytes:
        self._blocks += 1
        if self._blocks > _MOST_BLOCKS:
            message = "it is cut into too many blocks"
            raise BrokenPicture(message)
        return self._take(self._take(1)[0])

    def _skip_block(self) -> bool:
        return bool(self._block())

    def _skip_table(self, flags: int) -> None:
        self._take(_table_length(flags))


def _table_length(flags: int) -> int:
    return 3 << ((flags & _TABLE_SIZE) + 1) if flags & _TABLE else 0


def _plays(repeats: int) -> int:
    """A GIF says how often it is repeated after the first time, 0 for ever."""
    return repeats + 1 if repeats else FOR_EVER
