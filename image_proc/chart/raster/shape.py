"""What is painted: the inside of outlines, or lines of a width."""

from collections.abc import Iterator, Sequence
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
        for tile in tiles(self.paths, self.half, self.box, region):
            covered = stroked(tile.paths, self.half, tile.region[:2], _REACH + self.half)
            yield _mask(covered).within(tile.region)


def _mask(covered: Covered) -> Mask:
    return Mask(to_levels(covered.mask), covered.left, covered.top)
