"""What a reader does with its line, here in the test's own process."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from source.errors import BadExpression, NoMatch, SourceError, Unreadable
from source.query import Kind, Query
from source.query.frames import (
    LENGTH,
    frame,
    read_answer,
    read_question,
    write_answer,
    write_error,
    write_question,
)
from source.query.worker import answer_all

VERSION = Query(Kind.JSON, "$.version")


@contextmanager
def asked(*messages: bytes) -> Iterator[socket.socket]:
    """Send messages, hang up, and let a reader answer them."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(10)
        ours.sendall(b"".join(messages))
        ours.shutdown(socket.SHUT_WR)
        answer_all(theirs)
        theirs.shutdown(socket.SHUT_WR)
        yield ours


def question(body: bytes, query: Query, charset: str | None = None) -> bytes:
    return frame(write_question(query, charset, 5.0)) + frame(body)


def frames_of(line: socket.socket) -> list[bytes]:
    received = b"".join(iter(lambda: line.recv(65536), b""))
    found = []
    while received:
        size = LENGTH.unpack(received[:4])[0]
        found.append(received[4 : 4 + size])
        received = received[4 + size :]
    return found


@pytest.mark.parametrize(
    "query",
    [VERSION, Query(Kind.REGEX, "größe \U0001f600\n\"'", "$1", "im"), Query(Kind.JUNIT, "")],
)
@pytest.mark.parametrize("charset", [None, "utf-8"])
def test_a_question_is_read_as_it_was_written(query: Query, charset: str | None) -> None:
    assert read_question(write_question(query, charset, 1.5)) == (query, charset, 1.5)


def test_an_answer_is_read_as_it_was_written() -> None:
    assert read_answer(write_answer("größe")) == "größe"


@pytest.mark.parametrize(
    "error", [BadExpression("a", "b", "flags"), Unreadable("größe"), NoMatch("")]
)
def test_an_error_is_read_as_it_was_written(error: SourceError) -> None:
    with pytest.raises(type(error)) as caught:
        read_answer(write_error(error))
    assert caught.value.args == error.args


def test_a_question_is_begun_and_then_answered() -> None:
    with asked(question(b'{"version": "\xf6"}', VERSION, "latin-1")) as line:
        begun, outcome = frames_of(line)
    assert begun == b""
    assert read_answer(outcome) == "ö"


def test_a_question_is_begun_and_then_refused() -> None:
    with asked(question(b"{", VERSION)) as line:
        begun, outcome = frames_of(line)
    assert begun == b""
    with pytest.raises(Unreadable, match="no JSON"):
        read_answer(outcome)


@pytest.mark.parametrize(
    "broken", [b"", b"\0", frame(b"[]"), question(b"{}", VERSION)[:-1], b"\xff\xff\xff\xff{"]
)
def test_a_question_that_breaks_off_is_the_end(broken: bytes) -> None:
    with asked(broken) as line:
        assert frames_of(line) == []


def test_a_reader_that_nobody_asks_ends() -> None:
    ours, theirs = socket.socketpair()
    started = time.monotonic()
    with ours, theirs:
        answer_all(theirs, idle=0.05)
    assert time.monotonic() - started < 5
