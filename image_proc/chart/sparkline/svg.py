"""A sparkline as SVG."""

from image_proc.chart.path import area_path, line_path, number
from image_proc.chart.sparkline.spec import SparklineSpec
from image_proc.color import OPAQUE, Color


def draw_svg(spec: SparklineSpec) -> bytes:
    """Write a sparkline.

    Returns:
        A whole document in UTF-8; equal specs give equal bytes.
    """
    name = spec.name
    area = ""
    if spec.area:
        area = f'<path {_paint("fill", spec.area)} d="{area_path(spec.trace, spec.height)}"/>'
    dot = ""
    if spec.dot:
        x, y = (number(place) for place in spec.trace.last)
        radius = number(spec.pen.dot / 2)
        dot = f'<circle cx="{x}" cy="{y}" r="{radius}" {_paint("fill", spec.line)}/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(spec.width * spec.scale)}" '
        f'height="{number(spec.height * spec.scale)}" viewBox="0 0 {spec.width} {spec.height}" '
        f'role="img" aria-label="{name}"><title>{name}</title>{area}'
        f'<path fill="none" {_paint("stroke", spec.line)} stroke-width="{number(spec.line_width)}" '
        f'stroke-linecap="round" stroke-linejoin="round" d="{line_path(spec.trace)}"/>{dot}</svg>'
    ).encode()


def _paint(what: str, color: Color) -> str:
    share = f' {what}-opacity="{number(color.alpha / OPAQUE)}"' if color.alpha < OPAQUE else ""
    return f'{what}="{Color(*color.rgb).hex}"{share}'
