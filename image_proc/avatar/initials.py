"""Initials: one or two letters on a colour."""

from random import Random
from xml.sax.saxutils import escape

from PIL import Image

from image_proc.avatar.palette import STRONG
from image_proc.color import WHITE, Color
from image_proc.text import Line, TextStyle, draw_ink, lay_line, line_ink

_SIZE, _WIDEST = 0.42, 0.66
"""Of the letters and of the line, in shares of the side."""

_SMALLEST = 1.0
"""px; no font is drawn smaller."""

_CAPITAL = 0.711
"""Height of Roboto's capitals in ems: so they stand in the middle, whatever hangs from them."""

_FAMILIES = "Roboto,'Helvetica Neue',Arial,'Noto Sans',sans-serif"


def ground_of(seed: str) -> Color:
    """Choose the colour for a digest; white letters can be read on it."""
    return Random(seed).choice(STRONG)  # noqa: S311 - nothing secret hangs on it


def draw_initials(seed: str, letters: str, side: int) -> Image.Image:
    """Draw the letters.

    Returns:
        Mode RGB, both sides are `side` px.
    """
    image = Image.new("RGB", (side, side), ground_of(seed).rgb)
    line = _fitting(letters, side)
    x, y = _place(line, side)
    draw_ink(image, (round(x), round(y)), line_ink(line), WHITE)
    return image


def initials_svg(seed: str, letters: str, side: int) -> str:
    """Write the ground and the letters, drawn by the reader's own fonts."""
    line = _fitting(letters, side)
    _, y = _place(line, side)
    return (
        f'<path fill="{ground_of(seed).hex}" d="M0 0h{side}v{side}H0z"/>'
        f'<text fill="{WHITE.hex}" font-family="{_FAMILIES}" font-weight="700" '
        f'font-size="{line.style.size:.6g}" text-anchor="middle" x="{side / 2:g}" y="{y:.6g}" '
        f'textLength="{line.advance:.6g}" lengthAdjust="spacingAndGlyphs">{escape(letters)}</text>'
    )


def _fitting(letters: str, side: int) -> Line:
    line = lay_line(letters, TextStyle(max(_SMALLEST, _SIZE * side), bold=True))
    if line.advance <= _WIDEST * side:
        return line
    size = line.style.size * _WIDEST * side / line.advance
    return lay_line(letters, TextStyle(max(_SMALLEST, size), bold=True))


def _place(line: Line, side: int) -> tuple[float, float]:
    """The line's origin: its middle in the picture's, by its capitals or by all its ink."""
    capitals = line.text.isupper() or line.text.isdecimal()
    _, top, _, bottom = line.ink
    rise = _CAPITAL * line.style.size / 2 if capitals else -(top + bottom) / 2
    return (side - line.advance) / 2, side / 2 + rise
