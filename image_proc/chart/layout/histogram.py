"""Histograms: how many values lie in each of some classes."""

from image_proc.chart.layout.cartesian import pieces, shown_axis
from image_proc.chart.layout.counting import Classes, classes_of
from image_proc.chart.layout.frame import lay_frame
from image_proc.chart.layout.plane import Plane, Rulers, lay_plane
from image_proc.chart.layout.rulers import place_ruler, value_ruler
from image_proc.chart.layout.traces import named_entries, paint_of
from image_proc.chart.palette import Palette, tint
from image_proc.chart.scene import Clip, Mark, Paint, Rect
from image_proc.chart.spec import ChartSpec

_SEVERAL = 0.55
"""How much of its colour a series has where another shows through."""

_APART_FROM = 5
"""px of a class, from which on classes are apart from each other."""


def histogram_marks(spec: ChartSpec, palette: Palette) -> tuple[Mark | Clip, ...]:
    """Lay out a histogram; several series lie over each other in the same classes."""
    samples = [[each for each in series.values if each is not None] for series in spec.series]
    classes = classes_of(samples, spec.bins) if any(samples) else Classes((0.0, 1.0), ())
    paints = [paint_of(series, at, palette) for at, series in enumerate(spec.series)]
    frame = lay_frame(spec, palette, named_entries(spec.series, paints))
    most = max((max(counts) for counts in classes.counts), default=1)
    level = place_ruler(
        shown_axis(spec.x, frame),
        (classes.edges[0], classes.edges[-1]),
        pieces(frame, upright=False),
        grid=False,
    )
    upright = value_ruler(
        shown_axis(spec.y, frame), (0.0, float(most)), pieces(frame, upright=True), zero=True
    )
    laid = lay_plane(Rulers(level, upright), frame.body, frame.size, palette, horizontal=False)
    share = _SEVERAL if len(samples) > 1 else 1.0
    bars = [
        bar
        for counts, paint in zip(classes.counts, paints, strict=False)
        for bar in _bars(classes.edges, counts, tint(paint, share), laid.plane)
    ]
    return (
        *frame.marks,
        *laid.behind,
        Clip(laid.plane.box, tuple(bars)),
        *laid.baseline,
        *laid.words,
    )


def _bars(
    edges: tuple[float, ...], counts: tuple[int, ...], paint: Paint, plane: Plane
) -> list[Mark]:
    places = [round(plane.places.at(edge)) for edge in edges]
    foot = plane.values.at(plane.values.floor)
    marks: list[Mark] = []
    for at, count in enumerate(counts):
        left, right = places[at], places[at + 1]
        gap = 1 if right - left >= _APART_FROM else 0
        if count and right > left:
            marks.append(
                Rect(plane.bar((left + gap, right), (foot, plane.values.at(count))), paint)
            )
    return marks
