"""A badge as an RGBA picture: whatever a palette does not hold, and every WebP."""

from math import floor

from PIL import Image, ImageChops

from image_proc.badge.layout import part_ends
from image_proc.badge.lettering import Lettering, letter
from image_proc.badge.logo_raster import logo_picture
from image_proc.badge.paint import ground_colors, social_paint, text_paint
from image_proc.badge.palette import SHADOW
from image_proc.badge.shine import ground_rows
from image_proc.badge.social import draw_bubbles
from image_proc.badge.spec import BadgeSpec
from image_proc.badge.style import Style
from image_proc.badge.word_codes import SHADOWED
from image_proc.color import OPAQUE, Color
from image_proc.compositing import lay_over
from image_proc.geometry import round_corner


def draw_canvas(spec: BadgeSpec) -> Image.Image:
    """Draw a badge.

    Returns:
        Mode RGBA, of `spec.size`.
    """
    canvas = draw_bubbles(spec) if spec.style is Style.SOCIAL else _grounds(spec)
    if spec.logo:
        _paste_logo(canvas, spec)
    grounds = ground_colors(spec)
    for index, part in enumerate(spec.layout.parts):
        if part.text:
            words = letter(part, spec.style, spec.scale)
            if spec.style is Style.SOCIAL:
                _write_social(canvas, words, spec)
            else:
                _write(canvas, words, spec, grounds[index])
    return canvas


def _grounds(spec: BadgeSpec) -> Image.Image:
    width, height = spec.size
    canvas = Image.new("RGBA", (width, height))
    left = 0
    ends = part_ends(spec.layout.parts, spec.scale, width)
    for end, color in zip(ends, ground_colors(spec), strict=True):
        rows = ground_rows(spec.style, height, color)
        column = Image.frombytes("RGBA", (1, height), b"".join(bytes(row) for row in rows))
        canvas.paste(column.resize((end - left, height)), (left, 0))
        left = end
    if side := spec.style.radius(spec.scale):
        mask = _rounded((width, height), side)
        canvas.putalpha(ImageChops.multiply(canvas.getchannel("A"), mask))
    return canvas


def _rounded(size: tuple[int, int], side: int) -> Image.Image:
    """Coverage of a rectangle with round corners."""
    mask = Image.new("L", size, OPAQUE)
    arc = round_corner(side)
    for x in (0, size[0] - side):
        mask.paste(arc, (x, 0))
        mask.paste(arc.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (x, size[1] - side))
        arc = arc.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return mask


def _paste_logo(canvas: Image.Image, spec: BadgeSpec) -> None:
    box = spec.layout.logo
    if box is not None:
        place = floor(box.x * spec.scale), floor(box.y * spec.scale)
        lay_over(canvas, logo_picture(spec), place)


def _write(canvas: Image.Image, words: Lettering, spec: BadgeSpec, ground: Color) -> None:
    paint = text_paint(ground)
    if spec.style in SHADOWED:
        faint = words.mask.point(lambda share: share * SHADOW)
        _stain(canvas, faint, paint.shadow, (words.left, words.top + round(spec.scale)))
    _stain(canvas, words.mask, paint.fill, (words.left, words.top))
    if words.layer is not None:
        lay_over(canvas, words.layer, (words.left, words.top))


def _write_social(canvas: Image.Image, words: Lettering, spec: BadgeSpec) -> None:
    paint = social_paint(spec.theme)
    _stain(canvas, words.mask, paint.glow, (words.left, words.top + round(spec.scale)))
    _stain(canvas, words.mask, paint.text, (words.left, words.top))
    if words.layer is not None:
        lay_over(canvas, words.layer, (words.left, words.top))


def _stain(canvas: Image.Image, mask: Image.Image, color: Color, place: tuple[int, int]) -> None:
    """Paint one colour through a mask."""
    ink = Image.new("RGBA", mask.size, color.rgb)
    ink.putalpha(mask)
    lay_over(canvas, ink, place)
