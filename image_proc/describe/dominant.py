"""Which colour a picture has, if it may have but one."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import dist

from PIL import Image

from image_proc.color import Color

_COLORS = 16
_ALIKE = 28.0
"""Levels in sRGB; shades of one sky lie closer than that, two colours that one would name do not.
"""
_SOLID = 128
"""Alpha from which on a pixel is seen rather than what is behind it."""

_Rgb = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Heap:
    """Pixels of about one colour."""

    color: _Rgb
    count: float

    @property
    def weight(self) -> float:
        """Its area; the purest colour counts as much as twice its area of gray."""
        chroma = max(self.color) - min(self.color)
        return self.count * (1 + chroma / 255)

    def joined(self, other: "_Heap") -> "_Heap":
        total = self.count + other.count
        pairs = zip(self.color, other.color, strict=True)
        color = tuple((a * self.count + b * other.count) / total for a, b in pairs)
        return _Heap(color, total)


def dominant_color(image: Image.Image) -> Color | None:
    """Find the colour that most of a picture has, not the mean of all, which it may not have.

    Args:
        image: RGBA in sRGB, small.

    Returns:
        The mean of the largest heap of colours that are alike; None where all pixels are clear.
    """
    solid = _solid_pixels(image)
    if solid is None:
        return None
    heaps = _joined(_heaps(solid))
    red, green, blue = (round(level) for level in max(heaps, key=lambda heap: heap.weight).color)
    return Color(red, green, blue)


def _solid_pixels(image: Image.Image) -> Image.Image | None:
    """The pixels that are seen, in one row."""
    levels = image.tobytes()
    seen = b"".join(
        levels[at : at + 3] for at in range(0, len(levels), 4) if levels[at + 3] >= _SOLID
    )
    return Image.frombytes("RGB", (len(seen) // 3, 1), seen) if seen else None


def _heaps(solid: Image.Image) -> list[_Heap]:
    """At most 16 heaps; each has the mean of its pixels, largest first."""
    table = solid.quantize(_COLORS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette = table.getpalette() or []
    counts = [(count, index) for index, count in enumerate(table.histogram()) if count]
    heaps = (
        _Heap(tuple(palette[3 * index : 3 * index + 3]), count)
        for count, index in sorted(counts, reverse=True)
    )
    return list(heaps)


def _joined(heaps: Sequence[_Heap]) -> list[_Heap]:
    """Join each heap with the first larger one that is alike."""
    found: list[_Heap] = []
    for heap in heaps:
        near = (at for at, each in enumerate(found) if dist(each.color, heap.color) < _ALIKE)
        if (at := next(near, None)) is None:
            found.append(heap)
        else:
            found[at] = found[at].joined(heap)
    return found
