"""What a chart is drawn on: palette indices, until they do not suffice."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from PIL import Image

from image_proc.chart.raster.colored import Colored
from image_proc.chart.raster.indexed import Indexed
from image_proc.chart.raster.mask import FULL, STEP, Mask, common, is_empty
from image_proc.chart.raster.numbers import TooManyColorsError
from image_proc.chart.raster.rows import rows
from image_proc.chart.snap import Pixels
from image_proc.color import OPAQUE, Color


class Canvas:
    """A picture of either kind; what is painted outside of it is cut off."""

    def __init__(self, size: tuple[int, int], ground: Color) -> None:
        """Begin with one colour.

        Args:
            size: px, (width, height).
            ground: may be clear.
        """
        self.drawing: Indexed | Colored = Indexed(size, ground)
        self.clip: Pixels = (0, 0, *size)

    def fill(self, boxes: Iterable[Pixels], color: Color) -> None:
        """Paint rectangles, none of them empty."""
        seen = _within(boxes, self.clip)
        if color.alpha < OPAQUE:
            for box in seen:
                size = box[2] - box[0], box[3] - box[1]
                self.lay(Mask(Image.new("L", size, FULL * STEP), box[0], box[1]), color)
            return
        try:
            self.drawing.fill(seen, color)
        except TooManyColorsError:
            self.colored().fill(seen, color)

    def lay(self, mask: Mask, color: Color) -> None:
        """Lay a colour over what is there."""
        if (seen := mask.within(self.clip)) is None:
            return
        try:
            self.drawing.lay(seen, color)
        except TooManyColorsError:
            self.colored().lay(seen, color)

    def lay_all(self, masks: Sequence[Mask], color: Color) -> None:
        """Lay one colour over it many times; as one where masks stand side by side on plain ground.

        Each of them takes as long as some thousand pixels.
        """
        for row in rows(masks):
            if len(row.masks) > 1 and self._is_plain(row.box):
                self.lay(row.joined(), color)
                continue
            for mask in row.masks:
                self.lay(mask, color)

    def stamp(self, mask: Mask, color: Color) -> None:
        """Paint an opaque colour where a mask is 255; it is 0 elsewhere."""
        if (seen := mask.within(self.clip)) is None:
            return
        try:
            self.drawing.stamp(seen, color)
        except TooManyColorsError:
            self.colored().stamp(seen, color)

    def tint(self, shares: Mask, color: Color) -> None:
        """Lay an opaque colour over it in shades that no palette holds; 255 is all of it."""
        if (seen := shares.within(self.clip)) is not None:
            self.colored().tint(seen, color)

    def lay_picture(self, layer: Image.Image, left: int, top: int) -> None:
        """Lay a picture of mode RGBA over it."""
        box = common((left, top, left + layer.width, top + layer.height), self.clip)
        if not is_empty(box):
            cut = (box[0] - left, box[1] - top, box[2] - left, box[3] - top)
            self.colored().lay_picture(layer.crop(cut), box)

    @contextmanager
    def clipped(self, box: Pixels) -> Iterator[None]:
        """Show only what lies in a box, for the time of the block."""
        before = self.clip
        self.clip = common(before, box)
        try:
            yield
        finally:
            self.clip = before

    def image(self) -> Image.Image:
        """What was drawn, mode RGBA."""
        return self.drawing.image()

    def _is_plain(self, box: Pixels) -> bool:
        """Whether a box is seen as a whole and has one colour."""
        seen = common(box, self.clip) == box
        return seen and isinstance(self.drawing, Indexed) and self.drawing.is_plain(box)

    def colored(self) -> Colored:
        """Go on in whole colours."""
        if isinstance(self.drawing, Indexed):
            self.drawing = Colored(self.drawing.image())
        return self.drawing


def _within(boxes: Iterable[Pixels], clip: Pixels) -> list[Pixels]:
    """What is seen of boxes."""
    left, top, right, bottom = clip
    seen = []
    for box in boxes:
        if left <= box[0] and top <= box[1] and box[2] <= right and box[3] <= bottom:
            seen.append(box)
        elif not is_empty(cut := common(box, clip)):
            seen.append(cut)
    return seen
