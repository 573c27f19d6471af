"""A hash that pictures which look alike nearly have in common.

A grey copy of 11 × 11 px is compared with itself two px to the right and two px below: each of 198
comparisons says "brighter", "darker" or "about the same". That outlives resizing, compression and
tones, and as the px overlap, the loss of an edge. What is the same everywhere says nothing, so only
comparisons that found a difference count: two charts on white are not alike for their white. And as
charts and pages still have axes and margins in common, two pictures that are mostly ground must
agree in more than two photos. A picture with few differences is known by its mean colour as well.

Source: https://www.hackerfactor.com/blog/index.php?/archives/529-Kind-of-Like-That.html (dHash,
which has two answers of three, and one direction).
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeAlias

from PIL import Image

NEAR = 50
"""Distance up to which two pictures are called near.

Of 128 photos and 32 changes of each, as benchmarks/near_duplicates.py lists them, 99.4% are found,
and 92% of the hardest, a crop of 8% on all sides; of 8,128 pairs of different photos 2 are taken
for near ones. At 44 it is 98.0%, 71% and none, at 56 99.9%, 99% and 25.
"""

FARTHEST = 100
"""What two pictures are apart that have nothing in common."""

_SIDE, _STEP = 11, 2
_BITS = 2 * _SIDE * (_SIDE - _STEP)
# Levels: compression makes such differences where there are none.
_NOISE = 2.0
# Of the mean difference: smaller ones tip over when a picture changes a little.
_SHARE = 0.4
# Comparisons: fewer differences are not a structure that tells pictures apart; photos have 80 up.
_FEW = 60
# Of so few, each one counts no more than it would among so many.
_LEAST = 24
# Levels between two mean colours that share nothing.
_FAR_COLORS = 80
# A picture is drawn when half of it is of about one level; of 128 photos 2 are.
_GROUND, _ABOUT = 0.5, 8
# Two drawn ones are as many times farther apart: near ones must agree in 2 of 3 differences.
_STRICTER = 1.5
_COLOR_BITS = 24
_DRAWN = 1 << 2 * _BITS + _COLOR_BITS
_DIGITS = (2 * _BITS + _COLOR_BITS) // 4 + 1

Packed: TypeAlias = int
"""A hash, ready to be compared with many: a bit for drawn pictures, one for each comparison that
found "brighter", one for each "darker", and the mean colour in the lowest 24."""


def perceptual_hash(image: Image.Image) -> str:
    """Hash what a picture looks like.

    Turned or mirrored it is another picture.

    Args:
        image: upright, in sRGB, of any size: 64 px are enough; mode L, RGB, LA or RGBA, of which
            the last two are seen over white.

    Returns:
        106 hex digits.
    """
    shown = _over_white(image)
    grey = shown.convert("L")
    small = grey.resize((_SIDE, _SIDE), Image.Resampling.BILINEAR).tobytes()
    rows = [small[at : at + _SIDE] for at in range(0, len(small), _SIDE)]
    columns = zip(*rows, strict=True)
    found = [
        ahead - behind
        for line in chain(rows, columns)
        for behind, ahead in zip(line, line[_STEP:], strict=False)
    ]
    least = max(_NOISE, _SHARE * sum(map(abs, found)) / _BITS)
    bits = "1" if _is_drawn(grey) else "0"
    bits += "".join("1" if each > least else "0" for each in found)
    bits += "".join("1" if each < -least else "0" for each in found)
    color = shown.resize((1, 1), Image.Resampling.BOX).tobytes().hex()
    return f"{int(bits, 2):0{_DIGITS - len(color)}x}{color}"


def distance(one: str, other: str) -> int:
    """Tell how far apart two pictures are, by their hashes.

    Returns:
        0 to 100; pictures up to `NEAR` are near duplicates.

    Raises:
        ValueError: one of them is no hash.
    """
    return packed_distance(pack(one), pack(other))


def pack(text: str) -> Packed:
    """Read a hash.

    Raises:
        ValueError: it is none.
    """
    if len(text) != _DIGITS:
        message = f"a perceptual hash has {_DIGITS} hex digits, not {len(text)}"
        raise ValueError(message)
    return int(text, 16)


def near_ones(
    origin: Packed, hashes: Iterable[tuple[int, str]], most: int
) -> Iterator[tuple[int, int]]:
    """Compare a picture with many: as `packed_distance`, in less time for those that are far off.

    Args:
        origin: the picture.
        hashes: of the others, each after the number that it is known by.
        most: the distance up to which they are given.

    Returns:
        (distance, number) of those that are near.

    Raises:
        ValueError: one of them is no hash.
    """
    structure = origin >> _COLOR_BITS
    for number, text in hashes:
        other = pack(text)
        found = other >> _COLOR_BITS
        every = (structure | found).bit_count()
        # Colours of those with few differences, and that both are drawn, only put them farther.
        far = FARTHEST * (structure ^ found).bit_count() >= (most + 1) * every
        if far and every >= _LEAST:
            continue
        if (apart := packed_distance(origin, other)) <= most:
            yield apart, number


def packed_distance(one: Packed, other: Packed) -> int:
    """Tell how far apart two pictures are: as `distance`, for one that is compared with many.

    Returns:
        Per cent of the differences that only one of them has, of few ones the distance of their
        mean colours if that is more; half as much again for two that are drawn.
    """
    every = ((one | other) >> _COLOR_BITS).bit_count()
    unlike = ((one ^ other) >> _COLOR_BITS).bit_count()
    apart = FARTHEST * unlike // (every or 1)
    if every < _FEW:
        apart = max(FARTHEST * unlike // max(every, _LEAST), _colors_apart(one, other))
    if one & other & _DRAWN:
        return min(FARTHEST, int(_STRICTER * apart))
    return apart


def _colors_apart(one: Packed, other: Packed) -> int:
    levels = max(abs((one >> at & 255) - (other >> at & 255)) for at in (0, 8, 16))
    return min(FARTHEST, FARTHEST * levels // _FAR_COLORS)


def _is_drawn(grey: Image.Image) -> bool:
    counts = grey.histogram()
    ground = max(sum(counts[at : at + _ABOUT]) for at in range(len(counts) - _ABOUT + 1))
    return ground >= _GROUND * sum(counts)


def _over_white(image: Image.Image) -> Image.Image:
    if image.mode not in {"LA", "RGBA"}:
        return image.convert("RGB")
    ground = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")
