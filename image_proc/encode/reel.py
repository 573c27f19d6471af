"""Pictures that follow each other."""

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol, cast

from PIL import Image, ImageChops

from image_proc.color import OPAQUE
from image_proc.encode.transparency import flattened

Box = tuple[int, int, int, int]

_SPECK = (0, 0, 1, 1)
_LONGEST = 655_350
"""ms; what GIF can tell, and a good ten minutes for a picture that is called moving."""


class Frame(Protocol):
    """A picture and how long it is seen."""

    @property
    def image(self) -> Image.Image:
        """The whole canvas, mode RGB or RGBA."""

    @property
    def duration(self) -> int:
        """Milliseconds, 0 or more; past 655,350 it counts as that many."""


Shot = tuple[Image.Image, int]
"""A picture, mode RGB or RGBA, and its duration in ms."""


def shots(frames: Iterable[Frame]) -> Iterator[Shot]:
    """Give each picture with its duration in ms, all in the mode of the first.

    Raises:
        ValueError: there is none, or one is not of the first one's size.
    """
    mode, size = "", (0, 0)
    for frame in frames:
        image = frame.image
        mode, size = mode or image.mode, size if mode else image.size
        if image.size != size:
            message = f"a frame of {image.size} follows one of {size}"
            raise ValueError(message)
        yield _in_mode(image, mode), min(frame.duration, _LONGEST)
    if not mode:
        message = "an animation has at least one frame"
        raise ValueError(message)


def _in_mode(image: Image.Image, mode: str) -> Image.Image:
    if image.mode == mode:
        return image
    return flattened(image).convert(mode)


def counted(frames: Iterable[Frame]) -> Collection[Frame]:
    """Hold frames that can be gone through only once; others are read anew each time."""
    if hasattr(frames, "__len__"):
        return cast("Collection[Frame]", frames)
    return list(frames)


def changed_mask(one: Image.Image, other: Image.Image) -> Image.Image:
    """Find the pixels in which two pictures differ.

    Args:
        one: any mode of bytes.
        other: the same mode and size.

    Returns:
        Mode L, 255 where they differ, else 0.
    """
    difference = ImageChops.difference(one, other)
    most, *bands = difference.split()
    for band in bands:
        most = ImageChops.lighter(most, band)
    return most.point(lambda level: OPAQUE if level else 0)


def box_of(mask: Image.Image) -> Box:
    """The smallest box around what is set; one pixel where nothing is, as no format holds less."""
    return mask.getbbox() or _SPECK
