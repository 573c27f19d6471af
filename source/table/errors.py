"""What can go wrong while a table is read.

SourceError
├── BadQuery
│   ├── BadChoice   a column, window or bucket that this file does not have
│   └── TooMuch     what is asked for takes more reading, time or room than there is
└── Unreadable
    └── BadTable    the file is not what it is read as
        └── BadLine   one of its lines is not
"""

from source.errors import BadQuery, Unreadable

_SHOWN = 60
"""Characters of a value in a message."""


class BadChoice(BadQuery):
    """What is asked for is not in this file.

    Args:
        name: which field of `Wanted`.
        value: what it holds.
        accepted: what it may hold, for this file.
    """

    def __init__(self, name: str, value: str, accepted: str) -> None:
        super().__init__(f"{name} is {shown(value)}; accepted: {accepted}")
        self.name = name
        self.value = value
        self.accepted = accepted


class TooMuch(BadQuery):
    """More than may be read, or kept; the message says what would be less."""


class BadTable(Unreadable):
    """The file as a whole is not of the kind that it is read as."""


class BadLine(BadTable):
    """A line is not what the others are.

    Args:
        place: "line 3", or "line 3 from the end".
        found: what stands there, or what is wrong with it.
        accepted: what may stand there.
    """

    def __init__(self, place: str, found: str, accepted: str) -> None:
        super().__init__(f"{place} {found}; accepted: {accepted}")
        self.place = place
        self.accepted = accepted


def shown(text: str) -> str:
    """Quote a text for a message, a long one in part."""
    return repr(text) if len(text) <= _SHOWN else f"{text[:_SHOWN]!r}…"
