"""PNGs of given samples, of every kind and depth, filtered and interlaced as is asked."""

import zlib
from collections.abc import Sequence
from random import Random

from tests.pictures import CHANNELS, chunk, png_header

Samples = Sequence[Sequence[tuple[int, ...]]]
"""Rows of pixels, a level for each channel."""

_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2))
_LAST = (0, 1, 1, 2)


def random_samples(size: tuple[int, int], kind: int, depth: int) -> Samples:
    chance = Random(f"{size} {kind} {depth}")  # noqa: S311 - the same each time
    pixel = range(CHANNELS[kind])
    return [
        [tuple(chance.randrange(2**depth) for _ in pixel) for _ in range(size[0])]
        for _ in range(size[1])
    ]


def png_of(
    samples: Samples,
    kind: int,
    depth: int,
    *,
    interlaced: bool = False,
    filtered: Random | None = None,
) -> bytes:
    """Write a PNG; its palette, if it has one, is always the same.

    Args:
        samples: of all pixels.
        kind: PNG's kind of colour.
        depth: bits of a sample.
        interlaced: by Adam7.
        filtered: draws each row's filter; None for no filters.
    """
    size = len(samples[0]), len(samples)
    passes = (*_ADAM7, _LAST) if interlaced else ((0, 0, 1, 1),)
    body = bytearray()
    for left, top, right, down in passes:
        rows = [row[left::right] for row in samples[top::down]]
        body += _rows([row for row in rows if row], depth, CHANNELS[kind], filtered)
    head = png_header(size, depth, kind, int(interlaced))
    if kind == 3:
        head += chunk(b"PLTE", Random(3).randbytes(3 * 2**depth))  # noqa: S311
    return head + chunk(b"IDAT", zlib.compress(bytes(body))) + chunk(b"IEND", b"")


def _rows(rows: Samples, depth: int, channels: int, filtered: Random | None) -> bytes:
    distance = max(1, channels * depth // 8)
    above, out = b"", bytearray()
    for row in rows:
        packed = _packed([level for pixel in row for level in pixel], depth)
        above = above or bytes(len(packed))
        kind = filtered.randrange(3) if filtered else 0
        left = bytes(distance) + packed[:-distance]
        minus = (bytes(len(packed)), left[: len(packed)], above)[kind]
        out += bytes([kind])
        out += bytes((byte - less) % 256 for byte, less in zip(packed, minus, strict=True))
        above = packed
    return bytes(out)


def _packed(levels: Sequence[int], depth: int) -> bytes:
    bits = "".join(f"{level:0{depth}b}" for level in levels)
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8)
