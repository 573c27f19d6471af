"""What is painted: the inside of outlines, or lines of a width."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import floor
from typing import NamedTuple, Self

from image_proc.chart.raster.contour import Contour, Path, bounds
from image_proc.chart.raster.coverage import Covered, coverage, stroked
from image_proc.chart.raster.limit import SPARE, TILE, pieces
from image_proc.chart.raster.mask import Mask, to_levels
from image_proc.chart.raster.tiles import tiles
from image_proc.chart.snap import Pixels
from image_proc.chart.trace import Box

WIDEST = SPARE
"""px to each side of a line that is a stroke; the outline of a wider one is a fill."""

_SHORT, _FEW = 64, 4
"""px, places: lines of no more are kept."""

_PARTS = 32
"""Of a px, in which the places of short lines are."""

_REACH = TILE + 2 * SPARE


class Fill(NamedTuple):
    """Outlines that are painted as one.

    Args:
        contours: px.
        box: what they lie in.
    """

    contours: list[Contour]
    box: Box

    @classmethod
    def of(cls, contours: list[Contour]) -> Self:
        """Look how far outlines reach."""
        return cls(contours, bounds(contours))

    def joined(self, others: Sequence["Fill"]) -> "Fill":
        """Paint several as one."""
        return Fill.of([contour for each in (self, *others) for contour in each.contours])

    def masks(self, region: Pixels) -> Iterator[Mask | None]:
        """What is painted of a region, by pieces."""
        for piece in pieces(self.contours, self.box, region):
            covered = coverage(piece.contours, piece.region[:2], _REACH)
            yield _mask(covered).within(piece.region)


class Stroke(NamedTuple):
    """Lines of one width that are painted as one; their ends and joins are round.

    Args:
        paths: px.
        half: px of their width to each side, at most `WIDEST`.
        box: what they lie in, with their width.
    """

    paths: list[Path]
    half: float
    box: Box

    @classmethod
    def of(cls, paths: list[Path], half: float) -> Self:
        """Look how far lines reach."""
        left, top, right, bottom = bounds(paths)
        return cls(paths, half, Box(left - half, top - half, right + half, bottom + half))

    def joined(self, others: Sequence["Stroke"]) -> "Stroke":
        """Paint several as one."""
        return Stroke.of([path for each in (self, *others) for path in each.paths], self.half)

    def masks(self, region: Pixels) -> Iterator[Mask | None]:
        """What is painted of a region, by tiles."""
        left, top, right, bottom = self.box
        few = len(self.paths) == 1 and len(self.paths[0].xs) <= _FEW
        if few and max(right - left, bottom - top) <= _SHORT:
            (xs, ys), origin = self.paths[0], (floor(left), floor(top))
            across, down = (
                tuple(round((at - start) * _PARTS) for at in places)
                for places, start in zip((xs, ys), origin, strict=True)
            )
            yield _kept(across, down, self.half).moved(*origin).within(region)
            return
        for tile in tiles(self.paths, self.half, self.box, region):
            covered = stroked(tile.paths, self.half, tile.region[:2], _REACH + self.half)
            yield _mask(covered)._replace(thin=True).within(tile.region)


@lru_cache(maxsize=512)
def _kept(across: tuple[int, ...], down: tuple[int, ...], half: float) -> Mask:
    """A short line, such as a legend has: charts of the same names have the same ones."""
    path = Path([at / _PARTS for at in across], [at / _PARTS for at in down])
    return _mask(stroked([path], half, (0, 0), _SHORT))


def _mask(covered: Covered) -> Mask:
    return Mask(to_levels(covered.mask), covered.left, covered.top)
