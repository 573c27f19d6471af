"""The axes of a chart: `chxt` and the keys that count from it.

Their words and numbers are not bound to the data: an axis from 0 to 100 may stand beside data
from 0 to 61.
"""

import re
from dataclasses import dataclass, replace

from endpoint.chart.google.keys import Keys, read_number, read_words
from image_proc.chart import Unit

_AXES = ("x", "y", "r", "t")
_SHOWN, _LABELS, _PLACES, _RANGES, _STYLES = "chxt", "chxl", "chxp", "chxr", "chxs"
_HEAD = re.compile(r"([0-9]{1,2}):")
_FORMAT = re.compile(r"N(?P<before>[^*]*)(?:\*(?P<form>[^*]*)\*(?P<behind>.*))?", re.DOTALL)
_CURRENCIES = {"EUR": "€", "GBP": "£", "JPY": "¥", "USD": "$"}
_MOST_AXES, _MOST_LABELS = 16, 1000
_MOST_MARKS = 200
_HUNDRED = (0.0, 100.0)


@dataclass(frozen=True, slots=True)
class Beside:
    """What an axis says.

    Args:
        name: x, y, r or t.
        labels: texts in place of numbers.
        places: where labels or numbers stand, in what its ends are called.
        ends: what its ends are called; none where nothing is said.
        step: between two numbers, 0 where nothing is said.
        look: fields of an axis for how its numbers are written.
        title: along it.
    """

    name: str
    labels: tuple[str, ...] = ()
    places: tuple[float, ...] = ()
    ends: tuple[float, float] | None = None
    step: float = 0
    look: tuple[tuple[str, object], ...] = ()
    title: str = ""

    @property
    def called(self) -> tuple[float, float]:
        """What its ends are called, where it does not follow from the data: 0 to 100."""
        return self.ends or _HUNDRED

    @property
    def marks(self) -> tuple[float, ...]:
        """Where its numbers stand, as far as that is said."""
        if self.places or not self.step or self.ends is None:
            return self.places
        low, high = self.ends
        count = (high - low) / self.step
        if not 0 < count <= _MOST_MARKS:
            return ()
        return tuple(low + self.step * at for at in range(int(count + 1e-9) + 1))


def read_axes(keys: Keys) -> dict[str, Beside]:
    """Read all axes: x, y, r, t → what it says.

    A second one at the same side that has a single text is the title of the first.

    Raises:
        InvalidParameter: something that makes no sense, by its key.
    """
    names = keys.parts(_SHOWN, ",")
    if len(names) > _MOST_AXES or any(name not in _AXES for name in names):
        raise keys.refuse(_SHOWN, f"at most {_MOST_AXES} of {', '.join(_AXES)}, with commas")
    labels, places = _labels(keys, len(names)), _numbers(keys, _PLACES, len(names))
    ranges, looks = _numbers(keys, _RANGES, len(names)), _looks(keys, len(names))
    found: dict[str, Beside] = {}
    for at, name in enumerate(names):
        beside = Beside(name, labels.get(at, ()), places.get(at, ()), look=looks.get(at, ()))
        beside = _ranged(beside, ranges.get(at, ()), keys)
        found[name] = _joined(found[name], beside, keys) if name in found else beside
    if "t" in found:
        keys.give_up(_SHOWN)
    return found


def _joined(first: Beside, second: Beside, keys: Keys) -> Beside:
    texts = [label for label in second.labels if label]
    if len(texts) == 1 and not first.title:
        return replace(first, title=texts[0])
    keys.give_up(_SHOWN)
    return first


def _index(text: str, keys: Keys, key: str, count: int) -> int:
    if text.isascii() and text.isdigit() and len(text) < 3 and int(text) < count:  # noqa: PLR2004 - digits
        return int(text)
    accepted = (
        f"axes by their place in {_SHOWN}, 0 to {count - 1}" if count else f"{_SHOWN} beside it"
    )
    raise keys.refuse(key, accepted)


def _labels(keys: Keys, count: int) -> dict[int, tuple[str, ...]]:
    """Read `0:|Jan|Feb|1:|low|high`."""
    found: dict[int, list[str]] = {}
    texts: list[str] | None = None
    for piece in keys.parts(_LABELS):
        if head := _HEAD.fullmatch(piece.strip()):
            texts = found.setdefault(_index(head[1], keys, _LABELS, count), [])
        elif texts is None:
            raise keys.refuse(_LABELS, "an axis and its labels, such as 0:|Jan|Feb|1:|low|high")
        elif len(texts) == _MOST_LABELS:
            raise keys.refuse(_LABELS, f"at most {_MOST_LABELS} labels for an axis")
        else:
            texts.append(read_words(piece, _LABELS))
    return {at: _ended(texts) for at, texts in found.items()}


def _ended(texts: list[str]) -> tuple[str, ...]:
    """A separator at the end of all is no label."""
    return tuple(texts[:-1] if len(texts) > 1 and not texts[-1] else texts)


def _numbers(keys: Keys, key: str, count: int) -> dict[int, tuple[float, ...]]:
    """Read `0,10,35,75|1,20`: an axis and its numbers."""
    found: dict[int, tuple[float, ...]] = {}
    for piece in keys.parts(key):
        index, *numbers = piece.split(",")
        if len(numbers) > _MOST_LABELS:
            raise keys.refuse(key, f"at most {_MOST_LABELS} numbers for an axis")
        said = tuple(read_number(each, keys, key) for each in numbers if each)
        found[_index(index.strip(), keys, key, count)] = said
    return found


def _ranged(beside: Beside, numbers: tuple[float, ...], keys: Keys) -> Beside:
    if not numbers:
        return beside
    if len(numbers) not in (2, 3) or numbers[0] == numbers[1]:
        raise keys.refuse(_RANGES, "an axis, its start, its end and a step, such as 0,0,500,100")
    step = abs(numbers[2]) if len(numbers) > 2 else 0.0  # noqa: PLR2004 - the third of three
    return replace(beside, ends=(numbers[0], numbers[1]), step=step)


def _looks(keys: Keys, count: int) -> dict[int, tuple[tuple[str, object], ...]]:
    """Read the forms of numbers: `0N$*f1*k,676767,12`; colours and sizes of words are ours."""
    found: dict[int, tuple[tuple[str, object], ...]] = {}
    for piece in keys.parts(_STYLES):
        first, *others = piece.split(",")
        digits = re.match(r"[0-9]*", first)
        index = digits[0] if digits else ""
        at = _index(index, keys, _STYLES, count)
        if any(others):
            keys.give_up(_STYLES)
        if form := _FORMAT.fullmatch(first[len(index) :]):
            found[at] = _written(form["before"], form["form"] or "", form["behind"] or "")
    return found


def _written(before: str, form: str, behind: str) -> tuple[tuple[str, object], ...]:
    """The fields of an axis that write its numbers so."""
    if form.startswith("p"):
        return (("unit", Unit.PERCENT),)
    if form.startswith("c"):
        before += _CURRENCIES.get(form[1:4], "")
    said = (("prefix", before.strip()[:16]), ("suffix", behind.strip()[:16]))
    return tuple(pair for pair in said if pair[1])
