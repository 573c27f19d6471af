"""Lists in one query value: `50:red,80:rgb(9,9,9)`, split where a comma is no part of an item."""

import re

_SPECIAL = re.compile(r"[\\,:]")
_ITEM = re.compile(r"(?:[^\\,()]|\\.|\([^()]*\))+", re.DOTALL)


def split_items(text: str) -> list[str]:
    r"""Split at commas, but not within parentheses or behind a backslash.

    Returns:
        The items with their escapes; [''] for an empty text.

    Raises:
        ValueError: an empty item, or a bracket or backslash that stands alone.
    """
    items: list[str] = []
    at = 0
    while True:
        item = _ITEM.match(text, at)
        if item is None:
            message = "items between commas, none of them empty; a backslash before a `,` in a text"
            raise ValueError(message)
        items.append(item.group())
        at = item.end()
        if at == len(text):
            return items
        if text[at] != ",":
            message = "brackets in pairs; a backslash before one in a text"
            raise ValueError(message)
        at += 1


def escape_item(text: str) -> str:
    r"""Write a text so that no list takes it apart: a backslash before `\`, `,` and `:`."""
    return re.sub(r"[\\,:()]", r"\\\g<0>", text)


def unescape_item(text: str) -> str:
    """Read what `escape_item` wrote."""
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)
