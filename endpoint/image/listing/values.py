"""Values of the list's query: each reader returns one, or says in a ValueError what it accepts."""

import re
from collections.abc import Callable
from datetime import datetime

from db import LARGEST
from endpoint.image.listing.query import MOST, Key, Sort
from image_proc.decode.header import SourceFormat
from image_proc.examine.examination import MIMETYPES
from image_proc.fields import MOMENT_ACCEPTED, parse_iso_moment

_NUMBER = re.compile(r"[0-9]{1,19}")
_SIZE = re.compile(r"([0-9]{1,19})(\.[0-9]{1,6})? ?(b|kb|kib|mb|mib|gb|gib)?", re.IGNORECASE)
_UNITS = {
    "b": 1,
    "kb": 1000,
    "kib": 1024,
    "mb": 1000**2,
    "mib": 1024**2,
    "gb": 1000**3,
    "gib": 1024**3,
}
_MILLION = 10**6
_MOMENT_ACCEPTED = f"{MOMENT_ACCEPTED}; UTC without an offset, whose + is written %2B in an address"
_SIZE_ACCEPTED = "bytes, such as 500000, 500kB or 1.5MB"
_OTHER_TYPES = {"jpg": "jpeg", "tif": "tiff", "heic": "heif"}
_OTHER_KEYS = {"bytes": "size"}
_SWITCH = {"1": True, "true": True, "0": False, "false": False}


def read_number(least: int, most: int) -> Callable[[str], int]:
    """Make a reader of whole numbers in a range."""

    def read(text: str) -> int:
        if not _NUMBER.fullmatch(text) or not least <= (number := int(text)) <= most:
            message = f"a whole number from {least} to {most}"
            raise ValueError(message)
        return number

    return read


def read_text(longest: int) -> Callable[[str], str]:
    """Make a reader of texts of 1 to `longest` characters."""

    def read(text: str) -> str:
        if not 1 <= len(text) <= longest:
            message = f"1 to {longest} characters"
            raise ValueError(message)
        return text

    return read


def read_trimmed(longest: int) -> Callable[[str], str]:
    """Make a reader of texts without spaces at their ends: databases differ in what equals them."""

    def read(text: str) -> str:
        if text != text.strip():
            message = f"1 to {longest} characters without spaces at the ends"
            raise ValueError(message)
        return read_text(longest)(text)

    return read


def read_id(text: str) -> int:
    """Read the id of an upload."""
    if not _NUMBER.fullmatch(text) or not 1 <= (number := int(text)) <= LARGEST:
        message = "an image's id"
        raise ValueError(message)
    return number


def read_limit(text: str) -> int:
    """Read how many uploads a page has."""
    return read_number(1, MOST)(text)


def read_sort(text: str) -> Sort:
    """Read an order such as `-uploaded_at`."""
    name = text.removeprefix("-")
    name = _OTHER_KEYS.get(name, name)
    if name not in set(Key):
        message = f"{', '.join(Key)} or bytes, with a - before it for the greatest first"
        raise ValueError(message)
    return Sort(Key(name), descending=text.startswith("-"))


def read_type(text: str) -> str:
    """Read a type, whole or without its `image/`."""
    name = text.lower().removeprefix("image/")
    name = _OTHER_TYPES.get(name, name)
    if name not in set(SourceFormat):
        message = f"one of {', '.join(SourceFormat)}, with or without image/ before it"
        raise ValueError(message)
    return MIMETYPES[SourceFormat(name)]


def read_moment(text: str) -> datetime:
    """Read a date or a moment; in UTC, from the year 1 to 9999."""
    try:
        return parse_iso_moment(text.upper())
    except ValueError as error:
        raise ValueError(_MOMENT_ACCEPTED) from error


def read_size(text: str) -> int:
    """Read a number of bytes, with a unit of decimal or binary thousands or without."""
    found = _SIZE.fullmatch(text)
    if not found:
        raise ValueError(_SIZE_ACCEPTED)
    whole, part, unit = found.groups()
    millionths = int(whole) * _MILLION + int((part or ".0")[1:].ljust(6, "0"))
    size = millionths * _UNITS[(unit or "b").lower()] // _MILLION
    if size > LARGEST:
        raise ValueError(_SIZE_ACCEPTED)
    return size


def read_switch(text: str) -> bool:
    """Read yes or no."""
    if text not in _SWITCH:
        raise ValueError(", ".join(_SWITCH))
    return _SWITCH[text]
