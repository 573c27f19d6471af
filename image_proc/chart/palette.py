"""The colours of a chart, on light and on dark pages."""

from typing import NamedTuple

from image_proc.chart.scene import Paint
from image_proc.chart.spec import ChartSpec
from image_proc.color import (
    BLACK,
    OPAQUE,
    WHITE,
    Color,
    contrast,
    luminance,
    mix,
    parse_color,
)
from image_proc.fields import Theme


def _paint(light: str, dark: str) -> Paint:
    return Paint(parse_color(light), parse_color(dark))


SERIES = tuple(
    _paint(light, dark)
    for light, dark in (
        ("#2563c9", "#5b95f5"),
        ("#e07b00", "#f0a040"),
        ("#0f9d76", "#2fc49a"),
        ("#c8467f", "#ec7fae"),
        ("#7a5cc8", "#a78bf0"),
        ("#b08900", "#d9b53a"),
        ("#4aa8d8", "#7cc8ee"),
        ("#8a5a3c", "#c08e6c"),
    )
)
"""For the series, in this order and then again."""


class Palette(NamedTuple):
    """What a chart is painted with.

    Args:
        ground: below all.
        text: titles.
        muted: labels.
        grid: lines behind the values.
        axis: the line that values stand on.
        series: in turn.
    """

    ground: Paint
    text: Paint
    muted: Paint
    grid: Paint
    axis: Paint
    series: tuple[Paint, ...]

    def of(self, place: int) -> Paint:
        """The colour of a series or slice, by its place from 0."""
        return self.series[place % len(self.series)]


_THEMED = Palette(
    ground=_paint("#fff", "#15181d"),
    text=_paint("#1c2430", "#eceff3"),
    muted=_paint("#5c6673", "#a4adb9"),
    grid=_paint("#e6e9ed", "#2c323a"),
    axis=_paint("#9aa4b0", "#5d6773"),
    series=SERIES,
)
_BRIGHT = 0.36
"""Luminance of a ground from which on dark text is read better than light text."""


def palette_of(spec: ChartSpec) -> Palette:
    """Choose the colours of a chart; on a ground of its own they follow that ground."""
    series = tuple(same(color) for color in spec.colors) or SERIES
    if spec.background is None:
        return _THEMED._replace(series=series)
    ground = same(spec.background)
    if spec.background.alpha < OPAQUE:
        return _THEMED._replace(ground=ground, series=series)
    bright = luminance(spec.background) > _BRIGHT

    def fixed(paint: Paint) -> Paint:
        return same(paint.light if bright else paint.dark)

    return Palette(
        ground,
        fixed(_THEMED.text),
        fixed(_THEMED.muted),
        fixed(_THEMED.grid),
        fixed(_THEMED.axis),
        series if spec.colors else tuple(map(fixed, SERIES)),
    )


def same(color: Color) -> Paint:
    """A colour that is the same on every page."""
    return Paint(color, color)


def tint(paint: Paint, share: float) -> Paint:
    """A paint that lets through what lies below it.

    Args:
        paint: what to thin.
        share: 0 (nothing is left of it) to 1.
    """
    return Paint(*(each._replace(alpha=round(each.alpha * share)) for each in paint))


def blend(under: Paint, over: Paint, share: float) -> Paint:
    """Mix `share` (0 to 1) of a paint into another."""
    return Paint(mix(under.light, over.light, share), mix(under.dark, over.dark, share))


_INK = Color(0x1C, 0x24, 0x30)
_READABLE = 4.5
"""Source: https://www.w3.org/TR/WCAG22/#contrast-minimum"""

_RAMP = (
    tuple(map(parse_color, ("#e8f0fc", "#9dbdf0", "#5b8fe0", "#2563c9", "#123a7d"))),
    tuple(map(parse_color, ("#1c2a42", "#234a86", "#3a74cc", "#76a7f2", "#d2e3fd"))),
)


def ramp(share: float) -> Paint:
    """The colour of a magnitude: the more, the further from the page, in one hue.

    Args:
        share: 0 (the least) to 1.
    """
    return Paint(*(_between(stops, share) for stops in _RAMP))


def _between(stops: tuple[Color, ...], share: float) -> Color:
    place = max(0.0, min(share, 1.0)) * (len(stops) - 1)
    before = min(int(place), len(stops) - 2)
    return mix(stops[before], stops[before + 1], place - before)


def on(paint: Paint) -> Paint:
    """A colour for text that is read well on an opaque paint."""
    return Paint(_readable(paint.light), _readable(paint.dark))


def _readable(ground: Color) -> Color:
    return next(ink for ink in (WHITE, _INK, BLACK) if contrast(ink, ground) >= _READABLE)


def visible(paint: Paint, theme: Theme) -> Color:
    """The colour that a bitmap has, which knows no reader's preference: auto is light."""
    return paint.dark if theme is Theme.DARK else paint.light
