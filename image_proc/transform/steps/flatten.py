"""A colour below the clear parts of a picture."""

from PIL import Image

from image_proc.color import OPAQUE, WHITE, Color, over
from image_proc.transform.steps.bands import canvas, has_alpha, split_alpha, with_color


def flatten(image: Image.Image, background: Color) -> Image.Image:
    """Lay a picture on a colour, for formats that know no alpha.

    Args:
        image: mode L, LA, RGB or RGBA.
        background: the colour; one that is itself clear in part lies on white.

    Returns:
        Mode L or RGB, same size.
    """
    colors, alpha = split_alpha(image)
    if alpha is None:
        return image
    ground = canvas(colors, image.size, over(WHITE, background))
    ground.paste(colors if colors.mode == ground.mode else colors.convert(ground.mode), mask=alpha)
    return ground


def underlay(image: Image.Image, background: Color) -> Image.Image:
    """Lay a picture on a colour that may be clear in part, for formats that know alpha.

    Args:
        image: mode L, LA, RGB or RGBA.
        background: the colour below.

    Returns:
        Mode L or RGB on an opaque colour, else RGBA; same size. The same picture where nothing
        would be seen of the colour.
    """
    if not has_alpha(image) or background.alpha == 0:
        return image
    if background.alpha == OPAQUE:
        return flatten(image, background)
    ground = Image.new("RGBA", image.size, background)
    ground.alpha_composite(with_color(image))
    return ground
