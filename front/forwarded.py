"""Who asks, where proxies that are trusted say it."""

from front.interface import Application, Receive, Scope, Send
from front.ready import AtHand, Given, Plain

_FIELD = b"x-forwarded-for"


class Forwarded:
    """Tells an application, and the log, the address of the client instead of the proxy's.

    Args:
        app: the application.
        hops: 1 or more; as many proxies, each of which has added whom it was asked by, are trusted.
            What stands before their entries a client may have made up.
    """

    def __init__(self, app: Application, hops: int) -> None:
        self._app = app
        whole: object = app
        self._near = whole if isinstance(whole, AtHand) else None
        self._hops = hops

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or the start and the end of the server."""
        if scope["type"] == "http":
            lines = [value for name, value in scope["headers"] if name == _FIELD]
            if address := self._client(b",".join(lines)):
                # In place: the server logs what stands in its own scope. The port is not told.
                scope["client"] = (address, 0)
        await self._app(scope, receive, send)

    def at_hand(self, asked: Plain) -> Given | None:
        """Give what the application has at hand, and tell the log who asks."""
        if self._near is None:
            return None
        asked.client = self._client(asked.fields.get(_FIELD, b"")) or asked.client
        return self._near.at_hand(asked)

    def _client(self, listed: bytes) -> str | None:
        entries = [entry.strip() for entry in listed.split(b",")]
        if len(entries) < self._hops:
            return None
        return str(entries[-self._hops].strip(b'"').decode("latin-1")) or None
