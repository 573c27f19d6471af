"""A card as an RGBA picture."""

from PIL import Image

from image_proc.card.base import ground
from image_proc.card.design import ColorBox
from image_proc.card.layout import lay_out
from image_proc.card.spec import CardSpec
from image_proc.card.template import PLACEHOLDERS
from image_proc.color import OPAQUE, Color
from image_proc.geometry import round_corners
from image_proc.text import Ink, draw_ink, line_ink


def draw_canvas(spec: CardSpec) -> Image.Image:
    """Draw a card: its picture, the boxes, the texts.

    Returns:
        Mode RGBA, of `spec.size`.
    """
    design, scale = spec.design, spec.detail
    canvas = ground(design.bases, scale, spec.size).copy()
    for box in design.boxes:
        _draw_box(canvas, box, spec.color if box.fill is None else box.fill, scale)
    values: dict[str, str] = {name: getattr(spec, name) for name in PLACEHOLDERS}
    for at in lay_out(design, values, scale):
        fill = spec.color if at.fill is None else at.fill
        draw_ink(canvas, (at.x, at.y), line_ink(at.line), fill)
    return canvas


def _draw_box(canvas: Image.Image, box: ColorBox, fill: Color, scale: float) -> None:
    """Paint a rectangle whose edges lie on whole pixels, so that they are sharp."""
    left, top = round(box.x * scale), round(box.y * scale)
    right, bottom = round((box.x + box.width) * scale), round((box.y + box.height) * scale)
    size = max(1, right - left), max(1, bottom - top)
    mask = Image.new("L", size, OPAQUE)
    if radius := min(box.radius * scale, min(size) / 2):
        for corner, place in round_corners(size, radius):
            mask.paste(corner, place)
    draw_ink(canvas, (left, top), Ink(mask, None, 0, 0), fill)
