"""A bridge and the client before it, without a server."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from wsgiref.types import StartResponse

from front.bridge import Bridge
from front.interface import Message

Environ = dict[str, Any]
App = Callable[[Environ, StartResponse], Iterable[bytes]]

GONE = {"type": "http.disconnect"}
END = {"type": "http.request", "body": b"", "more_body": False}


def piece(body: bytes, *, more: bool = True) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def scope_of(method: str = "GET", target: str = "/", **fields: str) -> dict[str, Any]:
    path, _, query = target.encode().partition(b"?")
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path.decode(),
        "raw_path": path,
        "query_string": query,
        "headers": [
            (name.replace("_", "-").encode(), value.encode()) for name, value in fields.items()
        ],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 40000),
    }


@dataclass
class Client:
    """What is sent, in order, and what came back; without messages nothing comes for ever."""

    messages: list[Message] = field(default_factory=list)
    sent: list[Message] = field(default_factory=list)
    received: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)
    leaves: bool = False
    slow: asyncio.Event | None = None

    async def receive(self) -> Message:
        while not self.messages:
            self.news.clear()
            await self.news.wait()
        self.received += 1
        return self.messages.pop(0)

    async def send(self, message: Message) -> None:
        if self.leaves:
            raise ConnectionResetError
        self.sent.append(message)
        if self.slow is not None:
            await self.slow.wait()

    def say(self, *messages: Message) -> None:
        self.messages += messages
        self.news.set()

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.sent[1:])

    @property
    def whole(self) -> bool:
        return not self.sent[-1].get("more_body", False)

    def header(self, name: bytes) -> bytes | None:
        return dict(self.sent[0]["headers"]).get(name)


@asynccontextmanager
async def lived(bridge: Bridge) -> AsyncIterator[None]:
    """Start a bridge and stop it as a server does, so that no thread runs on."""
    said: asyncio.Queue[Message] = asyncio.Queue()
    heard: asyncio.Queue[Message] = asyncio.Queue()
    task = asyncio.create_task(bridge({"type": "lifespan"}, said.get, heard.put))
    await said.put({"type": "lifespan.startup"})
    assert (await heard.get())["type"] == "lifespan.startup.complete"
    yield
    await said.put({"type": "lifespan.shutdown"})
    assert (await asyncio.wait_for(heard.get(), 20))["type"] == "lifespan.shutdown.complete"
    await task


def ask(app: App, scope: dict[str, Any], *messages: Message, threads: int = 4) -> Client:
    """Send one request through a bridge."""

    async def talk() -> Client:
        client = Client(list(messages))
        bridge = Bridge(app, threads)
        async with lived(bridge):
            await bridge(scope, client.receive, client.send)
        return client

    return asyncio.run(talk())
