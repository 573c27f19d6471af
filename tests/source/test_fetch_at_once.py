"""Many who ask at the same time."""

import threading
import time

import pytest

from source.errors import Overloaded, SourceError, Unreachable
from source.fetch import Document, Fetcher, FetchLimits, Request
from source.origin import AllowList
from tests.upstream import Reply, Upstream

PATIENT = FetchLimits(seconds=20)


def all_at_once(fetcher: Fetcher, requests: list[Request]) -> list[Document | SourceError]:
    answers: list[Document | SourceError] = []
    start = threading.Barrier(len(requests))

    def ask(request: Request) -> None:
        start.wait(10)
        try:
            answers.append(fetcher.fetch(request))
        except SourceError as error:
            answers.append(error)

    threads = [threading.Thread(target=ask, args=(request,)) for request in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


def fetcher_of(upstream: Upstream, limits: FetchLimits = PATIENT) -> Fetcher:
    return Fetcher(AllowList.parse(upstream.origin), limits)


def test_twenty_who_ask_the_same_make_one_request(upstream: Upstream) -> None:
    upstream.routes["/x"] = Reply(b"93.4", delay=0.5)
    answers = all_at_once(fetcher_of(upstream), [Request(f"{upstream.origin}/x")] * 20)
    assert answers == [Document(b"93.4", None)] * 20
    assert len(upstream.requests) == 1


def test_another_spelling_of_the_same_address_is_the_same(upstream: Upstream) -> None:
    upstream.routes["/"] = Reply(b"93.4", delay=0.5)
    spellings = ["", "/", "/#a", "#b"]
    requests = [Request(upstream.origin + spelling) for spelling in spellings]
    assert all_at_once(fetcher_of(upstream), requests) == [Document(b"93.4", None)] * 4
    assert len(upstream.requests) == 1


def test_another_secret_makes_another_request(upstream: Upstream) -> None:
    upstream.routes["/x"] = Reply(b"93.4", delay=0.5)
    requests = [Request(f"{upstream.origin}/x", (("X-Token", str(n)),)) for n in range(4)]
    all_at_once(fetcher_of(upstream), requests)
    assert sorted(seen.headers["x-token"] for seen in upstream.requests) == ["0", "1", "2", "3"]


def test_a_failure_reaches_all_and_is_not_kept(upstream: Upstream) -> None:
    upstream.routes["/x"] = Reply(status=503, delay=0.5)
    fetcher = fetcher_of(upstream)
    answers = all_at_once(fetcher, [Request(f"{upstream.origin}/x")] * 20)
    assert [str(answer) for answer in answers] == [
        f"{upstream.origin} answered with the status 503"
    ] * 20
    assert all(isinstance(answer, Unreachable) for answer in answers)
    assert len(upstream.requests) == 1
    upstream.routes["/x"] = Reply(b"93.4")
    assert fetcher.fetch(Request(f"{upstream.origin}/x")).body == b"93.4"


def test_nothing_is_kept_after_it_has_come(upstream: Upstream) -> None:
    fetcher = fetcher_of(upstream)
    for body in (b"93.4", b"93.5"):
        upstream.routes["/x"] = Reply(body, headers={"Cache-Control": "max-age=600"})
        assert fetcher.fetch(Request(f"{upstream.origin}/x")).body == body


def test_more_than_may_wait_are_told_so_at_once(upstream: Upstream) -> None:
    upstream.routes |= {f"/{number}": Reply(b"x", delay=0.5) for number in range(8)}
    fetcher = fetcher_of(upstream, FetchLimits(seconds=20, at_once=2, waiting=3))
    begin = time.monotonic()
    answers = all_at_once(fetcher, [Request(f"{upstream.origin}/{n}") for n in range(8)])
    assert sum(isinstance(answer, Document) for answer in answers) == 5
    assert sum(isinstance(answer, Overloaded) for answer in answers) == 3
    assert isinstance(answers[0], Overloaded)
    assert time.monotonic() - begin >= 1.4


def test_waiting_for_a_turn_counts(upstream: Upstream) -> None:
    upstream.routes |= {"/0": Reply(b"x", delay=1), "/1": Reply(b"x", delay=1)}
    fetcher = fetcher_of(upstream, FetchLimits(seconds=0.3, at_once=1))
    begin = time.monotonic()
    answers = all_at_once(fetcher, [Request(f"{upstream.origin}/{n}") for n in range(2)])
    assert all(isinstance(answer, Unreachable) for answer in answers)
    assert time.monotonic() - begin < 3


@pytest.mark.parametrize("bad", ["ftp://a/", "http://other.example/"])
def test_who_is_refused_takes_no_turn(upstream: Upstream, bad: str) -> None:
    fetcher = fetcher_of(upstream, FetchLimits(at_once=1, waiting=1))
    for _ in range(3):
        with pytest.raises(SourceError, match=r"expected|list"):
            fetcher.fetch(Request(bad))
    upstream.routes["/x"] = Reply(b"93.4")
    assert fetcher.fetch(Request(f"{upstream.origin}/x")).body == b"93.4"
