"""What `load` would make of a picture, made of pixels that are decoded wholly anyway."""

from collections.abc import Callable, Sequence

from PIL import Image, ImageFile

from image_proc.decode.header import Header, SourceFormat
from image_proc.decode.load import Decoded, as_seen, stored_least
from image_proc.decode.png_chunks import PngHead, profile_of
from image_proc.decode.png_colors import Colors
from image_proc.decode.strips import BOX_MARGIN, Reduced, whole_scale
from image_proc.decode.whole import reduce_loaded


class Glance:
    """A PNG that is not interlaced, of rows as they are unfiltered.

    Args:
        head: of the picture.
        header: by `probe`.
        least: as `load` gets it.
    """

    def __init__(self, head: PngHead, header: Header, least: tuple[int, int]) -> None:
        self.scale = whole_scale(head.size, stored_least(header, least), BOX_MARGIN)
        """Rows come in multiples of it."""
        self._head, self._header = head, header
        self._colors = Colors(head)
        self._reduced = Reduced(head.size, self.scale)

    def add(self, planes: Sequence[Image.Image]) -> None:
        """Add rows from the top: their bytes, of 16-bit samples the high ones and the low ones."""
        self._reduced.add(self._colors.of_planes(planes))

    def decoded(self) -> Decoded:
        """Give the picture, once all rows were added."""
        return as_seen(self._reduced.image, self.scale, profile_of(self._head), self._header)


def small_of(
    picture: ImageFile.ImageFile, header: Header, least: tuple[int, int] | None
) -> Callable[[], Decoded] | None:
    """Prepare for the pixels that Pillow is about to decode.

    Args:
        picture: as it was opened.
        header: by `probe`.
        least: as `load` gets it; None where nothing is wanted.

    Returns:
        What gives the picture once it is loaded; None for a JPEG, too: decoding it again at a part
        of its size takes a fifth of the time.
    """
    if least is None or header.format is SourceFormat.JPEG:
        return None
    profile, stored = picture.info.get("icc_profile") or b"", stored_least(header, least)
    return lambda: as_seen(*reduce_loaded(picture, header, stored), profile, header)
