"""Gunicorn's `asgi` worker with connections of our own (ADR 0031)."""

import asyncio
import os
import resource
import signal
from contextlib import suppress
from typing import Any, ClassVar

from gunicorn.arbiter import Arbiter
from gunicorn.asgi.lifespan import LifespanManager, LifespanStartupFailed
from gunicorn.config import Config
from gunicorn.workers.gasgi import ASGIWorker

from front.connection import Connection
from front.host import Limits
from front.listening import Listening
from front.ready import AtHand
from front.shortcut import Shortcut
from front.wire import Wire

_SPARE_FILES = 512
"""Left for the application when connections take all others."""


with suppress(ImportError):  # else the loop is asyncio's
    import uvloop as _uvloop  # noqa: F401  # before the fork, where a start waits for it once


class Worker(ASGIWorker):  # type: ignore[misc]  # gunicorn has no types
    """Serve HTTP/1.1, and end what waits too long: one look at all connections a second."""

    limits: ClassVar[Limits] = Limits()
    tick: ClassVar[float] = 1.0
    """s between two looks at the connections."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.alive: bool = True
        self.clock = 0.0
        self.keepalive = 0.0
        self._connections: set[Wire] = set()
        self._leaving: set[Wire] = set()
        self._idle: dict[Wire, None] = {}
        self._most = self.limits.connections
        self._wake: asyncio.Event | None = None
        self.shortcut: Shortcut | None = None

    @classmethod
    def check_config(cls, cfg: Config, log: Any) -> None:
        """Accept `threads`: they are for the gthread worker, and for the application's own use."""

    def init_process(self) -> None:
        """Let as many files be open as the system allows, a connection being one."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
            # Until the loop listens, the handlers are copies of the arbiter's: they would swallow
            # a stop, which then took all of graceful_timeout.
            signal.signal(number, signal.SIG_DFL)
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft != hard:
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        if hard != resource.RLIM_INFINITY:
            self._most = max(1, min(self._most, hard - _SPARE_FILES))
        self.keepalive = self.cfg.keepalive
        super().init_process()

    def handle_exit_signal(self) -> None:
        """Stop at once: gunicorn's worker would sleep for up to a second first."""
        super().handle_exit_signal()
        self._stop_waiting()

    def handle_quit_signal(self) -> None:
        """Stop without waiting for requests."""
        super().handle_quit_signal()
        self._stop_waiting()

    def _stop_waiting(self) -> None:
        if self._wake is not None:
            self._wake.set()

    async def _serve(self) -> None:
        self._wake = asyncio.Event()
        self.clock = self.loop.time() + self.tick
        if not await self._started():
            raise SystemExit(Arbiter.WORKER_BOOT_ERROR)
        if isinstance(self.asgi, AtHand):
            self.shortcut = Shortcut(self.cfg, self.asgi)
        ssl = self._get_ssl_context()
        for each in self.sockets:
            shared = self.cfg.workers > 1
            server = Listening(self.loop, each.sock, self._connection, ssl, shared=shared)
            server.begin()
            self.servers.append(server)
        while self.alive and self.ppid == os.getppid():
            self._tick()
            await self._pause()
        self.alive = False
        await self._shutdown()

    def _connection(self) -> Connection:
        return Connection(self)

    async def _started(self) -> bool:
        if self.cfg.asgi_lifespan == "off":
            return True
        self.lifespan = LifespanManager(self.asgi, self.log, self.state)
        try:
            await self.lifespan.startup()
        except LifespanStartupFailed as error:
            self.log.error("The application does not start: %s", error)  # noqa: TRY400  # its own words
            self.lifespan = None
            return False
        except RuntimeError:  # it does not know what that is
            self.lifespan = None
        return self.lifespan is not None or self.cfg.asgi_lifespan != "on"

    async def _pause(self) -> None:
        assert self._wake is not None  # noqa: S101  # _serve() has made it
        self.loop.call_later(self.tick, self._wake.set)
        await self._wake.wait()
        self._wake.clear()

    def _tick(self) -> None:
        self.notify()
        now = self.loop.time()
        self.clock = now + self.tick
        for connection in [one for one in self._open() if one.deadline < now]:
            connection.expire()

    def _open(self) -> list[Wire]:
        return [*self._connections, *self._leaving]

    async def _shutdown(self) -> None:
        """Accept no more, close what is idle, and wait for the requests under way."""
        for server in self.servers:
            server.close()
        for connection in list(self._idle):
            connection.close_if_idle()
        end = self.loop.time() + self.cfg.graceful_timeout
        while self._open() and not self._quick_shutdown and self.loop.time() < end:
            self._tick()
            await asyncio.sleep(0.05)
        if left := self._open():
            self.log.warning("%d connections are cut off", len(left))
        for connection in left:
            connection.abort()
        if self.lifespan and not self._quick_shutdown:
            await self.lifespan.shutdown()

    # What a connection calls.

    def opened(self, connection: Wire) -> None:
        """Count a connection; past the limit the one that has been idle longest makes room."""
        self._connections.add(connection)
        self._idle[connection] = None
        self.nr_conns = len(self._connections)
        if self.nr_conns > self._most:
            next(iter(self._idle)).close()

    def leaving(self, connection: Wire) -> None:
        """Count a connection no longer, but watch it until it has gone."""
        self._leaving.add(connection)
        self._connections.discard(connection)
        self._idle.pop(connection, None)
        self.nr_conns = len(self._connections)

    def lost(self, connection: Wire) -> None:
        """Forget a connection."""
        self.leaving(connection)
        self._leaving.discard(connection)

    def idle(self, connection: Wire) -> None:
        """Put a connection last among those that wait for a request."""
        self._idle[connection] = None

    def busy(self, connection: Wire) -> None:
        """Count a request; the worker is replaced once it has served `max_requests`."""
        self._idle.pop(connection, None)
        self.nr += 1
        if self.nr >= self.max_requests and self.alive:
            self.log.info("The worker has served its requests and is replaced.")
            self.alive = False
            self._stop_waiting()
