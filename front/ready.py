"""Answers at hand: whole, in memory, and given without the ceremony of an application.

An application may offer them beside ASGI. Then a server asks it first, and answers within the very
call that brought the request: no task, no messages, no scope, and a head that is written once.
"""

from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable

REQUEST_ID = b"x-request-id"
"""The field by which an answer names its request."""


@dataclass(slots=True)
class Plain:
    """A request of which nothing but its target and its fields matters.

    It is a GET or HEAD of HTTP/1.1 without a body, on a connection that is kept.

    Args:
        target: as it was sent; it begins with a slash.
        fields: by their names in lower case; each was sent once, and Host is one of them.
        head: only the header is wanted.
        client: the address that asks, as the log shows it.
    """

    target: bytes
    fields: dict[bytes, bytes]
    head: bool
    client: str


class Ready(NamedTuple):
    """An answer that is given again and again.

    Args:
        status: of the answer.
        lines: the status line and the fields that it has each time, as HTTP/1.1 sends them,
            without the last line break.
        body: its bytes.
    """

    status: int
    lines: bytes
    body: bytes


class Given(NamedTuple):
    """An answer at hand, and what it has this time only.

    Args:
        ready: the answer.
        age: s since it was made.
        request_id: the name of this request: letters, digits, `.`, `_`, `-`.
    """

    ready: Ready
    age: int
    request_id: bytes


@runtime_checkable
class AtHand(Protocol):
    """An application that has answers at hand."""

    def at_hand(self, asked: Plain) -> Given | None:
        """Give an answer, and count it as given; None to be asked by ASGI."""
