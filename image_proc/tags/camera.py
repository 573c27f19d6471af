"""What a picture was taken with."""

import re

from image_proc.tags.printable import printable

LONGEST_NAME = 200
"""Characters."""

_WORDS = re.compile(r"[^\W_]+")
# What firms are called besides their name; the first word of a make is never taken for it.
_FIRM = re.compile(
    r"(?:[\s,]+(?:corporation|corp|company|computer|co|ltd|inc|ag|gmbh|imaging|optical|electronics"
    r"|camera|techwin)\b\.?)+\s*$",
    re.IGNORECASE,
)


def camera_name(make: str, model: str) -> str | None:
    """Join make and model, naming the make once.

    Args:
        make: "Canon", "NIKON CORPORATION".
        model: "Canon EOS R5", "NIKON D850", "iPhone 15 Pro".

    Returns:
        At most 200 characters ("Canon EOS R5", "NIKON D850", "Apple iPhone 15 Pro"); None where
        neither says anything.
    """
    maker, kind = printable(make, LONGEST_NAME), printable(model, LONGEST_NAME)
    makers = {word.casefold() for word in _WORDS.findall(maker)}
    first = _WORDS.search(kind)
    if first is None or first[0].casefold() not in makers:
        kind = f"{_FIRM.sub('', maker)} {kind}".strip()
    return kind[:LONGEST_NAME].rstrip() or None
