"""Pictures as GIF: 256 colours, of which one may be clear."""

from io import BytesIO

from PIL import Image

from image_proc.color import OPAQUE
from image_proc.encode.encoding import BEST, Encoding
from image_proc.encode.ladder import Ladder
from image_proc.encode.palette import MOST_COLORS, color_steps, paletted
from image_proc.encode.transparency import flattened


def gif_ladder(image: Image.Image, encoding: Encoding) -> Ladder:
    """What a picture can be as GIF, which has no place for metadata.

    Args:
        image: mode L, LA, RGB or RGBA.
        encoding: format and options.
    """

    def write(colors: int) -> bytes:
        stream = BytesIO()
        # Pillow would interlace, which takes more bytes.
        with_clear(image, colors).save(stream, "GIF", interlace=False)
        return stream.getvalue()

    return Ladder(write, gif_steps(encoding.wanted_quality))


def gif_steps(quality: int) -> tuple[int, ...]:
    """The numbers of colours, with the clear one, that a quality of 1 to 100 allows."""
    return color_steps(max(2, MOST_COLORS * quality // BEST))


def with_clear(image: Image.Image, colors: int) -> Image.Image:
    """Bring a picture down to few colours, one of them clear where it has transparency.

    What is less than half clear looks as it would on a white page, the rest is cut out.

    Args:
        image: mode L, LA, RGB or RGBA.
        colors: 2 to 256, with the clear one.

    Returns:
        A picture of mode P; its `info` names the clear index, if any, as Pillow does.
    """
    if image.mode not in {"LA", "RGBA"}:
        return paletted(image, colors)
    holes = image.getchannel("A").point(lambda share: OPAQUE if share <= OPAQUE // 2 else 0)
    picture = paletted(flattened(image), colors - 1)
    palette = picture.getpalette() or []
    clear = len(palette) // 3
    picture.putpalette([*palette, *_UNSEEN])
    picture.paste(clear, mask=holes)
    picture.info["transparency"] = clear
    return picture


_UNSEEN = (255, 255, 255)
