"""The readers: their budget, their end, and what becomes of them in threads and forks."""

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from source.errors import BadQuery, NoMatch, SourceError, TooSlow, Unreadable
from source.query import Evaluator, Kind, Query
from source.query.worker import MEMORY

PACKAGE = (Path(__file__).parents[1] / "files/web/package.json").read_bytes()
VERSION = Query(Kind.JSON, "$.version")
FOREVER = Query(Kind.XML, "//*[count(//*[count(//*) > 0]) > 0]")
MANY = b"<a>" + b"<b/>" * 20_000 + b"</a>"
MARGIN = 8.0
"""Seconds over a budget on a machine that does much else."""

Readers = Callable[[int], set[int]]


@pytest.fixture
def evaluator() -> Iterator[Evaluator]:
    with Evaluator(budget=0.5) as evaluator:
        yield evaluator


def test_one_reader_is_started_when_needed_and_kept(evaluator: Evaluator, readers: Readers) -> None:
    before = readers(os.getpid())
    assert evaluator.evaluate(PACKAGE, "utf-8", VERSION) == "2.14.0-rc.1"
    started = readers(os.getpid()) - before
    assert len(started) == 1
    for _ in range(3):
        assert evaluator.evaluate(b"<a>1</a>", None, Query(Kind.XML, "/a")) == "1"
    assert readers(os.getpid()) - before == started
    evaluator.close()
    assert readers(os.getpid()) - before == set()
    assert evaluator.evaluate(PACKAGE, None, VERSION) == "2.14.0-rc.1"


@pytest.mark.parametrize(
    ("body", "query", "error"),
    [
        (PACKAGE, Query(Kind.JSON, "$["), BadQuery),
        (PACKAGE, Query(Kind.JSON, "$" * 1025), BadQuery),
        (PACKAGE, Query(Kind.JSON, "$.missing"), NoMatch),
        (PACKAGE, Query(Kind.TOML, "$.version"), Unreadable),
        (b" " * 1_000_001, VERSION, Unreadable),
    ],
)
def test_errors_come_through(
    evaluator: Evaluator, body: bytes, query: Query, error: type[SourceError]
) -> None:
    with pytest.raises(error) as caught:
        evaluator.evaluate(body, None, query)
    assert str(caught.value)


def test_the_first_query_that_finds_something_counts(evaluator: Evaluator) -> None:
    missing = Query(Kind.JSON, "$.missing")
    assert evaluator.evaluate_first(PACKAGE, None, (missing, VERSION)) == "2.14.0-rc.1"
    with pytest.raises(NoMatch, match="finds nothing"):
        evaluator.evaluate_first(PACKAGE, None, (missing,))
    with pytest.raises(NoMatch, match="no query"):
        evaluator.evaluate_first(PACKAGE, None, ())
    with pytest.raises(Unreadable):
        evaluator.evaluate_first(PACKAGE, None, (Query(Kind.TOML, "$.a"), VERSION))


def deep(pattern: str) -> bytes:
    return ("[" + ",".join([f'"{pattern}"'] * 2000) + "]").encode()


@pytest.mark.parametrize(
    ("body", "query"),
    [
        (MANY, FOREVER),
        (deep("a" * 400), Query(Kind.JSON, "$[?match(@, '(a|aa|a.)*(a|aa|a.)*b')]")),
        (b"[" + b"[0],[[0]]," * 50_000 + b"0]", Query(Kind.JSON, "$" + "..*" * 20 + ".x")),
        (b"{" + b",".join(b'"k%d":1' % n for n in range(9000)) + b"}",
         Query(Kind.JSON, "$..[?count($..[?count($..*) > @]) > @]")),
        (b"a: " + b"[" * 90 + b"]" * 90 + b"\nb: [" + b"0," * 100_000 + b"0]",
         Query(Kind.YAML, "$..[?@..[?@..x]]")),
        (b"a" * 1_000_000, Query(Kind.REGEX, "(?:" + "(a|b|[^c]){0,60}" * 12 + "c)")),
    ],
    ids=["xpath", "backtracking", "descents", "filters", "yaml", "regex"],
)  # fmt: skip
def test_no_query_takes_longer_than_its_budget(
    evaluator: Evaluator, body: bytes, query: Query
) -> None:
    started = time.monotonic()
    with pytest.raises((TooSlow, NoMatch, Unreadable)):
        evaluator.evaluate(body, None, query)
    assert time.monotonic() - started < 0.5 + MARGIN
    assert evaluator.evaluate(PACKAGE, None, VERSION) == "2.14.0-rc.1"


def test_a_late_reader_is_ended(evaluator: Evaluator, readers: Readers) -> None:
    before = readers(os.getpid())
    with pytest.raises(TooSlow, match=r"within 0\.5 s"):
        evaluator.evaluate(MANY, None, FOREVER)
    assert readers(os.getpid()) - before == set()


def test_no_query_takes_more_memory_than_a_reader_has() -> None:
    much = Query(Kind.REGEX, "(?s).*", "$&" * 500)
    with Evaluator(budget=20) as evaluator:
        with pytest.raises(Unreadable, match="too much memory"):
            evaluator.evaluate(b"a" * 1_000_000, None, much)
        assert evaluator.evaluate(PACKAGE, None, VERSION) == "2.14.0-rc.1"


def test_a_reader_cannot_grow_write_or_dump(evaluator: Evaluator, readers: Readers) -> None:
    before = readers(os.getpid())
    evaluator.evaluate(PACKAGE, None, VERSION)
    [reader] = readers(os.getpid()) - before
    limits = Path(f"/proc/{reader}/limits").read_text()
    values = {line[:25].strip(): line[26:46].strip() for line in limits.splitlines()}
    assert values["Max address space"] == str(MEMORY)
    assert values["Max core file size"] == "0"
    assert values["Max file size"] == "0"
    assert values["Max open files"] == "32"


def test_a_reader_sees_no_secrets(
    evaluator: Evaluator, readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_SECRET_METRICS", "hidden")
    before = readers(os.getpid())
    evaluator.evaluate(PACKAGE, None, VERSION)
    [reader] = readers(os.getpid()) - before
    assert b"hidden" not in Path(f"/proc/{reader}/environ").read_bytes()
    assert len(list(Path(f"/proc/{reader}/fd").iterdir())) <= 5


def test_an_idle_reader_that_was_killed_is_replaced(evaluator: Evaluator, readers: Readers) -> None:
    before = readers(os.getpid())
    for _ in range(3):
        assert evaluator.evaluate(PACKAGE, None, VERSION) == "2.14.0-rc.1"
        [reader] = readers(os.getpid()) - before
        os.kill(reader, signal.SIGKILL)
    assert evaluator.evaluate(PACKAGE, None, VERSION) == "2.14.0-rc.1"


def test_a_reader_that_is_killed_while_busy_is_replaced(readers: Readers) -> None:
    with Evaluator(budget=30) as evaluator, ThreadPoolExecutor(1) as pool:
        before = readers(os.getpid())
        evaluator.evaluate(b"<a/>", None, Query(Kind.XML, "1"))
        [reader] = readers(os.getpid()) - before
        busy = pool.submit(evaluator.evaluate, MANY, None, FOREVER)
        time.sleep(0.3)
        os.kill(reader, signal.SIGKILL)
        with pytest.raises(Unreadable, match="its reader broke"):
            busy.result(timeout=20)
        assert evaluator.evaluate(PACKAGE, None, VERSION) == "2.14.0-rc.1"


def test_eight_threads_get_their_own_answers(evaluator: Evaluator, readers: Readers) -> None:
    before = readers(os.getpid())

    def ask(number: int) -> str:
        return evaluator.evaluate(b'{"n": %d}' % number, None, Query(Kind.JSON, "$.n"))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(200))) == [str(number) for number in range(200)]
    assert 1 <= len(readers(os.getpid()) - before) <= 2


def test_a_caller_waits_for_a_reader_only_so_long(readers: Readers) -> None:
    with Evaluator(budget=30, at_once=1, max_wait=0.2) as evaluator:
        before = readers(os.getpid())
        evaluator.evaluate(b"<a/>", None, Query(Kind.XML, "1"))
        [reader] = readers(os.getpid()) - before
        with ThreadPoolExecutor(1) as pool:
            busy = pool.submit(evaluator.evaluate, MANY, None, FOREVER)
            time.sleep(0.3)
            with pytest.raises(TooSlow, match=r"not done within 0\.2 s"):
                evaluator.evaluate(PACKAGE, None, VERSION)
            os.kill(reader, signal.SIGKILL)
            with pytest.raises(Unreadable):
                busy.result(timeout=20)
        assert evaluator.evaluate(PACKAGE, None, VERSION) == "2.14.0-rc.1"


def test_without_a_process_the_query_is_too_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    with Evaluator() as evaluator:
        for _ in range(5):
            with pytest.raises(TooSlow, match="no process could be started"):
                evaluator.evaluate(PACKAGE, None, VERSION)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with Evaluator() as evaluator:
        for _ in range(5):
            with pytest.raises(TooSlow, match="no process could be started"):
                evaluator.evaluate(PACKAGE, None, VERSION)


def test_an_evaluator_that_is_dropped_ends_its_readers(readers: Readers) -> None:
    before = readers(os.getpid())
    evaluator = Evaluator()
    evaluator.evaluate(PACKAGE, None, VERSION)
    assert len(readers(os.getpid()) - before) == 1
    del evaluator
    gc.collect()
    assert readers(os.getpid()) - before == set()


def test_a_large_document_is_read_and_its_reader_replaced(evaluator: Evaluator) -> None:
    items = b",".join([b'{"a": [1.5, 2.5]}'] * 50_000)
    with Evaluator(budget=10) as patient:
        assert patient.evaluate(b"[" + items + b"]", None, Query(Kind.JSON, "$.length")) == "50000"
        assert patient.evaluate(PACKAGE, None, VERSION) == "2.14.0-rc.1"


def test_threads_and_readers_are_gone_after_close() -> None:
    before = threading.active_count()
    with Evaluator() as evaluator:
        evaluator.evaluate(PACKAGE, None, VERSION)
    assert threading.active_count() == before
