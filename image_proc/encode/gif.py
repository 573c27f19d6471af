"""Pictures as GIF."""

from PIL import Image

from image_proc.encode.drawing import encode
from image_proc.encode.encoding import Encoding
from image_proc.encode.ladder import Ladder


def gif_ladder(image: Image.Image, encoding: Encoding) -> Ladder:
    """What a picture can be as GIF.

    Args:
        image: mode L, LA, RGB or RGBA.
        encoding: format and options.
    """
    return Ladder(lambda _colors: encode(image, encoding.format), (256,))
