"""The colours of a chart, on light and on dark pages."""

from collections.abc import Sequence
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
        ("#2160d8", "#4a84fb"),
        ("#e8650a", "#f0982c"),
        ("#17a673", "#36d0a4"),
        ("#c21f75", "#ee4a7c"),
        ("#8e5cf0", "#bd92f7"),
        ("#87963a", "#e3dc4f"),
        ("#189ad9", "#45cdf5"),
        ("#b0261f", "#f87d5a"),
    )
)
"""For the series, in this order. Every two of them are told apart by readers who lack one kind of
cones as well, those next to each other and the first four best."""

_DEEPER = 0.45, 0.3
"""How much darker the ninth series and those behind it are, on a light page and on a dark one."""


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


_GROUND = _paint("#fff", "#15181d")
_TEXT = _paint("#1c2430", "#eceff3")
_SHADES = tuple(
    Paint(mix(each.light, _TEXT.light, _DEEPER[0]), mix(each.dark, _GROUND.dark, _DEEPER[1]))
    for each in SERIES
)
_THEMED = Palette(
    ground=_GROUND,
    text=_TEXT,
    muted=_paint("#5c6673", "#a4adb9"),
    grid=_paint("#e6e9ed", "#2c323a"),
    axis=_paint("#9aa4b0", "#5d6773"),
    series=SERIES + _SHADES,
)
_MUTED, _GRID, _AXIS = 0.72, 0.14, 0.4
"""How far they stand out from a ground of its own, towards the text."""

_BRIGHT = 0.36
"""Luminance of a ground from which on dark text is read better than light text."""


def palette_of(spec: ChartSpec) -> Palette:
    """Choose the colours of a chart; on a ground of its own they follow that ground."""
    series = tuple(same(color) for color in spec.colors) or _THEMED.series
    if spec.background is None:
        return _THEMED._replace(series=series)
    ground = same(spec.background)
    if spec.background.alpha < OPAQUE:
        return _THEMED._replace(ground=ground, series=series)
    bright = luminance(spec.background) > _BRIGHT

    def fixed(paint: Paint) -> Paint:
        return same(paint.light if bright else paint.dark)

    text = fixed(_TEXT)
    muted, grid, axis = (blend(ground, text, share) for share in (_MUTED, _GRID, _AXIS))
    return Palette(
        ground,
        text,
        muted,
        grid,
        axis,
        series if spec.colors else tuple(map(fixed, _THEMED.series)),
    )


def backing(palette: Palette) -> Paint:
    """What lies below words that stand on other marks: the ground, or the page it lets through."""
    clear = min(palette.ground.light.alpha, palette.ground.dark.alpha) < OPAQUE
    return _GROUND if clear else palette.ground


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


_READABLE = 4.5
"""Source: https://www.w3.org/TR/WCAG22/#contrast-minimum"""

_RAMP = tuple(
    tuple(map(parse_color, stops.split()))
    for stops in (
        "#e3efff #afd1fe #7cb0ff #498ffe #336fdb #2a54a8 #263d6b",
        "#18294c #1f4388 #2760bc #3980e5 #5ea3fe #99c6ff #d4e8fe",
    )
)
"""Even steps of lightness, on a light page and on a dark one."""


def ramp(share: float) -> Paint:
    """The colour of a magnitude: the more, the further from the page, in one hue.

    Args:
        share: 0 (the least) to 1.
    """
    return Paint(*(along(stops, share) for stops in _RAMP))


def along(stops: Sequence[Color], share: float) -> Color:
    """The colour at a place on the way through colours that are evenly apart.

    Args:
        stops: two or more.
        share: 0 (the first) to 1 (the last).
    """
    place = max(0.0, min(share, 1.0)) * (len(stops) - 1)
    before = min(int(place), len(stops) - 2)
    return mix(stops[before], stops[before + 1], place - before)


def on(paint: Paint) -> Paint:
    """A colour for text that is read well on an opaque paint."""
    return Paint(_readable(paint.light), _readable(paint.dark))


def _readable(ground: Color) -> Color:
    return next(ink for ink in (WHITE, _TEXT.light, BLACK) if contrast(ink, ground) >= _READABLE)


def visible(paint: Paint, theme: Theme) -> Color:
    """The colour that a bitmap has, which knows no reader's preference: auto is light."""
    return paint.dark if theme is Theme.DARK else paint.light
