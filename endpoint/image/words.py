"""The words that people put on uploads."""

import unicodedata
from collections.abc import Iterable

from endpoint.image.models import LONGEST_TAG
from image_proc.errors import InvalidParameter

MOST = 50
"""Tags of one upload."""

_TAGS = "tags"
_JOINERS = str.maketrans("", "", "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}")
"""Not printable to Python, but Persian words and many emoji are written with them."""


def read_words(sent: Iterable[str]) -> tuple[str, ...]:
    """Read tags, in Unicode's form NFC, each once.

    Raises:
        InvalidParameter: one is empty, too long, holds commas or what cannot be printed; or
            there are too many.
    """
    words: dict[str, None] = {}
    for text in sent:
        word = unicodedata.normalize("NFC", text).strip()
        seen = word.translate(_JOINERS)
        if not (seen and len(word) <= LONGEST_TAG and seen.isprintable()) or "," in word:
            accepted = f"1 to {LONGEST_TAG} printable characters without commas"
            raise InvalidParameter(_TAGS, text, accepted)
        words[word] = None
    if len(words) > MOST:
        raise InvalidParameter(_TAGS, f"{len(words)} tags", f"at most {MOST}")
    return tuple(words)
