"""What names and words are compared by: alike where only their case or their spelling differs."""

from unicodedata import normalize

LONGEST_FOLDED = 510
"""Characters of a folded name: four bytes each, and they still fit MariaDB's indexes."""


def folded(text: str, longest: int = LONGEST_FOLDED) -> str:
    """Fold a text as names are folded that are searched and sorted.

    Composed first: macOS writes an "é" in two characters. Folding can make a text three times as
    long ("ΐ"), so the end of what would become longer than its column is left out.

    Args:
        text: a name, a word, or what is searched in them.
        longest: characters that are kept.
    """
    return normalize("NFC", normalize("NFC", text).casefold())[:longest]
