"""The social style's bordered bubbles as a bitmap."""

from math import ceil

from PIL import Image, ImageDraw

from image_proc.badge.layout import Part
from image_proc.badge.paint import social_paint
from image_proc.badge.shine import ground_rows
from image_proc.badge.spec import BadgeSpec
from image_proc.badge.style import Style

_FINENESS = 4
_RADIUS = 2
_LINE = 1
_NOTCH = 3


def draw_bubbles(spec: BadgeSpec) -> Image.Image:
    """Draw the grounds four times as large, and average them.

    Returns:
        Mode RGBA, of the badge's size.
    """
    width, height = spec.size
    unit = spec.scale * _FINENESS
    large = Image.new("RGBA", (width * _FINENESS, height * _FINENESS))
    label, *messages = spec.layout.parts
    paint = social_paint(spec.theme)
    for message in messages:
        _draw_message(large, message, unit, spec)
    _draw_box(large, (0, label.width + 1), unit, paint.border.hex)
    inner = Image.new("L", large.size)
    _draw_box(inner, (_LINE, label.width), unit, 255, inset=_LINE)
    rows = ground_rows(Style.SOCIAL, large.height, paint.label)
    column = Image.frombytes("RGBA", (1, large.height), b"".join(bytes(row) for row in rows))
    large.paste(column.resize(large.size), mask=inner)
    return large.reduce(_FINENESS)


def _draw_box(
    image: Image.Image, span: tuple[float, float], unit: float, fill: str | int, inset: float = 0
) -> None:
    """Fill a rounded box over a span in px, `inset` px from the upper and lower edge."""
    ImageDraw.Draw(image).rounded_rectangle(
        (
            span[0] * unit,
            inset * unit,
            ceil(span[1] * unit) - 1,
            ceil((Style.SOCIAL.height - inset) * unit) - 1,
        ),
        (_RADIUS + 0.5 - inset) * unit,
        fill,
    )


def _draw_message(large: Image.Image, part: Part, unit: float, spec: BadgeSpec) -> None:
    """Draw a message's bubble with its notch: the border's shape, then the ground's within it."""
    paint = social_paint(spec.theme)
    middle = Style.SOCIAL.height / 2
    draw = ImageDraw.Draw(large)
    left, right = part.x, part.x + part.width + _LINE
    for inset, color in ((0.0, paint.border), (float(_LINE), paint.message)):
        _draw_box(large, (left + inset, right - inset), unit, color.hex, inset)
        # A slanted line is as thick as a straight one where its inner edge keeps √2 of it.
        tip = left - _NOTCH + inset * 2**0.5
        reach = left + inset + _LINE - tip
        draw.polygon(
            [
                (tip * unit, (middle - 0.5 + inset / 4) * unit),
                (tip * unit, (middle + 0.5 - inset / 4) * unit),
                ((tip + reach) * unit, (middle + 0.5 + reach - inset / 4) * unit),
                ((tip + reach) * unit, (middle - 0.5 - reach + inset / 4) * unit),
            ],
            fill=color.hex,
        )
