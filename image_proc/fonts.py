"""The fonts: bundled families, optional ones of the system, and which characters each draws.

Bundled (assets/fonts): Roboto, DejaVu Sans, Noto Sans Devanagari. Found when installed: Noto Sans
CJK and Noto Color Emoji, which are too large to ship (16.5 and 11 MB).
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont, features

_BUNDLED = Path(__file__).parent.parent / "assets" / "fonts"
_SYSTEM = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
)
# Noto Color Emoji holds bitmaps of this one size; every other size is scaled from it.
EMOJI_SIZE = 109


class Family(StrEnum):
    """The families that a URL may name."""

    ROBOTO = "roboto"
    DEJAVU = "dejavu"


# No font travels with an SVG in an <img>: near relatives, and textLength keeps the measure.
STACKS = {
    Family.ROBOTO: "Roboto,'Helvetica Neue',Arial,'Noto Sans',sans-serif",
    Family.DEJAVU: "'DejaVu Sans',Verdana,'Noto Sans',sans-serif",
}
"""What an SVG asks its reader's system for, as `font-family`."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font file in one weight.

    Args:
        path: the file.
        index: the face within a collection (.ttc).
        color: whether its glyphs are colour bitmaps of `EMOJI_SIZE`.
    """

    path: Path
    index: int = 0
    color: bool = False

    def at(self, size: float) -> ImageFont.FreeTypeFont:
        """The face at a size in px (fractions are kept); opened once for each size in use."""
        return _open(self, size)

    def covers(self, text: str) -> bool:
        """Whether the font has a glyph for every character."""
        return _characters(self).issuperset(map(ord, text))


@lru_cache(maxsize=512)
def _open(face: Face, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(face.path, size, index=face.index)


@lru_cache(maxsize=16)
def _characters(face: Face) -> frozenset[int]:
    with TTFont(face.path, lazy=True, fontNumber=face.index) as font:
        return frozenset(font.getBestCmap())


_FILES = {
    Family.ROBOTO: ("Roboto-Regular.ttf", "Roboto-Bold.ttf"),
    Family.DEJAVU: ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
}
_DEVANAGARI = ("NotoSansDevanagari-Regular.ttf", "NotoSansDevanagari-Bold.ttf")
_CJK = ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc")
_EMOJI = "NotoColorEmoji.ttf"


@lru_cache(maxsize=4)
def primary(family: Family, *, bold: bool) -> Face:
    """The face that a family draws with where it can."""
    return Face(_BUNDLED / _FILES[family][bold])


@lru_cache(maxsize=4)
def fallbacks(family: Family, *, bold: bool) -> tuple[Face, ...]:
    """The faces to try in this order, the family's own first, colour emoji not among them."""
    bundled = (_FILES[family][bold], _FILES[Family.DEJAVU][bold], _DEVANAGARI[bold])
    cjk = find_system_font(_CJK[bold]) or find_system_font(_CJK[0])
    faces = [Face(_BUNDLED / name) for name in dict.fromkeys(bundled)]
    return (*faces, Face(cjk)) if cjk else tuple(faces)


@lru_cache(maxsize=1)
def emoji() -> Face | None:
    """Noto Color Emoji, when the system has it."""
    path = find_system_font(_EMOJI)
    return Face(path, color=True) if path else None


@lru_cache(maxsize=8)
def find_system_font(file_name: str) -> Path | None:
    """Look a font file up below the usual folders of the system."""
    return next(
        (path for folder in _SYSTEM if folder.is_dir() for path in folder.rglob(file_name)), None
    )


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that this machine can or cannot draw.

    Args:
        name: what it is.
        found: whether it is there.
        package: what brings it, a Debian package or one of Python.
        without: what happens where it is missing.
    """

    name: str
    found: bool
    package: str
    without: str


def report() -> tuple[Feature, ...]:
    """What text can be drawn here, for `flask doctor`."""
    box = "its characters are drawn as a box"
    return (
        Feature(
            "shaping of Arabic, Devanagari and kin",
            bool(features.check_feature("raqm")),
            "libfribidi0",
            "letters stand unjoined",
        ),
        Feature(
            "Chinese, Japanese, Korean",
            find_system_font(_CJK[0]) is not None,
            "fonts-noto-cjk",
            box,
        ),
        Feature("colour emoji", emoji() is not None, "fonts-noto-color-emoji", box),
    )
