"""Bringing a picture to its size: Lanczos, in two halves at once where that is worth it."""

from concurrent.futures import ThreadPoolExecutor

from PIL import Image

from image_proc.transform.company import COMPANY
from image_proc.transform.plan import Box, Size

_GAP = 3.0
# px of the picture: a thread costs a fifth of a ms, which resampling 10,000 px takes.
_LARGE = 500_000
# px of the result, of which there is a second copy for a moment.
_MOST = 2_000_000
# Of others Pillow multiplies all colours by their opacity first, which each half would.
_OPAQUE = frozenset({"L", "RGB", "CMYK"})


def lanczos(image: Image.Image, size: Size, box: Box) -> Image.Image:
    """Bring a part of a picture to a size.

    A photo takes a quarter to a third of its whole time here, and Pillow works on one core: with
    two threads a picture of 13 MP that nobody else competes with is made in 9/10 of the time. Where
    another picture is under way a second thread would only take a core from it, and both would wait
    for each other. It is done in halves all the same, and with one core as well: Pillow's choice
    which pass comes first depends on the size, and the same request is to give the same bytes
    everywhere.

    Args:
        image: mode L, LA, RGB, RGBA or CMYK.
        size: px, of the result.
        box: px of the image: left, top, right, bottom; parts of pixels count.

    Returns:
        The same mode.

    Source: Lanczos with a = 3, as sharp, libvips and thumbor use; `reducing_gap` averages whole
    pixels first where there are far too many.
    """
    width, height = size
    left, top, right, bottom = box
    # Where pixels are averaged first, it is quick, and halves would have other squares.
    averaged = max((right - left) / width, (bottom - top) / height) >= 2 * _GAP
    if averaged or not _is_worth_halves(image, size):
        return _resized(image, size, box)
    return _in_halves(image, size, box)


def _in_halves(image: Image.Image, size: Size, box: Box) -> Image.Image:
    width, height = size
    left, top, right, bottom = box
    half = height // 2
    middle = top + (bottom - top) * half / height
    upper = (width, half), (left, top, right, middle)
    lower = (width, height - half), (left, middle, right, bottom)
    made = Image.new(image.mode, size)
    if not COMPANY.alone:
        made.paste(_resized(image, *lower), (0, half))
        made.paste(_resized(image, *upper), (0, 0))
        return made
    with ThreadPoolExecutor(1) as other:
        result = other.submit(_resized, image, *upper)
        made.paste(_resized(image, *lower), (0, half))
        made.paste(result.result(), (0, 0))
    return made


def _is_worth_halves(image: Image.Image, size: Size) -> bool:
    return (
        image.mode in _OPAQUE
        and image.width * image.height >= _LARGE
        and size[0] * size[1] <= _MOST
        and size[1] > 1
    )


def _resized(image: Image.Image, size: Size, box: Box) -> Image.Image:
    return image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=_GAP)
