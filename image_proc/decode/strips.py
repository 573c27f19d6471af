"""A picture that arrives a strip at a time and is kept small."""

from collections.abc import Sequence

from PIL import Image

from image_proc.decode.columns import Columns

BOX_MARGIN = 2.0
"""Of what is asked, is left to the resampling: 44 dB and more against resampling everything, on
photos; at 1.5 it was 41, at 1.25 it was 37."""

_AT_ONCE = 64
"""Rows of which the columns are cut: for each lot Pillow computes all weights anew."""


class Reduced:
    """Averages squares of pixels, strip by strip.

    Colours are weighted by their opacity, so that what is clear does not stain what is seen.

    Args:
        size: px, (width, height) of the whole picture.
        scale: px, the side of a square that becomes one pixel; 1 keeps all.
        columns: which columns are kept and how wide they become; None for all, as wide as they are.
    """

    def __init__(self, size: tuple[int, int], scale: int, columns: Columns | None = None) -> None:
        self._scale = scale
        self._columns = columns
        self._size = reduced_size(size, scale)
        self._image: Image.Image | None = None
        self._filled = 0
        self._waiting: list[Image.Image] = []

    def add(self, strip: Image.Image) -> None:
        """Add rows from the top.

        Args:
            strip: mode L, LA, RGB or RGBA, the picture's width, a height that is a multiple of
                the scale unless it is the last one; all of one mode.
        """
        small = strip.reduce(self._scale) if self._scale > 1 else strip
        if self._columns is None:
            self._place(small)
            return
        self._waiting.append(small)
        rows = sum(each.height for each in self._waiting)
        if rows >= _AT_ONCE or self._filled + rows >= self._size[1]:
            self._place(self._columns.of(_joined(self._waiting), self._scale))
            self._waiting.clear()

    def _place(self, rows: Image.Image) -> None:
        if self._image is None:
            self._image = Image.new(rows.mode, (rows.width, self._size[1]))
        self._image.paste(rows, (0, self._filled))
        self._filled += rows.height

    @property
    def image(self) -> Image.Image:
        """The picture, once all strips were added."""
        if self._image is None or self._filled < self._size[1]:
            message = "strips are missing"
            raise ValueError(message)
        return self._image


def _joined(strips: Sequence[Image.Image]) -> Image.Image:
    whole = Image.new(strips[0].mode, (strips[0].width, sum(each.height for each in strips)))
    top = 0
    for each in strips:
        whole.paste(each, (0, top))
        top += each.height
    return whole


def reduced_size(size: tuple[int, int], scale: int) -> tuple[int, int]:
    """Divide the sides, rounded up: squares at the right and at the bottom may be cut."""
    return -(-size[0] // scale), -(-size[1] // scale)


def whole_scale(size: tuple[int, int], least: tuple[int, int], margin: float) -> int:
    """Choose by how much a picture may be averaged before it is resampled.

    Args:
        size: px, of the picture.
        least: px, the smallest acceptable size.
        margin: how many times `least` is to be left.

    Returns:
        The largest whole number that leaves it, 1 or more.
    """
    scales = (int(have / (margin * want)) for have, want in zip(size, least, strict=True))
    return max(1, min(scales))
