"""The cache before Easel answers what Easel answers: for requests drawn at random."""

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from gunicorn.config import Config

from front.bridge import Bridge
from front.cache import HttpCache
from front.heads import write_ready
from front.shortcut import Shortcut
from tests.front.bridged import Client, lived, scope_of

REQUESTS = 1000
TARGETS = (
    "/badge/build-passing-brightgreen",
    "/badge/build-passing-brightgreen?style=plastic&v=3",
    "/badge/build-passing-red.png",
    "/badge/build-passing-red@2x.png",
    "/badge/build-passing-red.json",
    "/badge/a-b-c-d-red",
    "/badge/",
    "/static/v1?label=a&message=b",
    "/60x40",
    "/60x40/orange/white.webp?text=Hi",
    "/60x40.svg",
    "/60x",
    "/avatar/ada",
    "/qr?text=hello",
    "/gradient?seed=7&width=20&height=20",
    "/sparkline?data=3,5,2,8",
    "/sparkline?data=3,5,nothing",
    "/chart?data=3,5,2&width=200&height=100",
    "/chart/log1.txt?width=200&height=100",
    "/picture/cat.png?w=40",
    "/picture/cat.png/info",
    "/picture/none.jpg?w=40",
    "/logos.txt",
    "/favicon.ico",
    "/robots.txt",
    "/healthz",
    "/",
    "/no/such/page",
    "/badge/dynamic/json?url=http://10.0.0.1/&query=$.a",
    "/api/badge/none",
    "/image/1",
    "/seed/7/40x40",
)
OWN_OF_EACH_ANSWER = frozenset({"age", "date", "x-request-id"})


@dataclass(frozen=True)
class Question:
    method: str
    target: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Said:
    status: int
    headers: frozenset[tuple[str, str]]
    body: bytes


def questions(etags: dict[tuple[str, str], str]) -> Iterator[Question]:
    """Draw requests; conditions name tags that were seen with the same Accept-Encoding."""
    draw = random.Random(20261122)  # noqa: S311 - no secret
    for _ in range(REQUESTS):
        target = draw.choice(TARGETS)
        method = draw.choices(["GET", "HEAD", "OPTIONS", "POST"], [80, 16, 2, 2])[0]
        coding = draw.choice(["", "gzip", "gzip, br", "identity", "gzip;q=0, br"])
        seen = etags.get((target, coding), '"none"')
        condition = draw.choices(["", seen, f'"x", W/{seen}', '"x"'], [60, 22, 10, 8])[0]
        accept = draw.choice(["", "*/*", "image/webp,*/*", "application/json", "text/html"])
        control = draw.choices(["", "no-cache", "max-age=0", "no-store"], [88, 4, 4, 4])[0]
        fields = {
            "accept": accept,
            "accept-encoding": coding,
            "if-none-match": condition,
            "cache-control": control,
            "range": draw.choices(["", "bytes=0-9"], [96, 4])[0],
            "authorization": draw.choices(["", "Bearer nobody"], [96, 4])[0],
        }
        given = tuple((name, text) for name, text in fields.items() if text)
        yield Question(method, target, given)


def plainly(app: Flask, question: Question) -> Said:
    response = app.test_client().open(
        question.target, method=question.method, headers=[("Host", "h"), *question.fields]
    )
    return _said(response.status_code, list(response.headers), response.get_data())


async def cached(cache: HttpCache, question: Question) -> Said:
    client = Client([{"type": "http.request", "body": b"", "more_body": False}])
    scope = scope_of(question.method, question.target, host="h", **dict(question.fields))
    await cache(scope, client.receive, client.send)
    lines = [(name.decode(), text.decode()) for name, text in client.sent[0]["headers"]]
    return _said(client.status, lines, client.body)


def at_hand(shortcut: Shortcut, question: Question) -> Said | None:
    """Ask for what the worker would answer at once."""
    lines = [f"{name}: {text}" for name, text in question.fields]
    request = "\r\n".join(
        [f"{question.method} {question.target} HTTP/1.1", "Host: h", *lines, "", ""]
    )
    found = shortcut.find(request.encode(), "127.0.0.1")
    if found is None:
        return None
    asked, given = found
    head, _, body = write_ready(given, body=not asked.head, close=False).partition(b"\r\n\r\n")
    parted = [line.partition(": ") for line in head.decode().split("\r\n")[1:-1]]
    return _said(given.ready.status, [(name, text) for name, _, text in parted], body)


def _said(status: int, lines: list[tuple[str, str]], body: bytes) -> Said:
    told = frozenset((name.lower(), text) for name, text in lines)
    return Said(status, frozenset(p for p in told if p[0] not in OWN_OF_EACH_ANSWER), body)


def test_a_thousand_random_requests_are_answered_as_easel_answers_them(app: Flask) -> None:
    async def compare() -> None:
        bridge = Bridge(app, 2)
        cache = HttpCache(bridge, 4_000_000, codings=(b"gzip",))
        shortcut, taken = Shortcut(Config(), cache), 0
        etags: dict[tuple[str, str], str] = {}
        async with lived(bridge):
            for question in questions(etags):
                wanted = plainly(app, question)
                assert (question, await cached(cache, question)) == (question, wanted)
                if (given := at_hand(shortcut, question)) is not None:
                    assert (question, given) == (question, wanted)
                    taken += 1
                if wanted.status == 200 and "etag" in dict(wanted.headers):
                    coding = dict(question.fields).get("accept-encoding", "")
                    etags[question.target, coding] = dict(wanted.headers)["etag"]
        counts = cache.counts
        assert taken > REQUESTS / 4
        assert counts.hits > REQUESTS / 4
        assert counts.by_status[304] > REQUESTS / 20
        assert counts.misses > REQUESTS / 10

    asyncio.run(compare())
