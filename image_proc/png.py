"""A PNG writer for drawings of few colours, whose blank stretches cost next to nothing.

Source: https://www.w3.org/TR/png-3/ (chunks), RFC 1950 and 1951 (zlib and deflate streams).
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from image_proc.color import Color

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PALETTE_COLOR = 3
_LEVEL = 6
# Below this much pixel data one plain deflate stream is the smallest; above it the bands'
# streams are spliced, which costs five bytes a band.
_SPLICED_FROM = 65_536
_BLANK_CHUNK = 65_536
_ADLER_BASE = 65_521
_FINAL_BLOCK = b"\x03\x00"


@dataclass(frozen=True, slots=True)
class Band:
    """Some rows of a picture, or one row that repeats.

    Args:
        rows: palette indices, packed at the picture's bit depth, each row padded to whole bytes.
        repeat: how often `rows` (then exactly one row) stands one below the other.
    """

    rows: bytes
    repeat: int = 1


def palette_png(
    size: tuple[int, int], bits: int, palette: Sequence[Color], bands: Sequence[Band]
) -> bytes:
    """Write a PNG of palette indices.

    Args:
        size: px, (width, height); the bands must add up to the height.
        bits: 1, 2, 4 or 8 for each index.
        palette: at most 2**bits colours; clear ones stand first to keep the file small.
        bands: from the top.

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
            _chunk(b"PLTE", b"".join(bytes(color[:3]) for color in palette)),
            _transparency(palette),
            _chunk(b"IDAT", _deflate(bands, stride)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return b"".join(
        (len(body).to_bytes(4), name, body, zlib.crc32(body, zlib.crc32(name)).to_bytes(4))
    )


def _transparency(palette: Sequence[Color]) -> bytes:
    """The tRNS chunk, as short as the last colour that is not opaque allows."""
    alphas = bytes(color.alpha for color in palette).rstrip(b"\xff")
    return _chunk(b"tRNS", alphas) if alphas else b""


def _filtered(band: Band, stride: int) -> bytes:
    """The band's rows, each behind the byte that says "no filter": best for palette indices."""
    rows = band.rows
    if len(rows) == stride:
        return (b"\0" + rows) * band.repeat
    return b"".join(b"\0" + rows[at : at + stride] for at in range(0, len(rows), stride))


def _deflate(bands: Sequence[Band], stride: int) -> bytes:
    if sum(len(band.rows) * band.repeat for band in bands) < _SPLICED_FROM:
        return zlib.compress(b"".join(_filtered(band, stride) for band in bands), _LEVEL)
    stream = [b"\x78\x9c"]
    checksum = 1
    for band in bands:
        for raw, times in _pieces(band, stride):
            stream.append(_self_contained(raw) * times)
            own = zlib.adler32(raw)
            for _ in range(times):
                checksum = _adler32_combine(checksum, own, len(raw))
    stream += [_FINAL_BLOCK, checksum.to_bytes(4)]
    return b"".join(stream)


def _pieces(band: Band, stride: int) -> list[tuple[bytes, int]]:
    """A band as (raw bytes, how often they repeat): a blank one is deflated once and copied."""
    at_once = max(1, _BLANK_CHUNK // (stride + 1))
    if band.repeat <= at_once:
        return [(_filtered(band, stride), 1)]
    times, rest = divmod(band.repeat, at_once)
    pieces = [(_filtered(Band(band.rows, at_once), stride), times)]
    return [*pieces, (_filtered(Band(band.rows, rest), stride), 1)] if rest else pieces


def _self_contained(raw: bytes) -> bytes:
    """Deflate blocks that end on a byte and look at nothing before them, so they may be copied."""
    deflater = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflater.compress(raw) + deflater.flush(zlib.Z_FULL_FLUSH)


def _adler32_combine(first: int, second: int, second_length: int) -> int:
    """The checksum of two stretches together, from the checksum of each.

    Source: RFC 1950, section 8.2: A = 1 + sum of bytes, B = sum of all A.
    """
    first_a, first_b = first & 0xFFFF, first >> 16
    second_a, second_b = second & 0xFFFF, second >> 16
    a = (first_a + second_a - 1) % _ADLER_BASE
    b = (first_b + second_b + second_length * (first_a - 1)) % _ADLER_BASE
    return b << 16 | a
