"""A line of text split into runs of one direction and one font, in the order that they are seen.

Pillow shapes a string with one font and has no fallback, so the split is made here: first by
direction (UAX #9), then by the fonts' character maps, never inside a grapheme cluster, since an
emoji of five code points or a letter with its marks must reach one font whole.
"""

import unicodedata
from dataclasses import dataclass
from itertools import groupby

import regex
from bidi import algorithm as uax9

from image_proc import fonts
from image_proc.fonts import Face, Family

_CLUSTER = regex.compile(r"\X")
_EMOJI = regex.compile(
    r"\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|[#*0-9]\uFE0F?\u20E3|"
    r"\p{Extended_Pictographic}.*\u200D|\p{Regional_Indicator}{2}"
)
_TEXT_PRESENTATION = "\ufe0e"
# Joiners, variation selectors, bidi controls: they steer shaping and need no glyph of their own.
_INVISIBLE = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cf}]+")
_RIGHT_TO_LEFT = regex.compile(r"[\p{bc=R}\p{bc=AL}\p{bc=AN}\p{bc=RLE}\p{bc=RLO}\p{bc=RLI}]")
_KNOWN_TYPES = {"": "L", "LRI": "BN", "RLI": "BN", "FSI": "BN", "PDI": "BN"}
# Every bundled family draws these, left to right, one glyph a character.
_PLAIN = regex.compile(r"[\x20-\x7e\xa0-\xac\xae-\xff]*\Z")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in logical order, to be shaped together.

    Args:
        text: at least one grapheme cluster.
        face: the font that has them.
        rtl: whether they read from right to left.
    """

    text: str
    face: Face
    rtl: bool = False


def is_plain(text: str) -> bool:
    """Whether every bundled family draws the text, letter by letter, from left to right."""
    return _PLAIN.match(text) is not None


def split_runs(
    text: str, family: Family, *, bold: bool, first: Face | None = None
) -> tuple[Run, ...]:
    """Split a line into runs, the leftmost first.

    Args:
        text: one line, without control characters.
        family: preferred wherever it has the glyph.
        bold: the weight.
        first: a face to be preferred to the family.
    """
    if not text:
        return ()
    if first is None and is_plain(text):
        return (Run(text, fonts.primary(family, bold=bold)),)
    chain = fonts.fallbacks(family, bold=bold)
    if first:
        chain = (first, *chain)
    clusters = _leveled_clusters(text)
    faces: list[Face] = []
    for cluster, _ in clusters:
        faces.append(_face_for(cluster, chain, faces[-1] if faces else None))
    pieces = [
        (level, face, cluster) for (cluster, level), face in zip(clusters, faces, strict=True)
    ]
    runs = [
        (level, Run("".join(cluster for *_, cluster in group), face, rtl=bool(level % 2)))
        for (level, face), group in groupby(pieces, key=lambda piece: piece[:2])
    ]
    return tuple(run for _, run in _visual_order(runs))


def direction_mark(paragraph: str) -> str:
    """The invisible mark that gives every row of a paragraph the paragraph's own direction.

    Returns:
        Empty where all of it reads from left to right anyway.
    """
    if not _RIGHT_TO_LEFT.search(paragraph):
        return ""
    return "\u200f" if uax9.get_base_level(paragraph) else "\u200e"


def reads_leftwards(text: str) -> bool:
    """Whether the first letter with a direction runs to the left.

    Source: https://www.unicode.org/reports/tr9/#P2
    """
    if text.isascii():
        return False
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"


def _leveled_clusters(text: str) -> list[tuple[str, int]]:
    levels = _levels(text) if _RIGHT_TO_LEFT.search(text) else [0] * len(text)
    return [(match.group(), levels[match.start()]) for match in _CLUSTER.finditer(text)]


def _levels(text: str) -> list[int]:
    """The embedding level of each character: odd reads right to left."""
    storage = uax9.get_empty_storage()
    base = uax9.get_base_level(text)
    storage["base_level"] = base
    storage["base_dir"] = "R" if base else "L"
    uax9.get_embedding_levels(text, storage)
    for index, char in enumerate(storage["chars"]):
        char["index"] = index
        # The library asserts on what is newer than its rules: isolates, unassigned characters.
        char["type"] = char["orig"] = _KNOWN_TYPES.get(char["type"], char["type"])
    uax9.explicit_embed_and_overrides(storage)
    uax9.resolve_weak_types(storage, debug=False)
    uax9.resolve_neutral_types(storage, debug=False)
    uax9.resolve_implicit_levels(storage, debug=False)
    found = {char["index"]: char["level"] for char in storage["chars"]}
    # Rule X9 drops joiners and controls; they go where the character before them goes.
    levels: list[int] = []
    for index in range(len(text)):
        levels.append(found.get(index, levels[-1] if levels else base))
    return levels


def _visual_order(runs: list[tuple[int, Run]]) -> list[tuple[int, Run]]:
    """Rule L2: from the highest level down, reverse each stretch at that level or above."""
    ordered = runs
    for level in range(max(level for level, _ in runs), 0, -1):
        stretches = [list(group) for _, group in groupby(ordered, lambda run: run[0] >= level)]  # noqa: B023 - used up at once
        ordered = [
            run
            for stretch in stretches
            for run in (reversed(stretch) if stretch[0][0] >= level else stretch)
        ]
    return ordered


def _face_for(cluster: str, chain: tuple[Face, ...], before: Face | None) -> Face:
    color = fonts.emoji()
    if color and _EMOJI.match(cluster) and _TEXT_PRESENTATION not in cluster:
        return color
    visible = _INVISIBLE.sub("", cluster)
    # A space keeps to the run before it, so that "שלום עולם" stays one run.
    if before and not before.color and before.covers(visible) and not visible.strip():
        return before
    for face in chain:
        if face.covers(visible):
            return face
    if color and color.covers(visible):
        return color
    # Nobody has it: DejaVu's box for a missing glyph is clear to see.
    return chain[1] if len(chain) > 1 else chain[0]
