"""The words that people put on uploads."""

import unicodedata
from collections.abc import Iterable

from endpoint.image.models import LONGEST_TAG
from image_proc.errors import InvalidParameter

MOST = 50
"""Tags of one upload."""

_TAGS = "tags"


def read_words(sent: Iterable[str]) -> tuple[str, ...]:
    """Read tags, in Unicode's form NFC, each once.

    Raises:
        InvalidParameter: one is empty, too long, holds commas or what cannot be printed; or
            there are too many.
    """
    words: dict[str, None] = {}
    for text in sent:
        word = unicodedata.normalize("NFC", text).strip()
        if not 1 <= len(word) <= LONGEST_TAG or not word.isprintable() or "," in word:
            accepted = f"1 to {LONGEST_TAG} printable characters without commas"
            raise InvalidParameter(_TAGS, text, accepted)
        words[word] = None
    if len(words) > MOST:
        raise InvalidParameter(_TAGS, f"{len(words)} tags", f"at most {MOST}")
    return tuple(words)
