r"""Lists of words in a query: `Paris\, France,Rome`; a backslash keeps a comma."""

import re

_COMMA = re.compile(r"(?<!\\),")


def split_list(text: str) -> list[str]:
    """Split a list at its commas."""
    return [item.replace("\\,", ",") for item in _COMMA.split(text)]
