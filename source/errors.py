"""What can go wrong while a value is brought from elsewhere.

SourceError
├── NotAllowed        the address, or where it leads to, is on no allow-list
├── BadQuery          what may not be asked so
│   └── BadExpression a query that its language does not accept
├── Unreachable       it could not be brought
│   ├── Missing       it is not there: no such file, or the origin says so
│   ├── Changed       it is not what it was when it was looked at, a moment ago
│   ├── TooSlow       not within its time
│   └── Overloaded    so much is being brought already that nobody went
├── Unreadable        what came is not what it should be: broken, of another kind
│   └── TooLong       it has more bytes than are read
└── NoMatch           the query finds nothing, or something that is not a text

Each holds one sentence that may be shown to anybody: it never repeats a secret, a header that was
sent, or an address that a name was resolved to. None of them knows HTTP's answers:
endpoint/errors.py maps each to a status.
"""


class SourceError(Exception):
    """Base of every error that `source` raises on purpose."""


class NotAllowed(SourceError):  # noqa: N818 - a verdict, not a failure
    """The address, or where it leads to, is not one that may be asked."""


class BadQuery(SourceError):  # noqa: N818 - the query is bad, the class names that
    """What is asked for is none of what may be asked; the message says what is accepted."""


class BadExpression(BadQuery):
    """The query is none in its language.

    Args:
        wrong: what is wrong: "query is empty".
        accepted: what would not be: "a JSONPath such as $.version".
        part: where that is: query, replace or flags.
    """

    def __init__(self, wrong: str, accepted: str, part: str = "query") -> None:
        super().__init__(wrong, accepted, part)
        self.wrong, self.accepted, self.part = wrong, accepted, part

    def __str__(self) -> str:
        """Say both in one sentence."""
        return f"{self.wrong}; accepted: {self.accepted}"


class Unreachable(SourceError):  # noqa: N818 - the state of the other side
    """Nothing came: no such host, refused, broken off, or an error status."""


class Missing(Unreachable):
    """There is nothing of that name."""


class Changed(Unreachable):
    """It was replaced after it was found; whoever looks again finds the new one."""


class TooSlow(Unreachable):
    """It did not come, or was not read, within its time."""


class Overloaded(Unreachable):
    """Nobody went: as much as may be is being brought, and waited for, already."""


class Unreadable(SourceError):  # noqa: N818 - what came cannot be read
    """What came is broken, too large, or of another kind."""


class TooLong(Unreadable):
    """What came has more bytes than are read."""


class NoMatch(SourceError):  # noqa: N818 - the outcome of a query
    """The query finds nothing, or something that is no text or number."""
