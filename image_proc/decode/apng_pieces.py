"""The pieces of an animated PNG.

Each is decoded as a PNG of its own: the picture's header and colours with the piece's size and
pixels. The picture that viewers without animation show is no frame unless the file says so.

Source: https://www.w3.org/TR/png-3/#apng-frame-based-animation
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from PIL import Image

from image_proc.decode.canvas import Disposal, Piece
from image_proc.decode.png_chunks import COLORS_ALPHA, GREY_ALPHA, SIGNATURE, PngHead, chunk
from image_proc.decode.png_walk import CRC, HEAD, walk
from image_proc.errors import BrokenPicture

Decode = Callable[[bytes, tuple[int, int]], Image.Image]

_NUMBER = 4
_CONTROL = struct.Struct(">5I2H2B")
_DISPOSALS = {0: Disposal.KEEP, 1: Disposal.CLEAR, 2: Disposal.RESTORE}
_OVER = 1
_HUNDRED = 100
_WANTED = {b"fcTL": _CONTROL.size, b"fdAT": _NUMBER}
_END = b"IEND"


@dataclass(frozen=True, slots=True)
class _Control:
    """An fcTL chunk, but for its place in the sequence."""

    size: tuple[int, int]
    place: tuple[int, int]
    duration: float
    disposal: Disposal
    over: bool


def apng_plays(head: PngHead) -> int:
    """Tell how often an animated PNG is played; 0 for ever."""
    return int.from_bytes(head.chunks.get(b"acTL", b"")[4:8])


def apng_pieces(file: BinaryIO, head: PngHead, decode: Decode, most: int) -> list[Piece]:
    """Find the frames.

    Args:
        file: open, seekable; it stays open for as long as pieces are decoded.
        head: its header.
        decode: makes the pixels of a PNG, given its size.
        most: frames that are looked for.

    Raises:
        BrokenPicture: a frame is missing, empty, outside of the canvas or out of sequence.
    """
    pieces: list[Piece] = []
    control: _Control | None = None
    numbered = 0
    for name, start, _, body in walk(file, _WANTED):
        if name in {b"fcTL", b"fdAT"}:
            _demand(int.from_bytes(body[:_NUMBER]) == numbered, "its frames are out of sequence")
            numbered += 1
        if name == b"fcTL":
            _demand(control is None, "a frame has no pixels")
            if len(pieces) == most:
                break
            control = _control(body, head.size)
        elif control is not None and name in {b"IDAT", b"fdAT"}:
            pieces.append(_piece(control, head, partial(_pixels, file, start), decode))
            control = None
    _demand(len(pieces) == most, "frames are missing")
    return pieces


def _control(body: bytes, canvas: tuple[int, int]) -> _Control:
    _demand(len(body) == _CONTROL.size, "a frame is cut short")
    _, width, height, left, top, delay, parts, disposal, over = _CONTROL.unpack(body)
    inside = left + width <= canvas[0] and top + height <= canvas[1]
    _demand(bool(inside and width and height), "a frame is outside of the picture")
    duration = 1000 * delay / (parts or _HUNDRED)
    how = _DISPOSALS.get(disposal, Disposal.KEEP)
    return _Control((width, height), (left, top), duration, how, over == _OVER)


def _piece(
    control: _Control, head: PngHead, pixels: Callable[[], Iterator[bytes]], decode: Decode
) -> Piece:
    return Piece(
        control.place,
        control.size,
        control.duration,
        control.disposal,
        over=control.over,
        alpha=head.kind in {GREY_ALPHA, COLORS_ALPHA} or b"tRNS" in head.chunks,
        decode=lambda: decode(_png(head, control.size, pixels()), control.size),
    )


def _png(head: PngHead, size: tuple[int, int], pixels: Iterator[bytes]) -> bytes:
    header = struct.pack(">2I", *size) + head.chunks[b"IHDR"][8:]
    colors = [chunk(name, head.chunks[name]) for name in (b"PLTE", b"tRNS") if name in head.chunks]
    parts = [SIGNATURE, chunk(b"IHDR", header), *colors]
    parts += [chunk(b"IDAT", piece) for piece in pixels]
    return b"".join([*parts, chunk(_END, b"")])


def _pixels(file: BinaryIO, start: int) -> Iterator[bytes]:
    """Give a frame's bytes: those of chunks of one name, up to one of another."""
    file.seek(start)
    first = file.read(HEAD)[4:]
    file.seek(start)
    while True:
        head = file.read(HEAD)
        name, length = head[4:], int.from_bytes(head[:4])
        if name != first:
            return
        body = file.read(length)
        checksum = zlib.crc32(body, zlib.crc32(name)).to_bytes(CRC)
        _demand(file.read(CRC) == checksum, "a frame's checksum is wrong")
        yield body[_NUMBER:] if name == b"fdAT" else body


def _demand(holds: bool, message: str) -> None:
    if not holds:
        raise BrokenPicture(message)
