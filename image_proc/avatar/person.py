"""Who an avatar is for: the digest that it is drawn from, and the initials."""

import hashlib
import unicodedata

import regex

from image_proc.avatar.fields import is_seed

LONGEST_NAME = 256
"""Characters."""

_NON_JOINER = "\u200c"
_ADDRESS = regex.compile(r"([^@\s]+)@[^@\s]+")
_WORD = regex.compile(r"[^\s._+\-–—,/|()]+")
# What speaks for a word: a letter, a digit or a picture, each with all that is joined to it.
_CLUSTER = regex.compile(r"\X")
_SPEAKS = regex.compile(r"[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]")


def seed_of(text: str) -> str:
    """Give the digest for a text.

    A digest stands for itself, an address of e-mail for the SHA-256 that Gravatar makes of it.

    Args:
        text: anything; trimmed, and as for addresses and digests, their case does not matter.

    Returns:
        32 or 64 hex digits.
    """
    trimmed = unicodedata.normalize("NFC", text).strip()
    lower = trimmed.lower()
    if is_seed(lower):
        return lower
    known = lower if _ADDRESS.fullmatch(trimmed) else trimmed
    return hashlib.sha256(known.encode()).hexdigest()


def initials_of(name: str) -> str:
    """Give the first letters of a name's first and last word, or of its only one.

    Args:
        name: anything; of an address of e-mail only what stands before the `@` counts.

    Returns:
        Up to two grapheme clusters; none where the name has no letter, digit or emoji.
    """
    trimmed = unicodedata.normalize("NFC", name).strip()
    address = _ADDRESS.fullmatch(trimmed)
    words = _WORD.findall(address[1] if address else trimmed)
    found = [first for word in words if (first := _first(word))]
    pair = found[:1] + found[1:][-1:]
    # Arabic letters would join to what looks like a word.
    joins = all(unicodedata.bidirectional(first[0]) == "AL" for first in pair)
    return (_NON_JOINER if joins else "").join(pair)


def _first(word: str) -> str:
    speaking = (cluster for cluster in _CLUSTER.findall(word) if _SPEAKS.search(cluster))
    letter = next(speaking, "")
    # Of the German ß the capital would be two letters.
    return letter.upper() if len(letter.upper()) == len(letter) else letter
