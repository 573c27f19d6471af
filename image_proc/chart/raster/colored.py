"""A drawing in whole colours: what a palette does not hold, and every WebP."""

from collections.abc import Iterable
from functools import lru_cache

from PIL import Image

from image_proc.chart.raster.mask import FULL, STEP, Mask, recode
from image_proc.chart.snap import Pixels
from image_proc.color import OPAQUE, Color

_LEVELS = range(OPAQUE + 1)


class Colored:
    """A picture of colours that are multiplied with their alpha already.

    So the colours of a clear ground do not come into edges, and to paste is to lay over.
    """

    def __init__(self, picture: Image.Image) -> None:
        """Go on with a picture.

        Args:
            picture: mode RGBA.
        """
        self._opaque = picture.getchannel("A").getextrema() == (OPAQUE, OPAQUE)
        # RGBX: were it called alpha, `paste` would treat the fourth channel in a way of its own.
        self._picture = _relabelled(picture.convert("RGBa"), "RGBX")

    def image(self) -> Image.Image:
        """The picture, mode RGBA."""
        if self._opaque:
            return _relabelled(self._picture, "RGBA")
        return _relabelled(self._picture, "RGBa").convert("RGBA")

    @property
    def is_opaque(self) -> bool:
        """Whether nothing lies below it that could be seen."""
        return self._opaque

    def fill(self, boxes: Iterable[Pixels], color: Color) -> None:
        """Paint rectangles.

        Args:
            boxes: within the picture, none of them empty.
            color: opaque.
        """
        for box in boxes:
            self._picture.paste(color, box)

    def lay(self, mask: Mask, color: Color) -> None:
        """Lay a colour over the picture.

        Args:
            mask: where, and how much of it; within the picture.
            color: may be half clear.
        """
        shares = mask.levels.copy()
        recode(shares, mask.levels, _shares(color.alpha))
        self.tint(mask._replace(levels=shares), color)

    def stamp(self, mask: Mask, color: Color) -> None:
        """Paint an opaque colour where a mask is 255, within the picture."""
        self.tint(mask, color)

    def tint(self, shares: Mask, color: Color) -> None:
        """The same in shades that no palette would hold.

        Args:
            shares: 0 to 255 instead of levels; within the picture.
            color: its alpha is counted as full.
        """
        self._picture.paste((*color.rgb, OPAQUE), shares.box, shares.levels)

    def lay_picture(self, layer: Image.Image, box: Pixels) -> None:
        """Lay a picture over this one.

        Args:
            layer: mode RGBA.
            box: px, of its size and within this picture.
        """
        colors = layer.copy()
        colors.putalpha(OPAQUE)
        self._picture.paste(_relabelled(colors, "RGBX"), box, layer.getchannel("A"))


@lru_cache(maxsize=256)
def _shares(alpha: int) -> list[int]:
    """What share of a paint is laid down at each level."""
    return [round(min(value / STEP / FULL, 1) * alpha) for value in _LEVELS]


def _relabelled(image: Image.Image, mode: str) -> Image.Image:
    return Image.frombytes(mode, image.size, image.tobytes())
