"""Discs: stamps of a few places between pixels, of which a thousand cost no more than ten."""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from PIL import Image, ImageDraw

from image_proc.chart.raster.brush import Brush
from image_proc.chart.raster.contour import circle
from image_proc.chart.raster.coverage import coverage
from image_proc.chart.raster.mask import Mask, common, recode, to_levels
from image_proc.chart.raster.shape import Fill
from image_proc.chart.scene import Disc
from image_proc.chart.snap import Pixels, whole
from image_proc.color import OPAQUE

_PHASES = 8
"""Places between two pixels at which a stamp may stand."""

_LARGEST = 64
"""px; a larger radius is drawn as any other shape."""

_WORTH = 3500
"""px that are laid down in the time that one stamp takes."""

_MANY = 300
"""Half clear discs from which on whole colours are faster than a palette."""


class _Spot(NamedTuple):
    """A disc at its place.

    Args:
        left: px, of its stamp.
        top: px, likewise.
        radius: px.
        phases: eighths of a px that its middle lies right of a pixel's edge, and below.
    """

    left: int
    top: int
    radius: float
    phases: tuple[int, int]

    @property
    def side(self) -> int:
        """Px, of its stamp."""
        return 2 * ceil(self.radius) + 1


def draw_discs(brush: Brush, discs: Sequence[Disc]) -> None:
    """Draw discs of one paint."""
    scale = brush.scale
    large = [disc for disc in discs if disc.radius * scale > _LARGEST]
    if large:
        circles = [
            (disc.center.x * scale, disc.center.y * scale, disc.radius * scale) for disc in large
        ]
        brush.paint([Fill.of([circle(*each)]) for each in circles])
    spots = [_spot(disc, scale) for disc in discs if 0 < disc.radius * scale <= _LARGEST]
    left, top, right, bottom = brush.canvas.clip
    seen = [
        spot
        for spot in spots
        if spot.left < right
        and spot.top < bottom
        and spot.left + spot.side > left
        and spot.top + spot.side > top
    ]
    if seen:
        _draw_spots(brush, seen)


def _spot(disc: Disc, scale: float) -> _Spot:
    radius = disc.radius * scale
    x, across = divmod(whole(disc.center.x * scale * _PHASES), _PHASES)
    y, down = divmod(whole(disc.center.y * scale * _PHASES), _PHASES)
    return _Spot(x - ceil(radius), y - ceil(radius), radius, (across, down))


def _draw_spots(brush: Brush, spots: Sequence[_Spot]) -> None:
    """Stamp discs, all of them into one mask where that takes less time."""
    color = brush.color
    region = _region(spots, brush.canvas.clip)
    opaque = color.alpha == OPAQUE
    area = (region[2] - region[0]) * (region[3] - region[1])
    if opaque and len(spots) * _WORTH > area:
        brush.canvas.lay(Mask(to_levels(_together(spots, region, OPAQUE)), *region[:2]), color)
    elif not opaque and len(spots) > _MANY:
        shares = _together(spots, region, color.alpha)
        brush.canvas.tint(Mask(shares, *region[:2]), color)
    else:
        for spot in spots:
            levels = _levels(spot.radius, spot.phases)
            brush.canvas.lay(Mask(levels, spot.left, spot.top), color)


def _region(spots: Sequence[_Spot], clip: Pixels) -> Pixels:
    """What is seen of all of them."""
    box = (
        min(spot.left for spot in spots),
        min(spot.top for spot in spots),
        max(spot.left + spot.side for spot in spots),
        max(spot.top + spot.side for spot in spots),
    )
    return common(box, clip)


def _together(spots: Sequence[_Spot], region: Pixels, alpha: int) -> Image.Image:
    """How much of each pixel is painted after all of them."""
    shares = Image.new("L", (region[2] - region[0], region[3] - region[1]))
    stamp_down = ImageDraw.Draw(shares).bitmap
    left, top = region[:2]
    for spot in spots:
        place = spot.left - left, spot.top - top
        stamp_down(place, _stamp(spot.radius, spot.phases, alpha), fill=OPAQUE)
    return shares


@lru_cache(maxsize=1024)
def _stamp(radius: float, phases: tuple[int, int], alpha: int) -> Image.Image:
    """A disc of a paint: 0 to its alpha."""
    side, middle = 2 * ceil(radius) + 1, ceil(radius)
    x, y = (middle + phase / _PHASES for phase in phases)
    covered = coverage([circle(x, y, radius)], (0, 0), side)
    stamp = Image.new("L", (side, side))
    stamp.paste(covered.mask, (covered.left, covered.top))
    recode(stamp, stamp, [round(share * alpha / OPAQUE) for share in range(OPAQUE + 1)])
    return stamp


@lru_cache(maxsize=1024)
def _levels(radius: float, phases: tuple[int, int]) -> Image.Image:
    return to_levels(_stamp(radius, phases, OPAQUE).copy())
