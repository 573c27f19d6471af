"""The columns of a picture that are kept, brought to their width while they are decoded."""

from dataclasses import dataclass

from PIL import Image


@dataclass(frozen=True, slots=True)
class Columns:
    """What the first of the two passes of a resampling does, the horizontal one.

    A picture that comes strip by strip can take it at once: it is then never held as wide as it
    is stored. The rows are the second pass's affair.

    Args:
        left: px of the upright original, where the columns begin; parts of pixels count.
        right: px, where they end.
        count: px, how wide they become.
    """

    left: float
    right: float
    count: int

    def of(self, strip: Image.Image, scale: int) -> Image.Image:
        """Resample the columns of a strip, each row for itself.

        Args:
            strip: rows of the picture, averaged by `scale` each way.
            scale: px.
        """
        box = (self.left / scale, 0, min(self.right / scale, strip.width), strip.height)
        size = (self.count, strip.height)
        return strip.resize(size, Image.Resampling.LANCZOS, box=box)
