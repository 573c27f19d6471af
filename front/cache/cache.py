"""An HTTP cache in memory before an application (RFC 9111, as a shared cache; RFC 5861)."""

import asyncio
import logging
import time
from collections.abc import Callable
from http import HTTPStatus

from front.cache.asked import (
    Addresses,
    Asked,
    RequestIds,
    changed_targets,
    fields_of,
    is_passed,
    takes_any,
    whole,
    with_condition,
)
from front.cache.conditions import CONDITIONS
from front.cache.counts import Counts
from front.cache.directives import parse
from front.cache.flights import Flights, Unkept
from front.cache.memory import Key, Memory, Place
from front.cache.policy import Fields
from front.cache.recorder import Clock, Keeping, Recorder
from front.cache.selecting import Selecting
from front.cache.stored import Stored
from front.interface import Application, Message, Receive, Scope, Send
from front.ready import REQUEST_ID, Given, Plain

log = logging.getLogger(__name__)

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_NOTHING_KEPT = b"Nothing is kept of this address, and only-if-cached asks for nothing else.\n"
_RETRY = 5.0
"""s until an application is asked again that could not say whether an answer still holds."""


class HttpCache:
    """Answers from memory what the application allows to be kept, and passes on all else.

    It obeys Cache-Control, Vary, ETag, Age, Expires and Authorization, and knows nothing else of
    what it keeps. Of twins that ask at once for what is not kept, one reaches the application.

    Args:
        app: what answers; an ASGI 3 application.
        budget: bytes of answers that are kept; with 0 it keeps nothing.
        target_fields: request fields besides Host that are part of the address.
        codings: the content codings that the application knows, such as gzip.
        clock: what tells the time.
    """

    def __init__(
        self,
        app: Application,
        budget: int,
        *,
        target_fields: tuple[bytes, ...] = (),
        codings: tuple[bytes, ...] = (),
        clock: Clock = time,
    ) -> None:
        self.counts = Counts()
        self._app = app
        self._clock = clock
        self._memory = Memory(budget, self.counts, Selecting(codings))
        self._addresses = Addresses(target_fields)
        self._ids = RequestIds()
        self._flights = Flights()
        self._unkept = Unkept()
        self._every_second: list[Callable[[], None]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or live through one lifespan."""
        if scope["type"] != "http":
            await self._live(scope, receive, send)
            return
        fields = fields_of(scope["headers"])
        if scope["method"] not in ("GET", "HEAD") or is_passed(scope, fields):
            await self._pass(scope, fields, receive, send)
            return
        key = self._addresses.key(scope, fields)
        if b"cache-control" not in fields:
            # The quick way, for nearly all that is asked of a cache.
            stored = self._memory.get(self._memory.place(key, fields))
            if stored is not None and self._clock.monotonic() < stored.fresh_until:
                self.counts.hits += 1
                await self._give(stored, scope, fields, send)
                return
        wishes = parse(fields.get(b"cache-control", b""))
        await self._find(Asked(scope, receive, send, fields, key, wishes))

    def at_hand(self, asked: Plain) -> Given | None:
        """Give what is fresh to who asks for no more than that; the same as by ASGI."""
        fields = asked.fields
        if not takes_any(fields):
            return None
        key = self._addresses.key_of(whole(asked.target), fields)
        stored = self._memory.get(self._memory.place(key, fields))
        now = self._clock.monotonic()
        if stored is None or now >= stored.fresh_until:
            return None
        ready = stored.ready(known=_is_known(stored, fields))
        if ready is None:
            return None
        self.counts.hits += 1
        self.counts.by_status[ready.status] += 1
        return Given(ready, stored.age(now), self._ids.of(fields))

    def each_second(self, act: Callable[[], None]) -> None:
        """Have something done once a second while it serves, and in the end, in the event loop."""
        self._every_second.append(act)

    def forget_all(self) -> None:
        """Let go of all answers."""
        self._memory.forget_all()

    async def _find(self, asked: Asked) -> None:
        """Answer from memory, with the answer to a twin, or by the application."""
        waited = False
        while True:
            place = self._memory.place(asked.key, asked.fields)
            stored = self._memory.get(place)
            if stored is not None and self._may_give(asked, place, stored, waited=waited):
                await self._give(stored, asked.scope, asked.fields, asked.send)
                return
            if b"only-if-cached" in asked.wishes:
                await self._refuse(asked)
                return
            if self._goes_alone(asked, stored):
                await self._ask(asked, stored, lambda: None)
                return
            if (flight := self._flights.of(place)) is None:
                land = self._flights.take_off(place)
                try:
                    await self._ask(asked, stored, land)
                finally:
                    land()
                return
            await flight.wait()
            waited = True

    def _may_give(self, asked: Asked, place: Place, stored: Stored, *, waited: bool) -> bool:
        now = self._clock.monotonic()
        if stored.fits(now, asked.wishes):
            if waited:
                self.counts.shared += 1
            else:
                self.counts.hits += 1
            return True
        if asked.wishes or now >= stored.stale_until:
            return False
        self.counts.stale += 1
        if self._flights.of(place) is None and now >= stored.retry_at:
            self._flights.behind(place, self._renew(asked, stored))
        return True

    def _goes_alone(self, asked: Asked, stored: Stored | None) -> bool:
        """Whether the application is asked without waiting for twins, and without them waiting.

        A client with a condition of its own costs a 304, most often; one that wants no kept answer
        gets none; and nobody waits for an answer that is not kept, or for a HEAD.
        """
        alone = stored is None and not CONDITIONS.isdisjoint(asked.fields)
        return alone or bool(asked.wishes) or asked.head or asked.key in self._unkept

    async def _ask(self, asked: Asked, stored: Stored | None, land: Callable[[], None]) -> None:
        """Let the application answer, and keep its answer where that is allowed.

        Args:
            asked: the request.
            stored: what is kept, stale.
            land: called as soon as nobody need wait for this answer.
        """
        if asked.head or b"no-store" in asked.wishes:
            self.counts.misses += 1
            await self._app(self._named(asked), asked.receive, asked.send)
            return
        etag = None if stored is None or not CONDITIONS.isdisjoint(asked.fields) else stored.etag
        recorder = self._recorder(asked, asked.send, stored, ours=etag is not None)
        scope = self._named(asked)
        if etag is not None:
            scope = with_condition(scope, etag)
        await self._app(scope, asked.receive, self._watched(recorder, asked.key, land))
        if recorder.disputed:
            self._memory.forget(asked.key)
            await self._ask(asked, None, land)
        elif recorder.confirmed and etag is not None:
            self.counts.revalidated += 1
            await self._give(recorder.confirmed, asked.scope, asked.fields, asked.send)
        else:
            self.counts.misses += 1

    def _watched(self, recorder: Recorder, key: Key, land: Callable[[], None]) -> Send:
        """Let the twins go as soon as the answer is there for them, or known not to be.

        Only then it is passed on: a client that reads slowly is waited for by nobody else.
        """

        async def send(message: Message) -> None:
            recorder.look(message)
            if recorder.unkept:
                self._unkept.add(key)
                land()
            elif recorder.kept:
                self._unkept.remove(key)
                land()
            await recorder.pass_on(message)

        return send

    async def _renew(self, asked: Asked, stored: Stored) -> None:
        """Ask behind a client's back whether an answer still holds."""
        stored.retry_at = self._clock.monotonic() + _RETRY
        recorder = self._recorder(asked, _nowhere, stored, ours=stored.etag is not None)
        scope = with_condition(self._ids.put_into(asked.scope, {}), stored.etag)
        await self._app(scope, _never, self._watched(recorder, asked.key, lambda: None))

    def _recorder(self, asked: Asked, send: Send, stored: Stored | None, *, ours: bool) -> Recorder:
        return Recorder(Keeping(self._memory, self._clock, asked, stored, ours=ours), send)

    async def _give(self, stored: Stored, scope: Scope, fields: Fields, send: Send) -> None:
        """Answer from memory."""
        known = _is_known(stored, fields)
        status = HTTPStatus.NOT_MODIFIED.value if known else stored.status
        headers = stored.headers_of(known=known, now=self._clock.monotonic())
        headers.append((REQUEST_ID, self._ids.of(fields)))
        self.counts.by_status[status] += 1
        bodiless = known or scope["method"] == "HEAD"
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if bodiless else stored.body})

    async def _refuse(self, asked: Asked) -> None:
        """Say that nothing is kept to who wants nothing else (section 5.2.1.7)."""
        self.counts.refused += 1
        headers = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", b"%d" % len(_NOTHING_KEPT)),
            (b"cache-control", b"no-store"),
            (REQUEST_ID, self._ids.of(asked.fields)),
        ]
        status = HTTPStatus.GATEWAY_TIMEOUT.value
        await asked.send({"type": "http.response.start", "status": status, "headers": headers})
        body = b"" if asked.head else _NOTHING_KEPT
        await asked.send({"type": "http.response.body", "body": body})

    async def _pass(self, scope: Scope, fields: Fields, receive: Receive, send: Send) -> None:
        """Let the application answer what is none of the cache's business."""
        self.counts.passed += 1
        watched = send
        if scope["method"] not in _SAFE:
            watched = self._invalidating(scope, fields, send)
        await self._app(self._ids.put_into(scope, fields), receive, watched)

    def _invalidating(self, scope: Scope, fields: Fields, send: Send) -> Send:
        """Forget what an unsafe method has changed, as soon as it is known (section 4.4)."""

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start" and 200 <= message["status"] < 400:  # noqa: PLR2004
                for target in changed_targets(scope, fields_of(message["headers"])):
                    self._memory.forget(self._addresses.key_of(target, fields))
            await send(message)

        return watched

    def _named(self, asked: Asked) -> Scope:
        return self._ids.put_into(asked.scope, asked.fields)

    async def _live(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Tick while the application lives."""
        self._ids.renew()
        ticking = asyncio.create_task(self._tick())
        try:
            await self._app(scope, receive, send)
        finally:
            ticking.cancel()
            self._do_each_second()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(1)
            self._do_each_second()

    def _do_each_second(self) -> None:
        for each in self._every_second:
            try:
                each()
            except Exception:
                log.exception("What is done once a second failed")


def _is_known(stored: Stored, fields: Fields) -> bool:
    """Tell whether who asks has the answer already."""
    return not CONDITIONS.isdisjoint(fields) and stored.known_to(fields)


async def _nowhere(_message: Message) -> None:
    """Take an answer that nobody waits for."""


async def _never() -> Message:
    """Be a client that has said all and stays."""
    await asyncio.Event().wait()
    raise AssertionError
