"""The keys of a request, and which of them nobody read."""

import re
from collections.abc import Mapping

from endpoint.plot.fields import parse_number
from image_proc.color import Color, parse_color
from image_proc.errors import InvalidParameter
from image_proc.fields import clean_text

_HEX = re.compile(r"[0-9a-fA-F]{6}(?:[0-9a-fA-F]{2})?")
COLOR_ACCEPTED = "colours of 6 or 8 hex digits such as FF9900 or FF990080"
_LONGEST = 256 * 1024

# What asks for motion, a page's map or an account: nothing of the picture.
_HARMLESS = re.compile(r"cht|chof|chan|chid|ic(?:ac|hm)|_\w*")


class Keys:
    """What was sent.

    Args:
        sent: key → text.
    """

    def __init__(self, sent: Mapping[str, str]) -> None:
        self._sent = sent
        self._read: set[str] = set()
        self._unusable: list[str] = []

    def __contains__(self, key: str) -> bool:
        """Tell whether a key says something."""
        return bool(self._sent.get(key))

    def text(self, key: str) -> str:
        """The text of a key, "" where there is none.

        Raises:
            InvalidParameter: it is longer than anything that is read.
        """
        self._read.add(key)
        text = self._sent.get(key) or ""
        if len(text) > _LONGEST:
            raise InvalidParameter(key, text, f"at most {_LONGEST} characters")
        return text

    def parts(self, key: str, separator: str = "|") -> list[str]:
        """The pieces of a key, none where it says nothing."""
        text = self.text(key)
        return text.split(separator) if text else []

    def give_up(self, key: str) -> None:
        """List a key that says something which cannot be drawn."""
        self._read.add(key)
        if key in self and key not in self._unusable:
            self._unusable.append(key)

    def refuse(self, key: str, accepted: str) -> InvalidParameter:
        """Make the error that names a key, all that was sent for it and what is accepted."""
        return InvalidParameter(key, self._sent.get(key, ""), accepted)

    def ignored(self) -> tuple[str, ...]:
        """The keys from which nothing follows, in the order in which they were sent."""
        return tuple(
            key
            for key, value in self._sent.items()
            if key in self._unusable
            or (key not in self._read and value and not _HARMLESS.fullmatch(key))
        )


def read_number(text: str, keys: Keys, key: str) -> float:
    """Read a number out of a key.

    Raises:
        InvalidParameter: it is none.
    """
    try:
        return parse_number(text.strip())
    except ValueError as error:
        accepted = "numbers such as 12 or -3.5"
        raise InvalidParameter(key, text or keys.text(key), accepted) from error


def read_color(text: str, key: str) -> Color:
    """Read a colour: its digits.

    Raises:
        InvalidParameter: they are none.
    """
    digits = text.strip().removeprefix("#")
    if not _HEX.fullmatch(digits):
        raise InvalidParameter(key, text, COLOR_ACCEPTED)
    return parse_color(digits)


def read_words(text: str, key: str) -> str:
    """Read a text that is shown on one line.

    Raises:
        InvalidParameter: it cannot be shown.
    """
    try:
        return clean_text(" ".join(text.split()))
    except ValueError as error:
        raise InvalidParameter(key, text, str(error)) from error
