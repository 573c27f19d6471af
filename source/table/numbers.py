"""Numbers as they stand in files."""

import math

from source.table.errors import shown

NUMBER_ACCEPTED = "a number such as 12, -0.5 or 1e3"
MISSING = frozenset({"", "-", "na", "n/a", "nan", "null"})
"""What stands for a value that is not there, in small letters."""

_LONGEST = 400
"""Characters: 1e308 written out has 309."""


def parse_number(text: str) -> float | None:
    """Read a number.

    Args:
        text: decimal, with or without sign, point and exponent, with blanks around.

    Returns:
        A finite number; None for what stands for a missing one.

    Raises:
        ValueError: what it is instead, to follow "is".
    """
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if math.isfinite(value) and len(text) <= _LONGEST and "_" not in text and text.isascii():
        return value
    text = text.strip()
    if text.lower() in MISSING:
        return None
    if math.isinf(value) and any(char.isdigit() for char in text):
        message = f"{shown(text)}, which is beyond 1.8e308"
        raise ValueError(message)
    message = f"{shown(text)}, which is no number"
    raise ValueError(message)
