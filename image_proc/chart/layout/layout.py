"""Which layout a chart has."""

from collections.abc import Callable

from image_proc.chart.fields import ChartType, Look
from image_proc.chart.layout.boxes import box_marks
from image_proc.chart.layout.cartesian import cartesian_marks
from image_proc.chart.layout.frame import lay_frame
from image_proc.chart.layout.heatmap import heatmap_marks
from image_proc.chart.layout.histogram import histogram_marks
from image_proc.chart.layout.radial import radial_marks
from image_proc.chart.layout.slices import slice_entries, usual_side
from image_proc.chart.layout.strip import strip_marks
from image_proc.chart.layout.told import describe, name_of
from image_proc.chart.palette import Palette, palette_of
from image_proc.chart.scene import Clip, Mark, Scene
from image_proc.chart.spec import ChartSpec
from image_proc.spec import Format

Marks = tuple[Mark | Clip, ...]


def lay_out(spec: ChartSpec) -> Scene:
    """Lay out a chart, in px at scale 1; a bitmap does not hold what is told of it."""
    palette = palette_of(spec)
    marks = _marks(spec, palette)
    told = describe(spec) if spec.format is Format.SVG else ""
    return Scene(spec.width, spec.height, palette.ground, marks, name_of(spec), told)


def _marks(spec: ChartSpec, palette: Palette) -> Marks:
    if spec.look is not Look.PLAIN:
        return strip_marks(spec, palette)
    return _LAYOUTS.get(spec.type, _radial)(spec, palette)


def _radial(spec: ChartSpec, palette: Palette) -> Marks:
    frame = lay_frame(spec, palette, slice_entries(spec, palette), usual_side(spec))
    return (*frame.marks, *radial_marks(spec, frame.body, palette))


_LAYOUTS: dict[ChartType, Callable[[ChartSpec, Palette], Marks]] = {
    ChartType.BAR: cartesian_marks,
    ChartType.LINE: cartesian_marks,
    ChartType.AREA: cartesian_marks,
    ChartType.SCATTER: cartesian_marks,
    ChartType.BUBBLE: cartesian_marks,
    ChartType.HISTOGRAM: histogram_marks,
    ChartType.HEATMAP: heatmap_marks,
    ChartType.BOXPLOT: box_marks,
}
