"""A sparkline's line as palette indices: each is one share of the line over one of the area."""

from functools import lru_cache

from PIL import Image, ImageChops

from image_proc.chart.cover import Stroke, cover
from image_proc.chart.shapes import area_shapes, line_shapes
from image_proc.chart.sparkline.indexed import FULL, STEPS, TO_SHARE, Disc, Indexed, lay
from image_proc.chart.sparkline.lines import Dot, dots, drawn
from image_proc.chart.sparkline.spec import SparklineSpec
from image_proc.chart.trace import Point
from image_proc.color import TRANSPARENT, Color, over

_TO_LINE = bytes(share * STEPS for share in TO_SHARE)


def draw_lines(spec: SparklineSpec) -> Indexed:
    """Draw a line, what lies below it, and its dots."""
    marks = dots(spec)
    joined = [dot for dot in marks if dot.color == spec.line]
    indices = _indices(spec, joined)
    used = bytes(sorted(set(indices)))
    lookup = bytes.maketrans(used, bytes(range(len(used))))
    palette = tuple(_color(index, spec.line, spec.below) for index in used)
    picture = Indexed(Image.frombytes("L", spec.size, indices.translate(lookup)), palette)
    for dot in marks:
        if dot not in joined:
            picture = lay(picture, Disc(_scaled(dot, spec), spec.pen.dot * spec.scale, dot.color))
    return picture


def _indices(spec: SparklineSpec, joined: list[Dot]) -> bytes:
    """The share of the line in each pixel, times 16, and that of the area."""
    trace, scale = drawn(spec), spec.scale
    shapes = line_shapes(trace, spec.pen._replace(dot=0), scale)
    shapes += [Stroke((_scaled(dot, spec),), spec.pen.dot * scale) for dot in joined]
    line = cover(shapes, spec.size).tobytes().translate(_TO_LINE)
    if spec.below is None:
        return line
    area = cover(area_shapes(trace, spec.height, scale), spec.size).tobytes().translate(TO_SHARE)
    upper, lower = (Image.frombytes("L", spec.size, shares) for shares in (line, area))
    return ImageChops.add(upper, lower).tobytes()


def _scaled(dot: Dot, spec: SparklineSpec) -> Point:
    return Point(dot.center.x * spec.scale, dot.center.y * spec.scale)


@lru_cache(maxsize=4096)
def _color(index: int, upper: Color, lower: Color | None) -> Color:
    line, area = divmod(index, STEPS)
    ground = over(TRANSPARENT, lower or TRANSPARENT, area / FULL)
    return over(ground, upper, line / FULL)
