"""A GIF's blocks, without its pixels.

Source: https://www.w3.org/Graphics/GIF/spec-gif89a.txt
"""

from typing import BinaryIO

from image_proc.decode.facts import Facts
from image_proc.errors import BrokenPicture

_SCREEN = 13
_EXTENSION, _IMAGE = 0x21, 0x2C
_CONTROL = 0xF9
_TABLE, _TABLE_SIZE = 0x80, 0x07
_CLEAR = 0x01
_PIECE = 256 * 1024
# A file of full blocks, as long as is read at most, has half as many.
_MOST_BLOCKS = 1_000_000
# What a new extension or frame takes of the time, in blocks.
_BEGINNING = 10


class GifBytes:
    """A file that is read bytewise, a piece at a time in memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._piece = b""
        self._at = 0
        self._left = _MOST_BLOCKS

    @property
    def place(self) -> int:
        """Where in the file the next byte is, for as long as nobody else moves the file."""
        return self._file.tell() - len(self._piece) + self._at

    def take(self, length: int) -> bytes:
        """Give the next bytes, fewer at the end of the file."""
        if self._at + length > len(self._piece):
            self._piece = self._piece[self._at :] + self._file.read(_PIECE)
            self._at = 0
        taken = self._piece[self._at : self._at + length]
        self._at += length
        return taken

    def skip_blocks(self) -> None:
        """Pass sub-blocks up to their end.

        Raises:
            BrokenPicture: more blocks than any writer makes of a file as long as is read here.
        """
        # Not by take(): this is where the time goes.
        piece, at = self._piece, self._at
        for count in range(self._left):
            while at >= len(piece) and piece:
                at -= len(piece)
                piece = self._file.read(_PIECE)
            length = piece[at] if piece else 0
            at += length + 1
            if not length:
                self._piece, self._at = piece, at
                self._left -= count + _BEGINNING
                return
        message = "it is cut into too many blocks"
        raise BrokenPicture(message)


def read_gif(file: BinaryIO, most_frames: int) -> Facts:
    """Read a GIF's header and count its frames.

    Args:
        file: open at its start.
        most_frames: counting stops at the first frame over it.

    Raises:
        BrokenPicture: it holds no frame.
    """
    source = GifBytes(file)
    size = take_screen(source)
    frames, clear = 0, False
    while frames <= most_frames and (kind := source.take(1)):
        if kind[0] == _EXTENSION:
            clear |= _is_clear(source)
        elif kind[0] == _IMAGE:
            corner = take_image(source)
            # Pillow, like browsers, makes room for a first frame that is larger than its screen.
            size = size if frames else (max(size[0], corner[0]), max(size[1], corner[1]))
            frames += 1
        elif kind[0]:
            break
    if not frames:
        message = "it holds no frame"
        raise BrokenPicture(message)
    return Facts(size, "P", alpha=clear, frames=frames)


def has_end(file: BinaryIO) -> bool:
    """Tell whether a GIF goes on to its end: else nobody knows whether frames are missing.

    Args:
        file: open, seekable.

    Raises:
        BrokenPicture: more blocks than any writer makes.
    """
    file.seek(0)
    source = GifBytes(file)
    take_screen(source)
    while kind := source.take(1):
        if kind[0] == _EXTENSION:
            _is_clear(source)
        elif kind[0] == _IMAGE:
            take_image(source)
        elif kind[0]:
            # Whatever follows the last frame, it is behind the pixels.
            return True
    return False


def take_screen(source: GifBytes) -> tuple[int, int]:
    """Pass what stands before the first block; give px, (width, height) of the screen."""
    screen = source.take(_SCREEN).ljust(_SCREEN, b"\x00")
    _skip_table(source, screen[10])
    return _pair(screen, 6)


def _is_clear(source: GifBytes) -> bool:
    """Pass an extension; tell whether it makes one of the colours clear."""
    label = source.take(1)
    clear = False
    if label and label[0] == _CONTROL:
        control = source.take(5)
        clear = len(control) > 1 and bool(control[1] & _CLEAR)
    source.skip_blocks()
    return clear


def take_image(source: GifBytes) -> tuple[int, int]:
    """Pass a frame, behind the byte that announces it; give its lower right corner."""
    place = source.take(9).ljust(9, b"\x00")
    _skip_table(source, place[8])
    source.take(1)
    source.skip_blocks()
    left, top = _pair(place, 0)
    width, height = _pair(place, 4)
    return left + width, top + height


def _skip_table(source: GifBytes, flags: int) -> None:
    if flags & _TABLE:
        source.take(3 << ((flags & _TABLE_SIZE) + 1))


def _pair(body: bytes, at: int) -> tuple[int, int]:
    return int.from_bytes(body[at : at + 2], "little"), int.from_bytes(
        body[at + 2 : at + 4], "little"
    )
