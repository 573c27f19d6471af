"""Who asks, where proxies that are trusted say it."""

from front.interface import Application, Receive, Scope, Send

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
        self._hops = hops

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or the start and the end of the server."""
        if scope["type"] == "http" and (address := self._client(scope)):
            # In place: the server logs what stands in its own scope. The port is not told.
            scope["client"] = (address, 0)
        await self._app(scope, receive, send)

    def _client(self, scope: Scope) -> str | None:
        lines = [value for name, value in scope["headers"] if name == _FIELD]
        entries = [entry.strip() for entry in b",".join(lines).split(b",")]
        if len(entries) < self._hops or not lines:
            return None
        return str(entries[-self._hops].strip(b'"').decode("latin-1")) or None
