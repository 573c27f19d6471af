"""How far back a badge looks, for its trend and its change."""

import re
from dataclasses import dataclass
from datetime import timedelta

from endpoint.query import Sent
from image_proc.errors import InvalidParameter

_ACCEPTED = "a window such as 12h, 30d, 8w or 1y, at most 10 years"
_WINDOW = re.compile(r"([0-9]{1,5})([mhdwy])")
_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "y": timedelta(days=365),
}
_LONGEST_WINDOW = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class Window:
    """How far back is looked.

    Args:
        sent: as it was asked for.
        span: how long that is.
    """

    sent: Sent
    span: timedelta

    @classmethod
    def read(cls, sent: Sent) -> "Window":
        """Read a window such as 30d.

        Raises:
            InvalidParameter: it is none, or too long.
        """
        match = _WINDOW.fullmatch(str(sent.value))
        span = int(match[1]) * _UNITS[match[2]] if match else timedelta()
        if not timedelta() < span <= _LONGEST_WINDOW:
            raise InvalidParameter(sent.name, sent.value, _ACCEPTED)
        return cls(sent, span)

    def refusal(self, value: str) -> InvalidParameter:
        """Make the error of a window in which a value is no number."""
        accepted = f"to be left out: the metric's values are not all numbers, as {value!r} is none"
        return InvalidParameter(self.sent.name, self.sent.value, accepted)
