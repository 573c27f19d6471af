"""Texts for badges: one that everybody has seen, and ones that nobody ever has."""

from itertools import count

from benchmarks.peers import Text

KNOWN: Text = ("build", "passing")

# About as wide as the letters of the known text, so that the badges are of one size.
_LETTERS = "abdeghnopqsuv"
# Prime to 13: stepping by it visits every word before it repeats, and neighbours look unlike.
_STRIDE = 1_664_525


_numbers = count(1)


def known(amount: int) -> list[Text]:
    """The known text, again and again."""
    return [KNOWN] * amount


def new(amount: int) -> list[Text]:
    """Texts as long as the known one that nobody was given before (371,293, then labels repeat)."""
    label, message = map(len, KNOWN)
    numbers = (next(_numbers) for _ in range(amount))
    return [(_word(number, label), _word(number, message)) for number in numbers]


def _word(number: int, length: int) -> str:
    rest = number * _STRIDE % len(_LETTERS) ** length
    letters = []
    for _ in range(length):
        rest, digit = divmod(rest, len(_LETTERS))
        letters.append(_LETTERS[digit])
    return "".join(letters)
