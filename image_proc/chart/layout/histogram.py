"""Histograms: how many values lie in each of some classes."""

from image_proc.chart.layout.cartesian import pieces, shown_axis
from image_proc.chart.layout.counting import Classes, classes_of
from image_proc.chart.layout.frame import lay_frame
from image_proc.chart.layout.notes import beside, written
from image_proc.chart.layout.numbers import Writing
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
    places = place_ruler(
        shown_axis(spec.x, frame),
        (classes.edges[0], classes.edges[-1]),
        pieces(frame, upright=spec.horizontal),
        grid=False,
    )
    values = value_ruler(
        shown_axis(spec.y, frame),
        (0.0, float(most)),
        pieces(frame, upright=not spec.horizontal),
        zero=True,
    )
    rulers = Rulers(values, places) if spec.horizontal else Rulers(places, values)
    laid = lay_plane(rulers, frame.body, frame.size, palette, horizontal=spec.horizontal)
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
        *(_notes(classes, spec, laid.plane, palette) if spec.numbers else ()),
    )


def _notes(classes: Classes, spec: ChartSpec, plane: Plane, palette: Palette) -> list[Mark]:
    """Write how many values are in each class, the outermost bar's number first."""
    known = [
        (count, (classes.edges[at] / 2 + classes.edges[at + 1] / 2))
        for counts in classes.counts
        for at, count in enumerate(counts)
        if count
    ]
    writing = Writing.of(spec.y, max((count for count, _ in known), default=0))
    notes = (
        beside(
            plane.point(plane.places.at(middle), plane.values.at(count)),
            writing.write(count),
            plane,
            below=False,
        )
        for count, middle in sorted(known, reverse=True)
    )
    return written(notes, plane, palette)


def _bars(
    edges: tuple[float, ...], counts: tuple[int, ...], paint: Paint, plane: Plane
) -> list[Mark]:
    places = [round(plane.places.at(edge)) for edge in edges]
    foot = plane.values.at(plane.values.floor)
    marks: list[Mark] = []
    for at, count in enumerate(counts):
        start, end = sorted(places[at : at + 2])
        gap = 1 if end - start >= _APART_FROM else 0
        if count and end > start:
            marks.append(Rect(plane.bar((start + gap, end), (foot, plane.values.at(count))), paint))
    return marks
