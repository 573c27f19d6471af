"""Thumbhash: a picture, its proportions and its alpha in about 25 bytes.

Written anew because the package of that name fails on every picture with alpha.

Source:
    https://github.com/evanw/thumbhash/blob/main/js/thumbhash.js
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, floor, pi
from operator import mul

from PIL import Image

from image_proc.describe.spread import spread

Rows = Sequence[Sequence[float]]

_OPAQUE = 255
_DETAIL, _DETAIL_BESIDE_ALPHA = 7, 5
"""Waves of brightness along the longer side; alpha takes bytes from them."""

_STILL = 1e-6
"""An amplitude below is what sums of floats leave; the author's code writes it down as noise."""


@dataclass(frozen=True, slots=True)
class _Waves:
    """A channel as a sum of cosines.

    Args:
        mean: of the channel.
        scale: the largest amplitude.
        shares: the other amplitudes, 0 to 1; 0.5 is none.
    """

    mean: float
    scale: float
    shares: Sequence[float]

    def nibbles(self) -> Iterator[int]:
        """The shares in 4 bits each."""
        return (_round(15 * share) for share in self.shares)


@dataclass(frozen=True, slots=True)
class _Channels:
    """Brightness, yellow against blue, red against green, and alpha; 0 to 1 or -1 to 1."""

    brightness: Rows
    yellow: Rows
    red: Rows
    alpha: Rows


def encode_thumbhash(image: Image.Image) -> bytes:
    """Encode a picture.

    Args:
        image: RGBA in sRGB, at most 32 px a side, where the format allows 100.

    Returns:
        5 to 25 bytes.
    """
    width, height = image.size
    clear = image.getchannel("A").getextrema() != (_OPAQUE, _OPAQUE)
    detail = _DETAIL_BESIDE_ALPHA if clear else _DETAIL
    across = max(1, _round(detail * width / max(image.size)))
    down = max(1, _round(detail * height / max(image.size)))
    channels = _channels(spread(image))
    brightness = _waves(channels.brightness, max(3, across), max(3, down))
    yellow, red = _waves(channels.yellow, 3, 3), _waves(channels.red, 3, 3)
    wide = width > height
    head = _head(brightness, yellow, red) | clear << 23
    shape = (down if wide else across) | _round(63 * yellow.scale) << 3
    shape |= _round(63 * red.scale) << 9 | wide << 15
    found = head.to_bytes(3, "little") + shape.to_bytes(2, "little")
    nibbles = [*brightness.nibbles(), *yellow.nibbles(), *red.nibbles()]
    if clear:
        alpha = _waves(channels.alpha, 5, 5)
        found += bytes((_round(15 * alpha.mean) | _round(15 * alpha.scale) << 4,))
        nibbles += alpha.nibbles()
    return found + _packed(nibbles)


def _head(brightness: _Waves, yellow: _Waves, red: _Waves) -> int:
    means = _round(63 * brightness.mean) | _round(31.5 + 31.5 * yellow.mean) << 6
    means |= _round(31.5 + 31.5 * red.mean) << 12
    return means | _round(31 * brightness.scale) << 18


def _packed(nibbles: Sequence[int]) -> bytes:
    """Two in a byte, the first one low."""
    pairs = zip(nibbles[::2], [*nibbles[1::2], 0], strict=False)
    return bytes(low | high << 4 for low, high in pairs)


def _channels(image: Image.Image) -> _Channels:
    """Split a picture; what is clear gets the mean colour of what is not."""
    levels = [level / _OPAQUE for level in image.tobytes()]
    alpha = levels[3::4]
    total = sum(alpha) or 1
    red, green, blue = (
        _over(levels[at::4], alpha, sum(map(mul, levels[at::4], alpha)) / total) for at in range(3)
    )
    colors = list(zip(red, green, blue, strict=True))
    width = image.width
    return _Channels(
        _rows([(r + g + b) / 3 for r, g, b in colors], width),
        _rows([(r + g) / 2 - b for r, g, b in colors], width),
        _rows([r - g for r, g, _ in colors], width),
        _rows(alpha, width),
    )


def _over(levels: Sequence[float], alpha: Sequence[float], mean: float) -> list[float]:
    pairs = zip(levels, alpha, strict=True)
    return [mean * (1 - share) + level * share for level, share in pairs]


def _rows(levels: Sequence[float], width: int) -> Rows:
    return [levels[at : at + width] for at in range(0, len(levels), width)]


def _waves(rows: Rows, across: int, down: int) -> _Waves:
    """Find how much of each cosine is in a channel: the lowest, in a triangle, and the mean."""
    height, width = len(rows), len(rows[0])
    columns = [_cosine(wave, width) for wave in range(across)]
    sums = [[sum(map(mul, row, column)) for row in rows] for column in columns]
    mean, *amplitudes = (
        sum(map(mul, sums[right], _cosine(below, height))) / (width * height)
        for below in range(down)
        for right in range(across)
        if right * down < across * (down - below)
    )
    scale = max(map(abs, amplitudes))
    if scale < _STILL:
        return _Waves(mean, 0, [0] * len(amplitudes))
    return _Waves(mean, scale, [0.5 + 0.5 / scale * each for each in amplitudes])


def _cosine(wave: int, length: int) -> list[float]:
    return [cos(pi / length * wave * (at + 0.5)) for at in range(length)]


def _round(value: float) -> int:
    """Round halves up, as the author's JavaScript does."""
    return floor(value + 0.5)
