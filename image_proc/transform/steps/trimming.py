"""Where a picture's even border ends."""

from collections.abc import Iterable

from PIL import Image

from image_proc.transform.steps.bands import premultiplied

Box = tuple[int, int, int, int]


def trim_box(image: Image.Image, tolerance: int, later: Iterable[Image.Image] = ()) -> Box:
    """Find what differs from the border.

    The border's colour is the corner's that most corners agree with, the upper left one's where
    no two do. A clear border ends where something can be seen, whatever colours clear pixels hide.
    Frames of an animation have the border that all of them have, and an even one shows nothing.

    Args:
        image: mode L, LA, RGB or RGBA.
        tolerance: 0 to 255, how far any channel may be off and still belong to the border.
        later: the other frames, of the same size; each is done with before the next one is made.

    Returns:
        px, (left, top, right, bottom); all of a picture that is even throughout.
    """
    boxes = _differing_bands(image, tolerance)
    for frame in later:
        boxes += _differing_bands(frame, tolerance)
    if not boxes:
        return (0, 0, *image.size)
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _differing_bands(image: Image.Image, tolerance: int) -> list[Box]:
    """What of each band differs from the border, of those that do."""
    visible = premultiplied(image)
    levels = _border(visible, tolerance)
    found = (
        _differing(band, level, tolerance)
        for band, level in zip(visible.split(), levels, strict=True)
    )
    return [box for box in found if box is not None]


def _border(image: Image.Image, tolerance: int) -> tuple[int, ...]:
    """The colour that most corners agree with."""
    right, bottom = image.width - 1, image.height - 1
    corners = [_pixel(image, place) for place in ((0, 0), (right, 0), (0, bottom), (right, bottom))]

    def agreeing(color: tuple[int, ...]) -> int:
        return sum(
            all(abs(one - other) <= tolerance for one, other in zip(color, corner, strict=True))
            for corner in corners
        )

    return max(corners, key=agreeing)


def _pixel(image: Image.Image, place: tuple[int, int]) -> tuple[int, ...]:
    return tuple(image.crop((*place, place[0] + 1, place[1] + 1)).tobytes())


def _differing(band: Image.Image, level: int, tolerance: int) -> Box | None:
    off = [0 if abs(value - level) <= tolerance else 255 for value in range(256)]
    return band.point(off).getbbox()
