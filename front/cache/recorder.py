"""The application's answer on its way to the client, watched for keeping."""

from dataclasses import dataclass, replace
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from typing import Protocol

from front.cache.asked import Asked, fields_of
from front.cache.conditions import matches
from front.cache.memory import Memory
from front.cache.policy import Fields, Lifetime, lifetime, varies_by
from front.cache.stored import Stored
from front.interface import Headers, Message, Send
from front.ready import REQUEST_ID

_NOT_KEPT = frozenset(
    {
        REQUEST_ID,
        b"age",
        b"connection",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authentication-info",
        b"proxy-connection",
        b"te",
        b"transfer-encoding",
        b"upgrade",
    }
)
"""Fields of one connection (RFC 9111, section 3.1), of one request, or said anew each time."""


class Clock(Protocol):
    """What tells the time, as the module `time` does."""

    def time(self) -> float:
        """Seconds since the epoch."""

    def monotonic(self) -> float:
        """Seconds that never go back."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a recorder has to know.

    Args:
        memory: where the answer is kept.
        clock: what tells the time.
        asked: the request, a GET.
        stored: what was kept of it, stale by now.
        ours: that the application was asked whether that still holds, and not by the client.
    """

    memory: Memory
    clock: Clock
    asked: Asked
    stored: Stored | None
    ours: bool


class Recorder:
    """Passes an answer on and keeps a copy where that is allowed.

    Args:
        keeping: what it is about.
        send: where the answer is passed on to.

    Attributes:
        kept: that the answer is in memory now.
        unkept: that it may not be kept, which is known from its first message on.
        confirmed: what was kept, with the fields that came with the word that nothing has changed;
            where the client did not ask, nothing was passed on to it.
        disputed: that the application spoke of another answer than it was asked about; nothing
            was passed on.
    """

    def __init__(self, keeping: Keeping, send: Send) -> None:
        self._memory, self._asked, self._clock = keeping.memory, keeping.asked, keeping.clock
        self._stored, self._ours = keeping.stored, keeping.ours
        self._generation = keeping.memory.generation
        self._send = send
        self._head: tuple[int, Headers, Lifetime] | None = None
        self._body: list[bytes] = []
        self._length = 0
        self.kept = self.unkept = self.disputed = False
        self.confirmed: Stored | None = None

    def look(self, message: Message) -> None:
        """Look at one message of the application's answer."""
        if message["type"] == "http.response.start":
            self._begin(message["status"], message["headers"])
        elif message["type"] == "http.response.body" and self._head is not None:
            self._go_on(message.get("body", b""), more=message.get("more_body", False))

    async def pass_on(self, message: Message) -> None:
        """Send it to the client, unless it is meant for the cache."""
        if not (self._ours and (self.confirmed or self.disputed)):
            await self._send(message)

    def _begin(self, status: int, headers: Headers) -> None:
        fields = fields_of(headers)
        now = self._clock.time()
        if status == HTTPStatus.NOT_MODIFIED:
            self._freshen(fields, headers, now)
            return
        life = lifetime(status, fields, now)
        length = fields.get(b"content-length", b"")
        if life is None or (length.isdigit() and int(length) > self._memory.longest_body):
            self._give_up()
            return
        self._head = status, _dated(headers, fields, now), life

    def _freshen(self, fields: Fields, headers: Headers, now: float) -> None:
        """Put the fields of a 304 on what is kept, if it is this that has not changed."""
        stored = self._stored
        if stored is None:
            return
        etag = fields.get(b"etag", stored.etag if self._ours else None)
        if etag is None or not matches(etag, stored.etag):
            self.disputed = self._ours
            return
        headers = stored.confirmed_by(_kept(_dated(headers, fields, now)))
        life = lifetime(stored.status, fields_of(headers), now)
        fresh = life or replace(stored.lifetime, fresh=0, stale=0)
        self.confirmed = Stored(stored.status, headers, stored.body, fresh, self._born(fresh))
        if life is None:
            self._give_up()
        else:
            self._keep(self.confirmed)

    def _go_on(self, chunk: bytes, *, more: bool) -> None:
        self._length += len(chunk)
        if self._length > self._memory.longest_body:
            self._give_up()
            return
        self._body.append(bytes(chunk))
        if not more and self._head is not None:
            status, headers, life = self._head
            fields = fields_of(headers)
            if fields.get(b"content-length", b"%d" % self._length) != b"%d" % self._length:
                self._give_up()
                return
            body = b"".join(self._body)
            self._keep(Stored(status, _kept(headers), body, life, self._born(life)))

    def _keep(self, stored: Stored) -> None:
        names = varies_by(fields_of(stored.headers))
        if self._generation != self._memory.generation:  # made of what is gone, perhaps
            self._give_up()
        elif self._memory.put(self._asked.key, self._asked.fields, names, stored):
            self.kept = True
        else:
            self._give_up()

    def _born(self, life: Lifetime) -> float:
        return self._clock.monotonic() - life.age

    def _give_up(self) -> None:
        self._head = None
        self._body.clear()
        self.unkept = True


def _dated(headers: Headers, fields: Fields, now: float) -> Headers:
    """Say when an answer was made, where the application leaves that to the server."""
    if b"date" in fields:
        return headers
    return [*headers, _date(int(now))]


@lru_cache(maxsize=1)
def _date(second: int) -> tuple[bytes, bytes]:
    """Write a Date once: what is kept in one second holds it together."""
    return b"date", formatdate(second, usegmt=True).encode()


def _kept(headers: Headers) -> Headers:
    return [pair for pair in headers if pair[0] not in _NOT_KEPT]
