"""Pictures as GIF: 256 colours, of which one may be clear."""

from io import BytesIO

from PIL import Image

from image_proc.color import OPAQUE, WHITE
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
    picture, clear = cut_out(flattened(image), holes_of(image), colors)
    picture.info["transparency"] = clear
    return picture


def holes_of(image: Image.Image) -> Image.Image:
    """Find what is clear where nothing can be half clear: mode L, 255 there, else 0."""
    if image.mode not in {"LA", "RGBA"}:
        return Image.new("L", image.size, 0)
    return image.getchannel("A").point(lambda share: OPAQUE if share <= OPAQUE // 2 else 0)


def cut_out(image: Image.Image, holes: Image.Image, colors: int) -> tuple[Image.Image, int]:
    """Bring a picture down to few colours, and cut holes into it.

    Args:
        image: mode L or RGB.
        holes: mode L, 255 where it shall be clear, else 0.
        colors: 2 to 256, with the clear one.

    Returns:
        A picture of mode P, and its clear index, the last of its palette.
    """
    picture = paletted(image, colors - 1)
    palette = picture.getpalette() or []
    clear = len(palette) // 3
    picture.putpalette([*palette, *WHITE.rgb])
    picture.paste(clear, mask=holes)
    return picture, clear
