"""How much of each pixel outlines and lines cover, exactly: they are drawn as glyphs."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PIL import Image

from image_proc.chart.raster.contour import Contour, Path
from image_proc.chart.raster.font import MOST_UNITS, Ring, draw_glyphs
from image_proc.chart.raster.stretch import line_of, stretched

_FINEST = 32
"""Units for each px; half of one is finer than 16 levels of a pixel tell."""

_MOST_PLACES = 60_000
"""In one glyph; 16 bits count them."""

_MOST_RINGS = 30_000


class Covered(NamedTuple):
    """Coverage at its place.

    Args:
        mask: mode L; 255 is wholly inside. Empty where nothing is covered.
        left: px, where its upper left pixel lies.
        top: px, likewise.
    """

    mask: Image.Image
    left: int
    top: int


def coverage(contours: Sequence[Contour], origin: tuple[int, int], reach: float) -> Covered:
    """Find what outlines cover; where they overlap, or one crosses itself, it is covered as well.

    Args:
        contours: in px, at least one.
        origin: px, (left, top), near to them: what lies between is drawn as well.
        reach: px, how far any of their places lies from another or from the origin at most.
    """
    fineness = _fineness(reach)
    rings = [_ring(_thinned(contour), origin, fineness) for contour in contours]
    return _drawn(list(_groups(rings)), origin, fineness)


def stroked(paths: Sequence[Path], half: float, origin: tuple[int, int], reach: float) -> Covered:
    """Find what lines cover; their ends and joins are round.

    Args:
        paths: in px, at least one.
        half: px of their width to each side.
        origin: px, as for `coverage`.
        reach: px, likewise.
    """
    fineness = _fineness(reach)
    lines = [line_of(*_units(path, origin, fineness)) for path in paths]
    return _drawn(stretched(lines, fineness), origin, fineness, half)


def _fineness(reach: float) -> float:
    fineness = float(_FINEST)
    while fineness * reach > MOST_UNITS:
        fineness /= 2
    return fineness


def _drawn(
    glyphs: list[list[Ring]], origin: tuple[int, int], fineness: float, half: float = 0
) -> Covered:
    pixels, left, top = draw_glyphs(glyphs, fineness, half)
    mask = Image.new("L", pixels.size)
    mask.im = pixels
    return Covered(mask, left + origin[0], top + origin[1])


def _groups(rings: Sequence[Ring]) -> Iterator[list[Ring]]:
    """Share rings out to glyphs, at least one."""
    group: list[Ring] = []
    places = 0
    for ring in rings:
        count = len(ring.xs)
        if group and (places + count > _MOST_PLACES or len(group) == _MOST_RINGS):
            yield group
            group, places = [], 0
        group.append(ring)
        places += count
    yield group


def _thinned(contour: Contour) -> Contour:
    """Leave out points that lie closer than anybody sees: there are more than a glyph holds."""
    step = len(contour.xs) // _MOST_PLACES + 1
    if step == 1:
        return contour
    xs, ys = contour.xs[::step], contour.ys[::step]
    return Contour(xs, ys, b"\1" * len(xs))


def _ring(contour: Contour, origin: tuple[int, int], fineness: float) -> Ring:
    return Ring(*_units(contour, origin, fineness), contour.on)


def _units(
    run: Contour | Path, origin: tuple[int, int], fineness: float
) -> tuple[list[int], list[int]]:
    """Places in a glyph's units: up in a font, down in a picture."""
    left, top = origin[0] * fineness, origin[1] * fineness
    return [round(x * fineness - left) for x in run.xs], [round(top - y * fineness) for y in run.ys]
