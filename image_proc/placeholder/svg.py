"""Placeholders as SVG: the same layout, drawn by the reader's own fonts."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from image_proc.color import OPAQUE, Color
from image_proc.fonts import STACKS
from image_proc.geometry import gradient_line
from image_proc.placeholder.fields import size_text
from image_proc.placeholder.gradient import stops
from image_proc.placeholder.layout import PlacedLine
from image_proc.placeholder.paint import Gradient
from image_proc.placeholder.spec import PlaceholderSpec
from image_proc.text import reads_leftwards

_QUOTES = {'"': "&quot;"}


def draw_svg(spec: PlaceholderSpec, lines: Sequence[PlacedLine]) -> str:
    """Write the SVG.

    Args:
        spec: what to draw.
        lines: its text laid out for the ratio 1.

    Returns:
        A document of exactly the nominal width and height; equal specs give equal text.
    """
    title = escape(" ".join(spec.text.split()) or size_text(spec.width, spec.height), _QUOTES)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{spec.width}" height="{spec.height}" '
        f'viewBox="0 0 {spec.width} {spec.height}" role="img" aria-label="{title}">'
        f"<title>{title}</title>{_ground(spec)}{_border(spec)}{_text(spec, lines)}</svg>\n"
    )


def _ground(spec: PlaceholderSpec) -> str:
    """The box; under a border it ends in the middle of the line, so that its edge is not seen."""
    hidden = spec.border and spec.border_color.alpha == OPAQUE
    line = spec.border.width if spec.border and hidden else 0
    inset = line / 2
    corner = max(0.0, _radius(spec) - inset)
    place = f'x="{_number(inset)}" y="{_number(inset)}" ' if inset else ""
    round_ = f'rx="{_number(corner)}" ' if corner else ""
    paint = 'fill="url(#g)"' if spec.gradient else _paint(spec.background)
    size = f'width="{spec.width - line}" height="{spec.height - line}" '
    definition = _definition(spec.gradient, (spec.width, spec.height)) if spec.gradient else ""
    return f"{definition}<rect {place}{size}{round_}{paint}/>"


def _definition(gradient: Gradient, size: tuple[int, int]) -> str:
    x1, y1, x2, y2 = (_number(value) for value in gradient_line(gradient.angle, size))
    marks = "".join(
        f'<stop offset="{_number(share)}" {_paint(color, "stop-color", "stop-opacity")}/>'
        for share, color in stops(gradient)
    )
    return (
        f'<linearGradient id="g" gradientUnits="userSpaceOnUse" '
        f'x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}">{marks}</linearGradient>'
    )


def _border(spec: PlaceholderSpec) -> str:
    if not spec.border or not spec.border.width:
        return ""
    line, radius = spec.border.width, _radius(spec)
    outer = _outline(0, (spec.width, spec.height), radius)
    inner = _outline(line, (spec.width - 2 * line, spec.height - 2 * line), max(0, radius - line))
    return f'<path fill-rule="evenodd" {_paint(spec.border_color)} d="{outer}{inner}"/>'


def _outline(inset: int, size: tuple[int, int], radius: float) -> str:
    """A rectangle's path with round corners, clockwise from the left end of its upper side."""
    width, height = size
    if width <= 0 or height <= 0:
        return ""
    r, across, down = _number(radius), _number(width - 2 * radius), _number(height - 2 * radius)
    arcs = [f"a{r} {r} 0 0 1 {x}{r} {y}{r}" if radius else "" for x, y in _QUARTERS]
    sides = [f"h{across}", f"v{down}", f"h-{across}", f"v-{down}"]
    start = f"M{_number(inset + radius)} {_number(inset)}"
    return start + "".join(side + arc for side, arc in zip(sides, arcs, strict=True)) + "z"


_QUARTERS = (("", ""), ("-", ""), ("-", "-"), ("", "-"))


def _text(spec: PlaceholderSpec, lines: Sequence[PlacedLine]) -> str:
    if not lines:
        return ""
    weight = ' font-weight="700"' if spec.bold else ""
    size = _number(lines[0].line.style.size)
    texts = "".join(_line(placed) for placed in lines)
    return (
        f'<g {_paint(spec.foreground)} font-family="{STACKS[spec.font]}" '
        f'font-size="{size}"{weight} text-anchor="middle">{texts}</g>'
    )


def _line(placed: PlacedLine) -> str:
    """One line, held at its middle: the same place whichever way it reads."""
    line = placed.line
    direction = ' direction="rtl"' if reads_leftwards(line.text) else ""
    return (
        f'<text x="{_number(placed.x + line.advance / 2)}" y="{_number(placed.y)}" '
        f'textLength="{_number(line.advance)}" lengthAdjust="spacingAndGlyphs"{direction}>'
        f"{escape(line.text)}</text>"
    )


def _radius(spec: PlaceholderSpec) -> float:
    return min(spec.radius, min(spec.width, spec.height) / 2)


def _paint(color: Color, name: str = "fill", opacity: str = "fill-opacity") -> str:
    share = f' {opacity}="{_number(color.alpha / OPAQUE)}"' if color.alpha < OPAQUE else ""
    return f'{name}="{Color(*color.rgb).hex}"{share}'


def _number(value: float) -> str:
    """At most three decimals, none that say nothing."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"
