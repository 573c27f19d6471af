"""What tests of steps share: small pictures of each mode, and their pixels."""

from io import BytesIO
from typing import cast

from PIL import Image

MODES = ("L", "LA", "RGB", "RGBA")
CLEAR_MODES = ("LA", "RGBA")

Pixel = tuple[int, ...]

# One grey and one colour for each pixel that tests speak of.
_RED = (200, 40, 10)
_GREY = 90


def paint(mode: str, alpha: int = 255, *, light: bool = False) -> Pixel:
    """A pixel of a mode: a grey of 90 or a dark red; or the same turned light."""
    colors = (_GREY,) if mode.startswith("L") else _RED
    shown = tuple(255 - level for level in colors) if light else colors
    return (*shown, alpha) if mode in CLEAR_MODES else shown


def plain(mode: str, size: tuple[int, int], pixel: Pixel | None = None) -> Image.Image:
    return Image.new(mode, size, pixel or paint(mode))


def rows(image: Image.Image) -> list[list[Pixel]]:
    """All pixels of a picture, row by row."""
    return [[at(image, (x, y)) for x in range(image.width)] for y in range(image.height)]


def at(image: Image.Image, place: tuple[int, int]) -> Pixel:
    pixel = image.getpixel(place)
    return pixel if isinstance(pixel, tuple) else (cast("int", pixel),)


def same(one: Image.Image, other: Image.Image) -> bool:
    return (one.mode, one.size, one.tobytes()) == (other.mode, other.size, other.tobytes())


def png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def scene(size: tuple[int, int] = (160, 120), mode: str = "RGB") -> Image.Image:
    """A picture of soft and sharp, light and dark, colourful and grey."""
    across, around = (
        Image.linear_gradient("L").resize(size),
        Image.radial_gradient("L").resize(size),
    )
    picture = Image.merge("RGB", (across.transpose(Image.Transpose.ROTATE_180), around, across))
    width, height = size
    picture.paste((250, 250, 245), (width // 8, height // 6, width // 2, height // 2))
    picture.paste((20, 24, 30), (width // 2, height // 2, width * 7 // 8, height * 5 // 6))
    picture.paste((230, 60, 40), (width // 4, height * 2 // 3, width * 3 // 8, height * 7 // 8))
    if mode in CLEAR_MODES:
        picture.putalpha(around.point(lambda level: 255 - level))
    return picture.convert(mode)
