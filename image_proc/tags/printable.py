"""Texts of strangers, made fit to be shown and kept."""

from collections.abc import Iterable

from image_proc.decode.coordinates import tells_coordinates

LONGEST = 2000
"""Characters of a value, of all texts of a list together."""

MOST = 300
"""Entries of each kind of metadata."""

# They join letters in several scripts, and emoji; no other character without a shape is kept.
_JOINERS = frozenset("\u200c\u200d")


def printable(text: str, longest: int = LONGEST) -> str:
    """Make one line of what can be shown, without blanks around it.

    Args:
        text: any text.
        longest: characters that are kept.
    """
    kept = (
        letter if letter.isprintable() or letter in _JOINERS else " " for letter in text[:longest]
    )
    return "".join(kept).strip()


def placeless(text: str, longest: int = LONGEST) -> str:
    """Make one line as `printable` does; none of a text that tells coordinates."""
    line = printable(text, longest)
    return "" if tells_coordinates(line) else line


def printables(texts: Iterable[str]) -> list[str]:
    """Make lines of texts, of those that say anything but coordinates, while there is room."""
    found: list[str] = []
    room = LONGEST
    for text in texts:
        line = placeless(text, room)
        if line:
            found.append(line)
            room -= len(line)
        if room <= 0:
            break
    return found
