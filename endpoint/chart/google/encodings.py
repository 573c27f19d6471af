"""The data of `chd`: as texts, or in one or two letters a value; and the range of `chds`."""

import re
import string
from itertools import pairwise
from typing import NamedTuple

from endpoint.chart.google.keys import Keys, read_number
from image_proc.chart.fields import MOST_SERIES, MOST_VALUES

Values = tuple[float | None, ...]
Range = tuple[float, float]

_SIMPLE = {
    letter: float(at)
    for at, letter in enumerate(string.ascii_uppercase + string.ascii_lowercase + string.digits)
}
_EXTENDED = {letter: at for at, letter in enumerate((*_SIMPLE, "-", "."))}
_SIMPLE_MOST, _EXTENDED_MOST, _TEXT_MOST = 61.0, 4095.0, 100.0
_FORM = re.compile(r"([tsea])([0-9]{0,2}):(.*)", re.DOTALL)
_MISSING = frozenset({"_", "", "null", "-"})
_GAP, _WIDE_GAP = "_", "__"
_DATA, _RANGE, _AUTO = "chd", "chds", "a"
ACCEPTED = (
    "t:1,2,_|3,4 (numbers, _ for a missing one), s: (a letter or digit for each), e: (two of "
    "them, - and . for each) or a: (numbers, on a scale that fits them)"
)
_RANGE_ACCEPTED = "a, or the least and the greatest number: for all series or for each in turn"


class Data(NamedTuple):
    """What is shown.

    Args:
        series: the values of each.
        ranges: the least and the greatest value of the scale of each, with as many as there are
            series; none where the scale fits the values.
    """

    series: tuple[Values, ...]
    ranges: tuple[Range, ...]

    @property
    def common(self) -> Range | None:
        """The ends of the axis: the first series'."""
        return self.ranges[0] if self.ranges else None

    def on(self, at: int, ends: Range | None) -> Values:
        """The values of a series on an axis with other ends than its own, if there are any."""
        values = self.series[at]
        if ends is None or not self.ranges or self.ranges[at] == ends:
            return values
        (low, high), (start, end) = self.ranges[at], ends
        factor = (end - start) / (high - low)
        return tuple(None if each is None else start + (each - low) * factor for each in values)


def read_data(keys: Keys) -> Data:
    """Read `chd` and `chds`.

    Raises:
        InvalidParameter: what is wrong.
    """
    match = _FORM.fullmatch(keys.text(_DATA).strip())
    if match is None:
        raise keys.refuse(_DATA, ACCEPTED)
    form, shown, text = match.groups()
    custom = keys.text(_RANGE) if form == "t" else ""
    series = _READERS[form](text, keys, custom)
    if shown:
        # What is behind the shown ones is there for markers alone.
        series = series[: int(shown)]
    if len(series) > MOST_SERIES:
        raise keys.refuse(_DATA, f"at most {MOST_SERIES} series")
    return Data(series, _ranges(form, custom, keys, len(series)))


def _text(text: str, keys: Keys, custom: str) -> tuple[Values, ...]:
    pieces = text.split("|")
    if text.count(",") + len(pieces) > MOST_VALUES:
        raise keys.refuse(_DATA, f"at most {MOST_VALUES} values")
    found = tuple(tuple(_number(item, keys) for item in each.split(",")) for each in pieces)
    if custom:
        return found
    # From 0 to 100; what is less is missing.
    return tuple(
        tuple(None if each is None or each < 0 else min(each, _TEXT_MOST) for each in values)
        for values in found
    )


def _automatic(text: str, keys: Keys, custom: str) -> tuple[Values, ...]:
    del custom
    return _text(text, keys, _AUTO)


def _number(item: str, keys: Keys) -> float | None:
    return None if item.strip() in _MISSING else read_number(item, keys, _DATA)


def _simple(text: str, keys: Keys, custom: str) -> tuple[Values, ...]:
    del custom
    if len(text) > MOST_VALUES:
        raise keys.refuse(_DATA, f"at most {MOST_VALUES} values")
    return tuple(tuple(_letter(each, keys) for each in piece) for piece in text.split(","))


def _letter(letter: str, keys: Keys) -> float | None:
    if letter != _GAP and letter not in _SIMPLE:
        raise keys.refuse(_DATA, f"A to Z, a to z, 0 to 9 and _ behind s:, not {letter!r}")
    return _SIMPLE.get(letter)


def _extended(text: str, keys: Keys, custom: str) -> tuple[Values, ...]:
    del custom
    if len(text) > 2 * MOST_VALUES:
        raise keys.refuse(_DATA, f"at most {MOST_VALUES} values")
    return tuple(
        tuple(_pair(piece[at : at + 2], keys) for at in range(0, len(piece), 2))
        for piece in text.split(",")
    )


def _pair(pair: str, keys: Keys) -> float | None:
    if pair == _WIDE_GAP:
        return None
    high, low = (_EXTENDED.get(letter) for letter in (pair[:1], pair[1:]))
    if high is None or low is None:
        raise keys.refuse(
            _DATA, f"pairs of A to Z, a to z, 0 to 9, - and . behind e:, not {pair!r}"
        )
    return float(high * len(_EXTENDED) + low)


_READERS = {"t": _text, "s": _simple, "e": _extended, "a": _automatic}


def _ranges(form: str, custom: str, keys: Keys, count: int) -> tuple[Range, ...]:
    usual = {"s": _SIMPLE_MOST, "e": _EXTENDED_MOST, "t": _TEXT_MOST}
    if form == "a" or custom == _AUTO:
        return ()
    if not custom:
        return ((0.0, usual[form]),) * count
    ends = [read_number(end, keys, _RANGE) for end in custom.split(",")]
    pairs = [pair for at, pair in enumerate(pairwise(ends)) if not at % 2]
    if not pairs or len(ends) % 2 or any(low == high for low, high in pairs):
        raise keys.refuse(_RANGE, _RANGE_ACCEPTED)
    # Of fewer pairs than series the last one goes on.
    return tuple(pairs[min(at, len(pairs) - 1)] for at in range(count))
