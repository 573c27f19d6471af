"""An application that is told what to answer, behind the cache, and a clock set by hand."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from front.cache import HttpCache
from front.interface import Message, Receive, Scope, Send

BUDGET = 1_000_000
Lines = dict[str, str]


class HandClock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def time(self) -> float:
        return 1_700_000_000 + self.now

    def monotonic(self) -> float:
        return self.now


@dataclass(frozen=True)
class Seen:
    """An answer as the client sees it."""

    status: int
    headers: Lines
    body: bytes


@dataclass
class Told:
    """What the application answers next, and whom it has been asked by."""

    status: int = 200
    headers: Lines = field(default_factory=dict)
    body: bytes = b"body"
    asked: list[Lines] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    gate: asyncio.Event | None = None
    fails: bool = False
    etag: str = ""

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        asked = {name.decode(): value.decode() for name, value in scope["headers"]}
        self.asked.append(asked)
        self.methods.append(scope["method"])
        if self.gate is not None:
            await self.gate.wait()
        if self.fails:
            message = "the application fails"
            raise RuntimeError(message)
        headers = self.headers | ({"etag": self.etag} if self.etag else {})
        known = self.etag and self.etag in asked.get("if-none-match", "")
        status, body = (304, b"") if known else (self.status, self.body)
        lines = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": lines})
        for at in range(0, len(body), 3):
            await send({"type": "http.response.body", "body": body[at : at + 3], "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    @property
    def times(self) -> int:
        """How often it was asked."""
        return len(self.asked)


class Behind:
    """A cache, the application behind it, and time."""

    def __init__(self, told: Told, budget: int = BUDGET, **options: Any) -> None:
        self.told = told
        self.clock = HandClock()
        self.cache = HttpCache(told, budget, clock=self.clock, **options)

    async def ask(self, target: str = "/a", method: str = "GET", **fields: str) -> Seen:
        """Ask as a client; `if_none_match='"x"'` is a header field."""
        messages: list[Message] = []

        async def send(message: Message) -> None:
            messages.append(message)

        lines = {"host": "h", **{key.replace("_", "-"): text for key, text in fields.items()}}
        await self.cache(scope_of(target, method, lines), nothing_more, send)
        start, *bodies = messages
        headers = {name.decode(): value.decode() for name, value in start["headers"]}
        return Seen(start["status"], headers, b"".join(each["body"] for each in bodies))


def scope_of(target: str, method: str, fields: Lines) -> Scope:
    path, _, query = target.partition("?")
    return {
        "type": "http",
        "method": method,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), text.encode()) for name, text in fields.items()],
    }


async def nothing_more() -> Message:
    return {"type": "http.request", "body": b""}


def cc(text: str, **more: str) -> dict[str, Any]:
    """An answer with a Cache-Control."""
    return {"headers": {"cache-control": text, **more}}


def run(scene: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Play a scene in a loop of its own, and leave no task behind."""
    asyncio.run(scene())
