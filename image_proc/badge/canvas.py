"""A badge as an RGBA picture: whatever a palette does not hold, and every WebP."""

from math import floor

from PIL import Image, ImageChops

from image_proc.badge.layout import part_ends
from image_proc.badge.lettering import Lettering, letter
from image_proc.badge.logo_raster import logo_picture
from image_proc.badge.paint import TextPaint, ground_colors, social_paint, text_paint
from image_proc.badge.palette import SHADOW
from image_proc.badge.shine import ground_rows
from image_proc.badge.social import draw_bubbles
from image_proc.badge.spec import BadgeSpec
from image_proc.badge.style import Style
from image_proc.badge.trend import trend_ink
from image_proc.badge.word_codes import SHADOWED
from image_proc.color import OPAQUE
from image_proc.compositing import lay_over
from image_proc.geometry import round_corners
from image_proc.text import Ink, draw_ink

_SHADOWS = dict.fromkeys(SHADOWED, SHADOW) | {Style.SOCIAL: 1.0}
"""How dark a whole shadow is, in the styles that have one."""


def draw_canvas(spec: BadgeSpec) -> Image.Image:
    """Draw a badge.

    Returns:
        Mode RGBA, of `spec.size`.
    """
    canvas = draw_bubbles(spec) if spec.style is Style.SOCIAL else _grounds(spec)
    if spec.logo:
        _paste_logo(canvas, spec)
    paints = _text_paints(spec)
    for part, paint in zip(spec.layout.parts, paints, strict=True):
        if part.text:
            _write(canvas, letter(part, spec.style, spec.scale), spec, paint)
    if (plot := spec.layout.plot) is not None:
        _write(canvas, trend_ink(spec, plot), spec, paints[-1])
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
    for corner, place in round_corners(size, side):
        mask.paste(corner, place)
    return mask


def _paste_logo(canvas: Image.Image, spec: BadgeSpec) -> None:
    box = spec.layout.logo
    if box is not None:
        place = floor(box.x * spec.scale), floor(box.y * spec.scale)
        lay_over(canvas, logo_picture(spec), place)


def _text_paints(spec: BadgeSpec) -> list[TextPaint]:
    """The colours of each part's words; the social style's do not depend on the grounds."""
    if spec.style is Style.SOCIAL:
        social = social_paint(spec.theme)
        return [TextPaint(social.text, social.glow)] * len(spec.layout.parts)
    return [text_paint(ground) for ground in ground_colors(spec)]


def _write(canvas: Image.Image, words: Lettering, spec: BadgeSpec, paint: TextPaint) -> None:
    """Write a part's words, in most styles above a shadow or a glow of themselves."""
    if share := _SHADOWS.get(spec.style):
        faint = words.mask.point(lambda level: level * share)
        below = (0, round(spec.scale))
        draw_ink(canvas, below, Ink(faint, None, words.left, words.top), paint.shadow)
    draw_ink(canvas, (0, 0), Ink(*words), paint.fill)
