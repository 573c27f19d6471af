"""Animations written block by block, so that every disposal, blend and place can be had."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

Pixel = tuple[int, int, int, int]
CLEAR: Pixel = (0, 0, 0, 0)
PALETTE = (
    *((255, 0, 0), (0, 200, 0), (0, 0, 255), (250, 250, 0), (0, 0, 0), (255, 255, 255)),
    *((90, 90, 90), (1, 2, 3)),
)
CLEAR_INDEX = 7


@dataclass(frozen=True)
class Patch:
    """A frame's own pixels, as indices into `PALETTE` (7 is clear), and what is done with them.

    Args:
        place: px, (left, top).
        rows: lines of indices, of one length.
        disposal: 0 keep, 1 clear, 2 restore, as an APNG counts.
        over: whether clear pixels let shine through what is below; always so in a GIF.
        delay: hundredths of a second.
    """

    place: tuple[int, int]
    rows: Sequence[Sequence[int]]
    disposal: int = 0
    over: bool = True
    delay: int = 10

    @property
    def size(self) -> tuple[int, int]:
        return len(self.rows[0]), len(self.rows)

    def pixels(self) -> list[list[Pixel]]:
        return [
            [CLEAR if index == CLEAR_INDEX else (*PALETTE[index], 255) for index in row]
            for row in self.rows
        ]


def gif(size: tuple[int, int], patches: Sequence[Patch], repeats: int | None = None) -> bytes:
    """Write a GIF.

    Args:
        size: px, of the screen.
        patches: the frames.
        repeats: what NETSCAPE2.0 says, 0 for ever; None for no such block.
    """
    table = b"".join(bytes(color) for color in PALETTE)
    parts = [b"GIF89a", struct.pack("<2H3B", *size, 0x82, 0, 0), table]
    if repeats is not None:
        parts.append(b"!\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<HB", repeats, 0))
    for patch in patches:
        disposal = (1, 2, 3)[patch.disposal]
        flags = disposal << 2 | 1
        parts.append(b"!\xf9\x04" + struct.pack("<BHBB", flags, patch.delay, CLEAR_INDEX, 0))
        parts.append(b"," + struct.pack("<4HB", *patch.place, *patch.size, 0))
        parts.append(_lzw([index for row in patch.rows for index in row]))
    return b"".join([*parts, b";"])


def apng(
    size: tuple[int, int], patches: Sequence[Patch], plays: int = 0, poster: Patch | None = None
) -> bytes:
    """Write an APNG of mode RGBA.

    Args:
        size: px, of the canvas.
        patches: the frames; the first one covers the canvas if there is no poster.
        plays: how often, 0 for ever.
        poster: what is shown where nothing moves, if it is no frame.
    """
    parts = [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", struct.pack(">2I5B", *size, 8, 6, 0, 0, 0))]
    parts.append(chunk(b"acTL", struct.pack(">2I", len(patches), plays)))
    if poster is not None:
        parts.append(chunk(b"IDAT", _scanlines(poster)))
    number = 0
    for place, patch in enumerate(patches):
        control = (*patch.size, *patch.place, patch.delay, 100, patch.disposal, patch.over)
        parts.append(chunk(b"fcTL", struct.pack(">5I2H2B", number, *control)))
        number += 1
        if place == 0 and poster is None:
            parts.append(chunk(b"IDAT", _scanlines(patch)))
        else:
            parts.append(chunk(b"fdAT", struct.pack(">I", number) + _scanlines(patch)))
            number += 1
    return b"".join([*parts, chunk(b"IEND", b"")])


def played(size: tuple[int, int], patches: Sequence[Patch]) -> list[bytes]:
    """What is seen, RGBA: the specifications' rules, pixel by pixel."""
    canvas = [[CLEAR] * size[0] for _ in range(size[1])]
    shown = []
    for patch in patches:
        before = [list(row) for row in canvas]
        left, top = patch.place
        spots = [
            (left + x, top + y, pixel)
            for y, row in enumerate(patch.pixels())
            for x, pixel in enumerate(row)
            if left + x < size[0] and top + y < size[1]
        ]
        for x, y, pixel in spots:
            if pixel[3] or not patch.over:
                canvas[y][x] = pixel
        shown.append(bytes(level for row in canvas for pixel in row for level in pixel))
        for x, y, _ in spots if patch.disposal else ():
            canvas[y][x] = CLEAR if patch.disposal == 1 else before[y][x]
    return shown


def chunk(name: bytes, body: bytes) -> bytes:
    """Write a PNG's chunk."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _scanlines(patch: Patch) -> bytes:
    rows = (bytes(level for pixel in row for level in pixel) for row in patch.pixels())
    return zlib.compress(b"".join(b"\x00" + row for row in rows))


def _lzw(indices: Sequence[int]) -> bytes:
    """Codes of nine bits without any compression: the table is cleared before it would grow."""
    codes = []
    for place, index in enumerate(indices):
        if place % 200 == 0:
            codes.append(256)
        codes.append(index)
    codes.append(257)
    # Eight codes of nine bits are nine bytes.
    body = b"".join(
        sum(code << 9 * place for place, code in enumerate(codes[at : at + 8])).to_bytes(
            9, "little"
        )
        for at in range(0, len(codes), 8)
    )
    blocks = (body[at : at + 255] for at in range(0, len(body), 255))
    return b"\x08" + b"".join(bytes([len(block)]) + block for block in blocks) + b"\x00"
