"""A line of text laid out: its runs with their places, its advance and its ink box."""

from dataclasses import dataclass
from functools import lru_cache

from image_proc.fonts import EMOJI_SIZE, Face, Family, primary
from image_proc.text.runs import Run, split_runs


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How text looks.

    Args:
        size: px a em, more than 0; fractions are kept.
        family: the preferred family.
        bold: the weight.
        face: a font of its own to be tried before the family; None is the family alone.
    """

    size: float
    family: Family = Family.ROBOTO
    bold: bool = False
    face: Face | None = None

    @property
    def metrics(self) -> tuple[int, int]:
        """px, from the baseline up to the ascender and down to the descender, as Pillow has it."""
        face = self.face or primary(self.family, bold=self.bold)
        return face.at(self.size).getmetrics()


@dataclass(frozen=True, slots=True)
class PlacedRun:
    """A run and the x of its origin on the baseline, in px."""

    run: Run
    x: float


@dataclass(frozen=True, slots=True)
class Line:
    """A laid-out line; its origin is the left end of its baseline, y grows downwards.

    Args:
        text: what it says, in logical order.
        runs: from left to right.
        style: what it was laid out with.
        advance: px, the pen's way over the whole line.
        ink: px, (left, top, right, bottom) of what is painted; all 0 where nothing is.
    """

    text: str
    runs: tuple[PlacedRun, ...]
    style: TextStyle
    advance: float
    ink: tuple[float, float, float, float]


def scale_of(run: Run, size: float) -> tuple[float, float]:
    """The size to draw a run at, and the factor that brings it to `size`."""
    return (EMOJI_SIZE, size / EMOJI_SIZE) if run.face.color else (size, 1.0)


def direction_of(run: Run) -> str | None:
    """Pillow's name of the direction; None leaves plain text to either layout engine."""
    return "rtl" if run.rtl else None


@lru_cache(maxsize=4096)
def lay_line(text: str, style: TextStyle) -> Line:
    """Place the runs of one line.

    Args:
        text: no line breaks; at most a few hundred characters.
        style: family, weight, size.
    """
    placed: list[PlacedRun] = []
    boxes: list[tuple[float, float, float, float]] = []
    x = 0.0
    for run in split_runs(text, style.family, bold=style.bold, first=style.face):
        placed.append(PlacedRun(run, x))
        advance, box = _measure(run, style.size)
        if box[0] < box[2] and box[1] < box[3]:
            boxes.append((x + box[0], box[1], x + box[2], box[3]))
        x += advance
    lefts, tops, rights, bottoms = zip(*boxes, strict=True) if boxes else ((0.0,),) * 4
    ink = (min(lefts), min(tops), max(rights), max(bottoms))
    return Line(text, tuple(placed), style, x, ink)


@lru_cache(maxsize=4096)
def advance_of(text: str, style: TextStyle) -> float:
    """The pen's way over one line in px: all that wrapping asks of a word, at half the cost."""
    runs = split_runs(text, style.family, bold=style.bold, first=style.face)
    return sum(_advance(run, style.size) for run in runs)


def _measure(run: Run, size: float) -> tuple[float, tuple[float, float, float, float]]:
    drawn_size, factor = scale_of(run, size)
    font = run.face.at(drawn_size)
    left, top, right, bottom = font.getbbox(run.text, direction=direction_of(run), anchor="ls")
    box = (left * factor, top * factor, right * factor, bottom * factor)
    return _advance(run, size), box


def _advance(run: Run, size: float) -> float:
    drawn_size, factor = scale_of(run, size)
    font = run.face.at(drawn_size)
    return font.getlength(run.text, direction=direction_of(run)) * factor
