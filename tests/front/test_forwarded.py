"""Whom a trusted proxy was asked by."""

import asyncio

import pytest

from front.forwarded import Forwarded
from front.interface import Receive, Scope, Send
from tests.front.bridged import Client, scope_of


@pytest.mark.parametrize(
    ("hops", "lines", "client"),
    [
        (1, [], "127.0.0.1"),
        (1, ["203.0.113.7"], "203.0.113.7"),
        (1, ["made up, 203.0.113.7"], "203.0.113.7"),
        (2, ["made up, 203.0.113.7, 10.0.0.1"], "203.0.113.7"),
        (2, ["made up, 203.0.113.7", "10.0.0.1"], "203.0.113.7"),
        (2, ["10.0.0.1"], "127.0.0.1"),
        (1, ["2001:db8::1"], "2001:db8::1"),
        (1, [""], "127.0.0.1"),
        (1, ["203.0.113.7,"], "127.0.0.1"),
    ],
)
def test_the_address_is_what_the_last_proxy_but_the_trusted_ones_was_asked_by(
    hops: int, lines: list[str], client: str
) -> None:
    seen = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope["client"][0])

    scope = scope_of()
    scope["headers"] = [(b"x-forwarded-for", line.encode()) for line in lines]
    talk = Client()
    asyncio.run(Forwarded(app, hops)(scope, talk.receive, talk.send))
    assert seen == [client]
    assert scope["client"][0] == client
