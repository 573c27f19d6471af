"""EXIF as JSON: how a picture was taken, not where.

Source: https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E (4.6)
"""

from collections.abc import Callable

from pydantic import JsonValue

from image_proc.decode.exif_fields import Exif, Field, Number
from image_proc.tags.exif_names import NAMES
from image_proc.tags.printable import LONGEST, MOST, placeless

_BYTES = frozenset({1, 7})
_MOST_NUMBERS = 64
_DIGITS = 7
"""Of a fraction; lenses and clocks tell no more."""
_VERSIONS, _COMPONENTS = (36864, 40960), 37121
_CODES = (41728, 41729)
_COMMENT = 37510
_WINDOWS_TEXTS = range(40091, 40096)
_CODING = 8
_CODINGS = {b"ASCII\x00\x00\x00": "utf-8", b"\x00" * _CODING: "utf-8"}
_UNICODE, _JIS = b"UNICODE\x00", b"JIS\x00\x00\x00\x00\x00"
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ORDERS = {"<": "utf-16-le", ">": "utf-16-be"}


def exif_values(exif: Exif) -> dict[str, JsonValue]:
    """Tell the fields that have a name.

    Args:
        exif: its first and its Exif directory; the GPS directory is not looked at.

    Returns:
        At most 300 values, by name: texts of at most 2,000 characters, numbers (a fraction with 7
        digits, null where it divides by nothing), lists of at most 64 numbers.
    """
    found: dict[str, JsonValue] = {}
    for tag, field in [*exif.main.items(), *exif.photo.items()]:
        if tag in NAMES and len(found) < MOST:
            for value in _told(tag, field):
                found.setdefault(NAMES[tag], value)
    return found


def _told(tag: int, field: Field) -> tuple[JsonValue, ...]:
    """Give a field's value, or none where it has none that can be told."""
    special = _SPECIAL.get(tag)
    if field.is_text or (special is not None and field.kind in _BYTES):
        text = special(field) if special and not field.is_text else placeless(field.text)
        return (text,) if text != "" else ()
    numbers = tuple(map(_rounded, field.numbers(_MOST_NUMBERS + 1)))
    if len(numbers) == 1:
        return numbers
    return ([*numbers],) if 0 < len(numbers) <= _MOST_NUMBERS else ()


def _rounded(number: Number) -> Number:
    return float(f"{number:.{_DIGITS}g}") if isinstance(number, float) else number


def _version(field: Field) -> JsonValue:
    return placeless(field.body[:4].decode("ascii", "replace"))


def _components(field: Field) -> JsonValue:
    return [*field.body[:4]]


def _code(field: Field) -> JsonValue:
    return field.body[0]


def _comment(field: Field) -> JsonValue:
    """A text behind eight bytes that tell how it is coded."""
    start, rest = field.body[:_CODING], field.body[_CODING:]
    if start == _UNICODE:
        coding = "utf-16" if rest[:2] in _MARKS else _ORDERS[field.order]
        return _wide(rest, coding)
    if start == _JIS:
        return _until_nul(rest.decode("iso2022_jp", "replace"))
    if start in _CODINGS:
        return _until_nul(rest.decode(_CODINGS[start], "replace"))
    return ""


def _windows(field: Field) -> JsonValue:
    return _wide(field.body, "utf-16-le")


def _wide(body: bytes, coding: str) -> str:
    even = body[: len(body) // 2 * 2][: 4 * LONGEST]
    return _until_nul(even.decode(coding, "replace"))


def _until_nul(text: str) -> str:
    return placeless(text.split("\x00", 1)[0])


_SPECIAL: dict[int, Callable[[Field], JsonValue]] = {
    **dict.fromkeys(_VERSIONS, _version),
    **dict.fromkeys(_CODES, _code),
    **dict.fromkeys(_WINDOWS_TEXTS, _windows),
    _COMPONENTS: _components,
    _COMMENT: _comment,
}
