"""What a connection needs of the worker that it belongs to."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from gunicorn.config import Config

from front.interface import Application
from front.shortcut import Shortcut

if TYPE_CHECKING:
    from front.wire import Wire


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a connection may keep a server waiting, in s, and how many there may be.

    Args:
        head: from the first moment, or from a request's first byte, to the end of its head.
        silence: without a byte of a body.
        stuck: without the client reading a byte of its response.
        linger: in which a client may notice that what it still sends is not read.
        connections: of one worker, 1 or more; past it the one that has been idle longest is closed.
    """

    head: float = 10
    silence: float = 30
    stuck: float = 30
    linger: float = 3
    connections: int = 20_000


class Host(Protocol):
    """A worker, as its connections see it."""

    cfg: Config
    log: Any
    asgi: Application
    shortcut: Shortcut | None
    """To answers at hand, where the application has any."""
    loop: asyncio.AbstractEventLoop
    limits: Limits
    alive: bool
    """No: every response is the last of its connection."""
    keepalive: float
    """s that a connection may be idle; 0 for one request a connection."""
    clock: float
    """s of the loop's time when the worker looks next, so that no limit is shorter than it says."""

    def opened(self, connection: "Wire") -> None:
        """Hear of a new connection."""

    def leaving(self, connection: "Wire") -> None:
        """Hear that a connection is to end as soon as all is sent."""

    def lost(self, connection: "Wire") -> None:
        """Hear that a connection is no more."""

    def idle(self, connection: "Wire") -> None:
        """Hear that no request is under way, now."""

    def busy(self, connection: "Wire") -> None:
        """Hear that a request is under way."""
