"""How much each part of a picture catches the eye."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

from PIL import Image, ImageChops, ImageFilter

from image_proc.attention.barrier import barrier

GRID = 24
"""cells along the longer side; up to 48 find no more, and take four times as long."""

_VIEW = 8 * GRID
"""px along the longer side in which edges are looked for: what is in focus has some there."""

_GROUND = (128, 128, 128, 255)
_NEUTRAL = 128
_SOLID = 0.1
"""What any part weighs that is not clear, though it be as plain as the ground."""

_NOISE = 6.0
"""Levels; a measure that stays below says nothing, and is not stretched to say it loudly."""

_ENCLOSED, _FOCUS, _WARMTH = 1.0, 1.0, 0.5
_FLOOR, _TOP = 0.5, 0.98
"""Shares of the cells: as many are ground, and so many are below the brightest ones."""

_EDGES = (-1, -1, -1, -1, 8, -1, -1, -1, -1)
_RISES = ImageFilter.Kernel((3, 3), _EDGES, scale=2)
_FALLS = ImageFilter.Kernel((3, 3), [-each for each in _EDGES], scale=2)


@dataclass(frozen=True, slots=True)
class Weights:
    """A map of a picture.

    Args:
        cells: weights of 0 and more, row by row.
        width: cells in a row.
        height: rows.
    """

    cells: Sequence[float]
    width: int
    height: int

    @property
    def columns(self) -> list[float]:
        """The sum of each column."""
        return [sum(self.cells[at :: self.width]) for at in range(self.width)]

    def rows(self, start: int, end: int) -> list[float]:
        """The sum of each row between two columns."""
        starts = range(0, len(self.cells), self.width)
        return [sum(self.cells[at + start : at + end]) for at in starts]


def saliency(image: Image.Image) -> Weights:
    """Weigh the parts of a picture.

    Three measures are added: what is enclosed, what is in focus, and what is warm (skin, fur,
    fruit). What is clear weighs nothing.

    Args:
        image: L, LA, RGB, RGBA or CMYK, any size.

    Returns:
        A map of at most 24 × 24 cells.
    """
    view, alpha = _view(image)
    grid = view.resize(_within(image.size, GRID), Image.Resampling.BOX)
    colors = grid.convert("YCbCr")
    measures = [
        (_ENCLOSED, _enclosed(colors)),
        (_FOCUS, _levels(_edges(view).resize(grid.size, Image.Resampling.BOX))),
        (_WARMTH, [max(0, red - _NEUTRAL) for red in _levels(colors.getchannel("Cr"))]),
    ]
    stretched = [[weight * each for each in _stretch(cells)] for weight, cells in measures]
    cells = _raise([sum(each) for each in zip(*stretched, strict=True)])
    if alpha is not None:
        solid = [each / 255 for each in _levels(alpha.resize(grid.size, Image.Resampling.BOX))]
        cells = [share * (_SOLID + cell) for share, cell in zip(solid, cells, strict=True)]
    return Weights(cells, *grid.size)


def _within(size: tuple[int, int], side: int) -> tuple[int, int]:
    longer = max(size)
    return max(1, round(size[0] * side / longer)), max(1, round(size[1] * side / longer))


def _view(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """The picture small, over gray where it is clear; and its alpha."""
    small = image.resize(_within(image.size, _VIEW), Image.Resampling.BOX, reducing_gap=1.0)
    alpha = small.getchannel("A") if image.mode in {"LA", "RGBA"} else None
    if alpha is None or alpha.getextrema() == (255, 255):
        return small.convert("RGB"), None
    ground = Image.new("RGBA", small.size, _GROUND)
    return Image.alpha_composite(ground, small.convert("RGBA")).convert("RGB"), alpha


def _levels(channel: Image.Image) -> Sequence[int]:
    return channel.tobytes()


def _enclosed(colors: Image.Image) -> list[float]:
    """By brightness, and by red against green, in which most animals differ from most plants."""
    light = barrier(_levels(colors.getchannel("Y")), colors.width)
    red = barrier(_levels(colors.getchannel("Cr")), colors.width)
    return [one + 2 * other for one, other in zip(light, red, strict=True)]


def _edges(view: Image.Image) -> Image.Image:
    gray = view.convert("L")
    edges = ImageChops.add(gray.filter(_RISES), gray.filter(_FALLS))
    # Pillow leaves the outermost pixels as they were: their brightness is no edge.
    inside = Image.new("L", edges.size)
    box = (1, 1, max(1, edges.width - 1), max(1, edges.height - 1))
    inside.paste(edges.crop(box), box)
    return inside


def _stretch(cells: Sequence[float]) -> list[float]:
    """Bring a measure to 0 to 1; its highest peaks are cut, lest one highlight is all."""
    top = max(_quantile(cells, _TOP), _NOISE)
    return [min(1.0, cell / top) for cell in cells]


def _raise(cells: Sequence[float]) -> list[float]:
    """Take away what is ground everywhere, and square the rest: a subject stands out twice."""
    low, high = _quantile(cells, _FLOOR), _quantile(cells, _TOP)
    shares = [max(0.0, (cell - low) / ((high - low) or 1)) for cell in cells]
    return list(map(mul, shares, shares))


def _quantile(cells: Sequence[float], share: float) -> float:
    return sorted(cells)[round(share * (len(cells) - 1))]
