"""A sparkline as SVG."""

from image_proc.chart.path import area_path, curve_path, curved_area_path, line_path, number
from image_proc.chart.sparkline.blocks import blocks
from image_proc.chart.sparkline.fields import SparklineType
from image_proc.chart.sparkline.lines import Dot, dots
from image_proc.chart.sparkline.spec import SparklineSpec
from image_proc.chart.vector.outline import box_path
from image_proc.color import OPAQUE, Color


def draw_svg(spec: SparklineSpec) -> bytes:
    """Write a sparkline.

    Returns:
        A whole document in UTF-8; equal specs give equal bytes.
    """
    name = spec.name
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(spec.width * spec.scale)}" '
        f'height="{number(spec.height * spec.scale)}" viewBox="0 0 {spec.width} {spec.height}" '
        f'role="img" aria-label="{name}"><title>{name}</title>'
        f"{_lines(spec) if spec.is_line else _blocks(spec)}</svg>"
    ).encode()


def _lines(spec: SparklineSpec) -> str:
    smooth = spec.type is SparklineType.SMOOTH
    area = ""
    if spec.below:
        outline = (curved_area_path if smooth else area_path)(spec.trace, spec.height)
        area = f'<path {_paint("fill", spec.below)} d="{outline}"/>'
    outline = (curve_path if smooth else line_path)(spec.trace)
    circles = "".join(_circle(dot, spec.pen.dot / 2) for dot in dots(spec))
    return (
        f'{area}<path fill="none" {_paint("stroke", spec.line)} '
        f'stroke-width="{number(spec.line_width)}" '
        f'stroke-linecap="round" stroke-linejoin="round" d="{outline}"/>{circles}'
    )


def _circle(dot: Dot, radius: float) -> str:
    x, y = (number(place) for place in dot.center)
    return f'<circle cx="{x}" cy="{y}" r="{number(radius)}" {_paint("fill", dot.color)}/>'


def _blocks(spec: SparklineSpec) -> str:
    """One path for each colour; its edges are on whole pixels."""
    paths: dict[Color, list[str]] = {}
    for pixels, color in blocks(spec):
        paths.setdefault(color, []).append(box_path(pixels, spec.scale))
    return "".join(
        f'<path {_paint("fill", color)} shape-rendering="crispEdges" d="{"".join(outlines)}"/>'
        for color, outlines in paths.items()
    )


def _paint(what: str, color: Color) -> str:
    share = f' {what}-opacity="{number(color.alpha / OPAQUE)}"' if color.alpha < OPAQUE else ""
    return f'{what}="{Color(*color.rgb).hex}"{share}'
