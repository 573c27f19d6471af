"""A mark laid over a picture: a text, or a picture of its own."""

from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import Image, ImageChops

from image_proc.color import OPAQUE
from image_proc.compositing import lay_over
from image_proc.text import Align
from image_proc.transform.gravity import Gravity, place, share
from image_proc.transform.steps.bands import ALPHA, premultiplied, with_color
from image_proc.transform.steps.lettering import Layer, letter
from image_proc.transform.steps.marks import Mark

Size = tuple[int, int]

_MARGIN = 0.03
"""Of the picture's shorter side."""

_LETTERS = 0.25
"""Of the scale: letters are as high as 5% of the shorter side at a scale of 0.2."""

_LEAST_LETTERS = 11
"""px; smaller ones are not read, and are drawn only where there is no room."""

# Layers of the last small pictures: an animation needs one for all its frames. 16 MB at most.
_KEPT_AREA = 1_000_000

_ALIGNS = {0.0: Align.LEFT, 0.5: Align.CENTER, 1.0: Align.RIGHT}


@dataclass(frozen=True, slots=True)
class Look:
    """How a mark is laid over a picture.

    Args:
        position: the side or corner that it stands at.
        opacity: 0.05 to 1.
        scale: 0.02 to 1, a mark's width as a share of the picture's. The letters of a text are a
            quarter as high as this share of the shorter side.
    """

    position: Gravity
    opacity: float
    scale: float


def lay_mark(image: Image.Image, mark: str | Mark, look: Look) -> Image.Image:
    """Lay a mark over a picture, never larger than that.

    Args:
        image: mode L, LA, RGB or RGBA.
        mark: a text, or a picture.
        look: where, how strong and how large.

    Returns:
        Same size; the same mode, or RGB or RGBA where the mark brings colours.
    """
    small = image.width * image.height <= _KEPT_AREA
    layer = (_kept_layer if small else _layer)(mark, look, image.size)
    margin = _margin(image.size)
    x, y = place(_room(image.size), layer.size, look.position)
    return _compose(image, layer.image, (margin + x - layer.inset, margin + y - layer.inset))


def _margin(size: Size) -> int:
    return round(_MARGIN * min(size))


def _room(size: Size) -> Size:
    margin = _margin(size)
    return size[0] - 2 * margin, size[1] - 2 * margin


def _layer(mark: str | Mark, look: Look, size: Size) -> Layer:
    layer = _lettered(mark, look, size) if isinstance(mark, str) else _fitted(mark, look, size)
    fainter = [round(level * look.opacity) for level in range(OPAQUE + 1)]
    image = layer.image.copy()
    image.putalpha(image.getchannel(ALPHA).point(fainter))
    return replace(layer, image=image)


@lru_cache(maxsize=4)
def _kept_layer(mark: str | Mark, look: Look, size: Size) -> Layer:
    return _layer(mark, look, size)


def _lettered(text: str, look: Look, size: Size) -> Layer:
    letters = max(_LEAST_LETTERS, look.scale * _LETTERS * min(size))
    width, height = _room(size)
    # Long texts are to leave half of the picture.
    return letter(text, (width, max(1, height // 2)), letters, _ALIGNS[share(look.position)[0]])


def _fitted(mark: Mark, look: Look, size: Size) -> Layer:
    width, height = mark.size
    room = _room(size)
    factor = min(look.scale * size[0] / width, room[0] / width, room[1] / height)
    fitted = (max(1, round(width * factor)), max(1, round(height * factor)))
    return Layer(mark.decode().resize(fitted, Image.Resampling.LANCZOS, reducing_gap=3.0))


def _compose(image: Image.Image, layer: Image.Image, corner: tuple[int, int]) -> Image.Image:
    """Lay a layer over a copy of a picture, without colours where neither has any."""
    composed = image.copy() if image.mode.startswith("RGB") else with_color(image)
    if composed.mode == "RGB":
        composed.paste(layer.convert("RGB"), corner, layer.getchannel(ALPHA))
    else:
        lay_over(composed, layer, corner)
    grey = composed.mode != image.mode and not _colored(layer)
    return composed.convert(image.mode) if grey else composed


def _colored(layer: Image.Image) -> bool:
    red, green, blue, _ = premultiplied(layer).split()
    return any(ImageChops.difference(red, other).getbbox() is not None for other in (green, blue))
