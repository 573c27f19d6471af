"""The marks of a scene, from the back to the front."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from math import floor
from operator import attrgetter
from typing import Any

from image_proc.chart.palette import visible
from image_proc.chart.raster.brush import Brush
from image_proc.chart.raster.canvas import Canvas
from image_proc.chart.raster.contour import polygon, sector
from image_proc.chart.raster.discs import draw_discs
from image_proc.chart.raster.lines import draw_lines
from image_proc.chart.raster.mask import Mask, is_empty
from image_proc.chart.raster.rects import draw_combs, draw_rects
from image_proc.chart.raster.shape import Fill
from image_proc.chart.raster.words import letter
from image_proc.chart.scene import Area, Clip, Comb, Disc, Line, Mark, Rect, Sector, Words
from image_proc.chart.snap import snap_box
from image_proc.fields import Theme


def draw_marks(canvas: Canvas, marks: Iterable[Mark | Clip], scale: float, theme: Theme) -> None:
    """Draw marks; those of one kind and paint that follow each other go together.

    Args:
        canvas: what is drawn on.
        marks: from the back to the front.
        scale: px of the canvas for each of theirs.
        theme: whose colours are seen.
    """
    for kind, run in groupby(marks, type):
        if kind is Clip:
            for clip in run:
                if isinstance(clip, Clip):
                    _draw_clip(canvas, clip, scale, theme)
            continue
        for paint, alike in groupby(run, _PAINT):
            color = visible(paint, theme)
            if color.alpha:
                _DRAWERS[kind](Brush(canvas, scale, color), list(alike))


_LEGIBLE = 1
"""px a em; fonts have no smaller size."""

_PAINT = attrgetter("paint")


def _draw_clip(canvas: Canvas, clip: Clip, scale: float, theme: Theme) -> None:
    with canvas.clipped(snap_box(clip.box, scale)):
        if not is_empty(canvas.clip):
            draw_marks(canvas, clip.marks, scale, theme)


def _draw_areas(brush: Brush, areas: Sequence[Area]) -> None:
    brush.paint([Fill.of([polygon(area.points, brush.scale)]) for area in areas])


def _draw_sectors(brush: Brush, sectors: Sequence[Sector]) -> None:
    brush.paint([Fill.of(sector(piece, brush.scale)) for piece in sectors])


def _draw_words(brush: Brush, lines: Sequence[Words]) -> None:
    scale = brush.scale
    masks: list[Mask] = []
    for words in lines:
        if words.size * scale < _LEGIBLE:
            continue
        (levels, left, top, _), layer = letter(words, scale)
        left += floor(words.at.x * scale + 0.5)
        top += floor(words.at.y * scale + 0.5)
        masks.append(Mask(levels, left, top))
        if layer is not None:
            brush.canvas.lay_all(masks, brush.color)
            brush.canvas.lay_picture(layer, left, top)
            masks = []
    brush.canvas.lay_all(masks, brush.color)


_DRAWERS: dict[type, Callable[[Brush, Any], None]] = {
    Rect: draw_rects,
    Comb: draw_combs,
    Line: draw_lines,
    Area: _draw_areas,
    Disc: draw_discs,
    Sector: _draw_sectors,
    Words: _draw_words,
}
