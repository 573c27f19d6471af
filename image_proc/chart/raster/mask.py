"""Coverage in 16 levels, at its place: what shapes and words are laid down with."""

from typing import NamedTuple

from PIL import Image

from image_proc.chart.snap import Pixels
from image_proc.color import OPAQUE

LEVELS = 16
FULL = LEVELS - 1
STEP = 16
"""What each level adds to a mask's pixel, so that a rank below 16 has room beside it."""

_TO_LEVEL = [(value * FULL + OPAQUE // 2) // OPAQUE * STEP for value in range(OPAQUE + 1)]


class Mask(NamedTuple):
    """How much of each pixel is painted.

    Args:
        levels: mode L, multiples of `STEP` up to `FULL` of them; not to be drawn on.
        left: px, where its upper left pixel lies.
        top: px, likewise.
        thin: whether it leaves most of its pixels free, as lines do.
    """

    levels: Image.Image
    left: int
    top: int
    thin: bool = False

    @property
    def box(self) -> Pixels:
        """Where it lies."""
        width, height = self.levels.size
        return self.left, self.top, self.left + width, self.top + height

    def moved(self, x: int, y: int) -> "Mask":
        """The same elsewhere."""
        return Mask(self.levels, self.left + x, self.top + y, self.thin)

    def within(self, clip: Pixels) -> "Mask | None":
        """What lies in a box; None where nothing does."""
        left, top, right, bottom = self.box
        if left >= right or top >= bottom:
            return None
        if left >= clip[0] and top >= clip[1] and right <= clip[2] and bottom <= clip[3]:
            return self
        box = common((left, top, right, bottom), clip)
        if is_empty(box):
            return None
        cut = (box[0] - left, box[1] - top, box[2] - left, box[3] - top)
        return Mask(self.levels.crop(cut), box[0], box[1], self.thin)


def to_levels(coverage: Image.Image) -> Image.Image:
    """Bring coverage to 16 levels.

    Args:
        coverage: mode L, 255 for what is wholly covered; changed.

    Returns:
        The same image.
    """
    recode(coverage, coverage, _TO_LEVEL)
    return coverage


def recode(target: Image.Image, source: Image.Image, table: list[int]) -> None:
    """Look the pixels of an image up.

    `Image.point` rounds each of its table's numbers, which takes ten times as long as to look up
    the pixels of a word.

    Args:
        target: mode L; its pixels become the result.
        source: mode L, of the same size; may be the same image.
        table: 256 numbers from 0 to 255.
    """
    target.im = source.im.point(table, None)


def common(one: Pixels, other: Pixels) -> Pixels:
    """What lies in two boxes; it may be empty."""
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def is_empty(box: Pixels) -> bool:
    """Whether a box holds no pixel."""
    return box[0] >= box[2] or box[1] >= box[3]
