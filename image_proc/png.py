"""A PNG writer for drawings of few colours, whose blank stretches cost next to nothing.

Source: https://www.w3.org/TR/png-3/
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from isal import isal_zlib

from image_proc import deflate
from image_proc.color import Color

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PALETTE_COLOR = 3
# Of isal: a sixth of the time of zlib's 3, for about as many bytes.
QUICK = 0
_ISAL_LEVEL = 1
# Shorter ones cost the deflater less time than blocks of their own cost bytes.
_LONG_BLANK = 2048


@dataclass(frozen=True, slots=True)
class Band:
    """Some rows of a picture, or one row that repeats.

    Args:
        rows: palette indices, packed at the picture's bit depth, each row padded to whole bytes.
        repeat: how often `rows` (then exactly one row) stands one below the other.
        filtered: whether each row stands behind a zero byte, its PNG filter, already.
    """

    rows: bytes
    repeat: int = 1
    filtered: bool = False


def palette_png(
    size: tuple[int, int],
    bits: int,
    palette: tuple[Color, ...],
    bands: Sequence[Band],
    level: int = 6,
) -> bytes:
    """Write a PNG of palette indices.

    Args:
        size: px, (width, height); the bands must add up to the height.
        bits: 1, 2, 4 or 8 for each index.
        palette: at most 2**bits colours; clear ones stand first to keep the file small.
        bands: from the top; long blanks of index 0 cost next to nothing.
        level: 1 to 9, how hard the deflater tries; or `QUICK`.

    Returns:
        The whole file.
    """
    width, height = size
    stride = (width * bits + 7) // 8
    header = struct.pack(">IIBBBBB", width, height, bits, _PALETTE_COLOR, 0, 0, 0)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", header),
            _palette_chunks(palette),
            _chunk(b"IDAT", _deflate(bands, stride, level)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return b"".join(
        (len(body).to_bytes(4), name, body, zlib.crc32(body, zlib.crc32(name)).to_bytes(4))
    )


@lru_cache(maxsize=512)
def _palette_chunks(palette: tuple[Color, ...]) -> bytes:
    """PLTE, and tRNS as short as the last colour that is not opaque allows."""
    channels = bytes(chain.from_iterable(palette))
    colors = bytearray(3 * len(palette))
    for at in range(3):
        colors[at::3] = channels[at::4]
    alphas = channels[3::4].rstrip(b"\xff")
    chunk = _chunk(b"PLTE", bytes(colors))
    return chunk + _chunk(b"tRNS", alphas) if alphas else chunk


def _filtered(band: Band, stride: int) -> bytes:
    """The band's rows, each behind the byte that says "no filter": best for palette indices."""
    rows = band.rows
    if band.filtered:
        return rows
    if len(rows) == stride:
        return (b"\0" + rows) * band.repeat
    return b"".join(b"\0" + rows[at : at + stride] for at in range(0, len(rows), stride))


def _deflate(bands: Sequence[Band], stride: int, level: int) -> bytes:
    if not any(_is_long_blank(band) for band in bands):
        raw = b"".join(_filtered(band, stride) for band in bands)
        return isal_zlib.compress(raw, _ISAL_LEVEL) if level == QUICK else zlib.compress(raw, level)
    stream = [deflate.HEADER]
    checksum = 1
    for band in bands:
        piece, own, length = _piece(band, stride, level)
        stream.append(piece)
        checksum = deflate.adler32_combine(checksum, own, length)
    stream += [deflate.FINAL_BLOCK, checksum.to_bytes(4)]
    return b"".join(stream)


def _is_long_blank(band: Band) -> bool:
    """Whether the band is worth its own block: one row of index 0, many times."""
    long = band.repeat > 1 and len(band.rows) * band.repeat >= _LONG_BLANK
    return long and band.rows == bytes(len(band.rows))


def _piece(band: Band, stride: int, level: int) -> tuple[bytes, int, int]:
    """A band as deflate blocks, with the checksum and the length of what they stand for."""
    if _is_long_blank(band):
        # The filter's byte is 0 as well.
        length = (stride + 1) * band.repeat
        return deflate.zeros(length), deflate.adler32_of_zeros(length), length
    raw = _filtered(band, stride)
    return deflate.self_contained(raw, level), zlib.adler32(raw), len(raw)
