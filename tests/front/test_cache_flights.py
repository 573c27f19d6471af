"""Twins that ask at once, clients that leave, and an application that fails."""

import asyncio
import logging

import pytest

from front.cache.asked import RequestIds
from front.interface import Message
from tests.front.caching import Behind, Told, cc, nothing_more, run, scope_of

STALE_AFTER_10 = cc("max-age=10, stale-while-revalidate=100")


async def together(behind: Behind, count: int, **fields: str) -> list[asyncio.Task]:  # type: ignore[type-arg]
    behind.told.gate = asyncio.Event()
    tasks = [asyncio.create_task(behind.ask(**fields)) for _ in range(count)]
    await rest()
    return tasks


async def rest() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def open_gate(behind: Behind) -> None:
    assert behind.told.gate is not None
    behind.told.gate.set()


def test_of_twins_one_reaches_the_application() -> None:
    async def scene() -> None:
        behind = Behind(Told(**cc("max-age=100")))
        tasks = await together(behind, 20)
        open_gate(behind)
        seen = await asyncio.gather(*tasks)
        assert {(each.status, each.body) for each in seen} == {(200, b"body")}
        assert behind.told.times == 1
        assert (behind.cache.counts.misses, behind.cache.counts.shared) == (1, 19)

    run(scene)


def test_twins_of_what_is_not_kept_wait_once_and_never_again() -> None:
    async def scene() -> None:
        behind = Behind(Told(**cc("no-store")))
        tasks = await together(behind, 5)
        assert behind.told.times == 1
        open_gate(behind)
        await asyncio.gather(*tasks)
        assert behind.told.times == 5
        tasks = await together(behind, 5)
        assert behind.told.times == 10  # nobody waits for anybody
        open_gate(behind)
        await asyncio.gather(*tasks)

    run(scene)


def test_when_the_leader_fails_the_others_ask_themselves() -> None:
    async def scene() -> None:
        behind = Behind(Told(**cc("max-age=100"), fails=True))
        tasks = await together(behind, 3)
        open_gate(behind)
        seen = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(each) for each in seen] == [RuntimeError] * 3
        behind.told.fails = False
        assert (await behind.ask()).status == 200

    run(scene)


def test_when_the_leader_leaves_another_leads() -> None:
    async def scene() -> None:
        behind = Behind(Told(**cc("max-age=100")))
        leader, *others = await together(behind, 4)
        leader.cancel()
        await rest()
        assert behind.told.times == 2
        open_gate(behind)
        seen = await asyncio.gather(*others)
        assert [each.status for each in seen] == [200] * 3
        assert behind.told.times == 2

    run(scene)


@pytest.mark.parametrize("control", ["max-age=100", "no-store"])
def test_nobody_waits_for_a_leader_that_does_not_read(control: str) -> None:
    async def scene() -> None:
        behind = Behind(Told(**cc(control), body=b""))
        behind.told.gate = asyncio.Event()
        reads = asyncio.Event()

        async def slow(message: Message) -> None:
            if message["type"] == "http.response.body" or control == "no-store":
                await reads.wait()

        scope = scope_of("/a", "GET", {"host": "h"})
        leader = asyncio.create_task(behind.cache(scope, nothing_more, slow))
        await rest()
        follower = asyncio.create_task(behind.ask())
        await rest()
        open_gate(behind)
        await rest()
        assert follower.done()
        reads.set()
        await leader
        assert follower.result().status == 200

    run(scene)


def test_what_was_asked_before_all_was_forgotten_is_not_kept_after_it() -> None:
    async def scene() -> None:
        behind = Behind(Told(**cc("max-age=100")))
        (asking,) = await together(behind, 1)
        behind.cache.forget_all()
        open_gate(behind)
        assert (await asking).body == b"body"
        behind.told.body = b"new"
        assert [(await behind.ask()).body for _ in range(2)] == [b"new", b"new"]
        assert behind.told.times == 2

    run(scene)


def test_twins_of_different_kinds_do_not_wait_for_each_other() -> None:
    async def scene() -> None:
        behind = Behind(Told(**cc("max-age=100", vary="accept")))
        await behind.ask(accept="a")
        tasks = await together(behind, 1, accept="b") + await together(behind, 1, accept="c")
        assert behind.told.times == 3
        for task in tasks:
            task.cancel()
        await rest()

    run(scene)


def test_behind_many_stale_answers_one_question_goes_out() -> None:
    async def scene() -> None:
        behind = Behind(Told(**STALE_AFTER_10, etag='"v1"'))
        await behind.ask()
        behind.clock.now += 11
        tasks = await together(behind, 10, if_none_match='"old"')
        assert [(await task).headers["age"] for task in tasks] == ["11"] * 10
        assert behind.told.times == 2
        assert behind.told.asked[1]["if-none-match"] == '"v1"'
        open_gate(behind)
        await rest()
        assert (await behind.ask()).headers["age"] == "0"
        assert behind.told.times == 2

    run(scene)


def test_a_renewal_that_fails_is_logged_and_tried_again_after_a_while(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def scene() -> None:
        behind = Behind(Told(**STALE_AFTER_10, etag='"v1"'))
        await behind.ask()
        behind.clock.now += 11
        behind.told.fails = True
        for _ in range(3):
            assert (await behind.ask()).status == 200
            await rest()
        assert behind.told.times == 2
        behind.clock.now += 5
        await behind.ask()
        await rest()
        assert behind.told.times == 3

    with caplog.at_level(logging.ERROR):
        run(scene)
    assert [record.message for record in caplog.records] == ["A kept answer was not renewed"] * 2


def test_an_application_that_speaks_of_another_answer_is_asked_for_the_whole() -> None:
    class Confused(Told):
        async def __call__(self, scope, receive, send):  # type: ignore[no-untyped-def]
            asked = dict(scope["headers"])
            if b"if-none-match" in asked:
                self.asked.append({})
                headers = [(b"etag", b'"other"')]
                await send({"type": "http.response.start", "status": 304, "headers": headers})
                await send({"type": "http.response.body", "body": b""})
            else:
                await super().__call__(scope, receive, send)

    async def scene() -> None:
        behind = Behind(Confused(**cc("max-age=10"), etag='"v1"'))
        await behind.ask()
        behind.clock.now += 11
        seen = await behind.ask()
        assert (seen.status, seen.body, behind.told.times) == (200, b"body", 3)

    run(scene)


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("abc-DEF_1.2", True),
        ("short", False),
        ("has space", False),
        ("x" * 129, False),
        ("", False),
    ],
)
def test_a_request_has_one_name_on_its_whole_way(given: str, taken: bool) -> None:
    async def scene() -> None:
        behind = Behind(Told(**cc("max-age=10")))
        await behind.ask(x_request_id=given)
        reached = behind.told.asked[0]["x-request-id"]
        assert (reached == given) is taken
        answered = (await behind.ask(x_request_id=given)).headers["x-request-id"]
        assert (answered == given) is taken
        assert answered == given or answered != reached

    run(scene)


def test_processes_name_requests_differently() -> None:
    ids = RequestIds()
    names = {ids.of({}) for _ in range(5)}
    ids.renew()
    assert len(names | {ids.of({}) for _ in range(5)}) == 10


def test_each_second_is_told_while_it_lives(caplog: pytest.LogCaptureFixture) -> None:
    calls: list[int] = []

    def fails() -> None:
        calls.append(1)
        message = "once"
        raise RuntimeError(message)

    async def scene() -> None:
        behind = Behind(Told())
        behind.cache.each_second(fails)

        async def send(_message: object) -> None:
            pass

        await behind.cache({"type": "lifespan", "method": "", "headers": []}, nothing_more, send)

    run(scene)
    assert calls == [1]
    assert "failed" in caplog.text
