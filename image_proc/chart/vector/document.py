"""A scene as one SVG document."""

from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from xml.sax.saxutils import escape

from image_proc.chart.path import number
from image_proc.chart.scene import Clip, Mark, Rect, Scene
from image_proc.chart.snap import snap_box
from image_proc.chart.trace import Box
from image_proc.chart.vector.groups import write_marks
from image_proc.chart.vector.inks import Inks
from image_proc.fields import Theme
from image_proc.fonts import STACKS, Family

_QUOTES = {'"': "&quot;"}


def draw_svg(scene: Scene, scale: float, theme: Theme) -> bytes:
    """Write a chart.

    Args:
        scene: its shapes and words.
        scale: how many times as large as the scene the document is shown.
        theme: the page around it; `auto` follows each reader's preference.

    Returns:
        A whole document in UTF-8, without ids and links: several may stand in one page.
    """
    inks = Inks(theme)
    ground = Rect(Box(0, 0, scene.width, scene.height), scene.ground)
    marks = _write((ground, *scene.marks), inks, scale)
    name, description = escape(scene.name, _QUOTES), escape(scene.description)
    tags = f"<title>{name}</title>" + (f"<desc>{description}</desc>" if description else "")
    font = f' font-family="{STACKS[Family.ROBOTO]}"' if "<text" in marks else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(scene.width * scale)}" '
        f'height="{number(scene.height * scale)}" viewBox="0 0 {scene.width} {scene.height}" '
        f'role="img" aria-label="{name}"{font}>{tags}{inks.style}{marks}</svg>'
    ).encode()


def _write(marks: Iterable[Mark | Clip], inks: Inks, scale: float) -> str:
    """Write all marks; those of neighbouring clips to the same box share it."""
    return "".join(
        _clipped(box, tuple(group), inks, scale) for box, group in groupby(marks, _bounds)
    )


def _bounds(mark: Mark | Clip) -> Box | None:
    return mark.box if isinstance(mark, Clip) else None


def _clipped(box: Box | None, group: Sequence[Mark | Clip], inks: Inks, scale: float) -> str:
    """A box is a view of its own, which needs no id to be referred to."""
    marks = chain.from_iterable(mark.marks if isinstance(mark, Clip) else (mark,) for mark in group)
    written = write_marks(marks, inks, scale)
    if box is None or not written:
        return written
    left, top, right, bottom = (edge / scale for edge in snap_box(box, scale))
    x, y, width, height = map(number, (left, top, right - left, bottom - top))
    return (
        f'<svg x="{x}" y="{y}" width="{width}" height="{height}" '
        f'viewBox="{x} {y} {width} {height}">{written}</svg>'
    )
