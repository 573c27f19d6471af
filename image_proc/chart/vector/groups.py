"""Marks that follow each other and are painted alike, written together."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from image_proc.chart.path import number
from image_proc.chart.scene import Area, Comb, Disc, Line, Mark, Paint, Rect, Sector, Words
from image_proc.chart.snap import Pixels, snap_box, snap_comb, snap_line
from image_proc.chart.vector.inks import Inks
from image_proc.chart.vector.outline import (
    area_path,
    box_path,
    comb_path,
    line_path,
    rect_path,
    sector_path,
)
from image_proc.chart.vector.words import look_of_words, text_element

_CRISP = ' shape-rendering="crispEdges"'


class _Look(NamedTuple):
    """What marks have in common that are written together.

    Args:
        paint: their colour.
        rest: all other attributes, each after a space.
        stroked: whether the colour is that of a line.
        joined: whether several are one path, where no overlap shows through.
    """

    paint: Paint
    rest: str = ""
    stroked: bool = False
    joined: bool = False


def write_marks(marks: Iterable[Mark], inks: Inks, scale: float) -> str:
    """Write marks from the back to the front.

    Args:
        marks: what is seen; the clear ones are left out.
        inks: how their paints are written.
        scale: px of a bitmap for one of the document: straight edges lie on those.
    """
    seen = (mark for mark in marks if not inks.is_clear(mark.paint))
    return "".join(_write(look, tuple(group), inks, scale) for look, group in groupby(seen, _look))


def _write(look: _Look, group: Sequence[Mark], inks: Inks, scale: float) -> str:
    paint = inks.attributes(look.paint, "stroke" if look.stroked else "fill")
    attributes = f" {paint}{look.rest}"
    if len(group) == 1:
        return _element(group[0], attributes, scale)
    if look.joined and inks.is_opaque(look.paint):
        paths = [_outline(mark, scale) for mark in group if isinstance(mark, Rect | Line)]
        return _path("".join(paths), attributes)
    return f"<g{attributes}>{''.join([_element(mark, '', scale) for mark in group])}</g>"


def _look(mark: Mark) -> _Look:
    match mark:
        case Rect(radii=radii, paint=paint):
            return _Look(paint, "" if any(radii) else _CRISP, joined=True)
        case Comb(paint=paint):
            return _Look(paint, _CRISP)
        case Line(crisp=True, dashes=(), paint=paint):
            return _Look(paint, _CRISP, joined=True)
        case Line():
            return _Look(mark.paint, _pen(mark), stroked=True, joined=not mark.dashes)
        case Words():
            return _Look(mark.paint, look_of_words(mark))
    return _Look(mark.paint)


def _pen(line: Line) -> str:
    width = f' fill="none" stroke-width="{number(line.width)}"'
    if not line.dashes:
        return f'{width} stroke-linecap="round" stroke-linejoin="round"'
    dashes = " ".join(map(number, line.dashes))
    return f'{width} stroke-dasharray="{dashes}"{_CRISP if line.crisp else ""}'


def _element(mark: Mark, attributes: str, scale: float) -> str:
    match mark:
        case Words():
            return text_element(mark, attributes)
        case Disc(center=(x, y), radius=radius):
            place = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
            return f"<circle {place}{attributes}/>"
    return _path(_outline(mark, scale), attributes)


def _path(outline: str, attributes: str) -> str:
    return f'<path{attributes} d="{outline}"/>'


def _outline(mark: Rect | Comb | Line | Area | Sector, scale: float) -> str:
    match mark:
        case Rect():
            return _rect(mark, scale)
        case Comb():
            return comb_path(snap_comb(mark, scale), scale)
        case Line():
            return _line(mark, scale)
        case Area():
            return area_path(mark.points)
        case Sector():
            return sector_path(mark)


def _rect(rect: Rect, scale: float) -> str:
    if any(rect.radii):
        return rect_path(rect, scale)
    return box_path(snap_box(rect.box, scale), scale)


def _line(line: Line, scale: float) -> str:
    if not line.crisp:
        return line_path(line.points)
    write = _dashed if line.dashes else box_path
    return "".join(write(piece, scale) for piece in snap_line(line, scale))


def _dashed(pixels: Pixels, scale: float) -> str:
    """The middle of a level or upright line: what is left out cannot be a box's."""
    left, top, right, bottom = (edge / scale for edge in pixels)
    if right - left >= bottom - top:
        return f"M{number(left)} {number((top + bottom) / 2)}H{number(right)}"
    return f"M{number((left + right) / 2)} {number(top)}V{number(bottom)}"
