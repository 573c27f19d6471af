"""A gradient as SVG: the same colours at the same places."""

from image_proc.color import OPAQUE, Color
from image_proc.geometry import gradient_line
from image_proc.gradient.blend import blend
from image_proc.gradient.spec import GradientSpec


def draw_svg(spec: GradientSpec) -> bytes:
    """Write the SVG."""
    width, height = spec.width, spec.height
    x1, y1, x2, y2 = (f"{value:.6g}" for value in gradient_line(spec.angle, (width, height)))
    colors = blend(spec)
    stops = "".join(
        f'<stop offset="{index / (len(colors) - 1):.6g}" {_paint(color)}/>'
        for index, color in enumerate(colors)
    )
    name = f"gradient from {' to '.join(color.hex for color in spec.colors)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="{name}"><title>{name}</title>'
        f'<linearGradient id="g" gradientUnits="userSpaceOnUse" '
        f'x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}">{stops}</linearGradient>'
        f'<path fill="url(#g)" d="M0 0h{width}v{height}H0z"/></svg>\n'
    ).encode()


def _paint(color: Color) -> str:
    share = f' stop-opacity="{color.alpha / OPAQUE:.3g}"' if color.alpha < OPAQUE else ""
    return f'stop-color="{Color(*color.rgb).hex}"{share}'
