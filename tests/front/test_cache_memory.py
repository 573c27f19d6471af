"""What is held, for how many bytes, and what goes first."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from front.cache.asked import Asked
from front.cache.counts import Counts
from front.cache.flights import Unkept
from front.cache.memory import Memory
from front.cache.policy import Lifetime
from front.cache.recorder import Keeping, Recorder
from front.cache.stored import Stored
from front.interface import Message
from tests.front.caching import Behind, HandClock, Told, cc, nothing_more, run

LIFETIME = Lifetime(fresh=100, stale=0, age=0, strict=False)


def answer(size: int = 0) -> Stored:
    return Stored(200, [], b"x" * size, LIFETIME, 0.0)


def test_what_was_not_asked_for_longest_goes_first() -> None:
    counts = Counts()
    memory = Memory(3 * (answer(100).cost + 1), counts)
    for key in (b"a", b"b", b"c"):
        memory.put(key, {}, (), answer(100))
    memory.get(memory.place(b"a", {}))
    memory.put(b"d", {}, (), answer(100))
    held = [key for key in (b"a", b"b", b"c", b"d") if memory.get(memory.place(key, {}))]
    assert held == [b"a", b"c", b"d"]
    assert (counts.entries, counts.evicted, counts.kept) == (3, 1, 4)


def test_what_is_larger_than_the_budget_is_not_held() -> None:
    counts = Counts()
    memory = Memory(5000, counts)
    assert memory.put(b"a", {}, (), answer(100))
    assert not memory.put(b"a", {}, (), answer(5000))
    assert memory.get(memory.place(b"a", {})) is None
    assert (counts.entries, counts.held_bytes) == (0, 0)


def test_what_a_request_says_counts_where_it_chooses_among_answers() -> None:
    counts = Counts()
    memory = Memory(100_000, counts)
    memory.put(b"a", {b"accept": b"x" * 8000}, (b"accept",), answer())
    assert counts.held_bytes == answer().cost + 1 + 8000
    memory.forget(b"a")
    assert counts.held_bytes == 0


def test_addresses_that_are_not_kept_are_remembered_without_their_text() -> None:
    unkept = Unkept()
    tracemalloc.start()
    for number in range(200):
        unkept.add(b"%d" % number + b"x" * 60_000)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 1_000_000
    assert b"7" + b"x" * 60_000 in unkept
    unkept.remove(b"7" + b"x" * 60_000)
    assert b"7" + b"x" * 60_000 not in unkept


keys = st.sampled_from([b"a", b"b", b"c", b"dddd"])
accepts = st.sampled_from([b"", b"x", b"y"])
names = st.sampled_from([(), (b"accept",), (b"accept", b"origin"), (b"origin",)])
acts = st.lists(
    st.one_of(
        st.tuples(st.just("put"), keys, accepts, names, st.integers(0, 3000)),
        st.tuples(st.just("get"), keys, accepts),
        st.tuples(st.just("forget"), keys),
    ),
    max_size=40,
)


@given(acts)
def test_it_never_holds_more_than_its_budget_and_knows_how_much(todo: list[tuple]) -> None:  # type: ignore[type-arg]
    counts = Counts()
    memory = Memory(12_000, counts)
    for act, key, *rest in todo:
        if act == "put":
            accept, vary, size = rest
            new = answer(size)
            if memory.put(key, {b"accept": accept}, vary, new):
                assert memory.get(memory.place(key, {b"accept": accept})) is new
        elif act == "get":
            memory.get(memory.place(key, {b"accept": rest[0]}))
        else:
            memory.forget(key)
            assert memory.get(memory.place(key, {})) is None
        held = list(memory.holdings())
        assert counts.entries == len(held)
        assert sum(stored.cost + len(key) for key, stored in held) <= counts.held_bytes <= 12_000
    for key in (b"a", b"b", b"c", b"dddd"):
        memory.forget(key)
    assert (counts.entries, counts.held_bytes) == (0, 0)
    memory.forget_all()
    assert (counts.entries, counts.held_bytes, list(memory.holdings())) == (0, 0, [])


def test_a_body_longer_than_an_eighth_of_the_budget_is_passed_on_and_not_held() -> None:
    async def scene() -> None:
        for fields in ({}, {"content-length": "2000"}):
            behind = Behind(Told(body=b"x" * 2000, **cc("max-age=100", **fields)), 15_999)
            assert [(await behind.ask()).body for _ in range(2)] == [b"x" * 2000] * 2
            assert (behind.told.times, behind.cache.counts.entries) == (2, 0)

    run(scene)


def test_a_body_shorter_than_it_says_is_not_held() -> None:
    async def scene() -> None:
        behind = Behind(Told(**cc("max-age=100", **{"content-length": "9"})))
        await behind.ask()
        assert behind.cache.counts.entries == 0

    run(scene)


@pytest.mark.parametrize("budget", [0, 100])
def test_a_cache_without_room_passes_all_on(budget: int) -> None:
    async def scene() -> None:
        behind = Behind(Told(**cc("max-age=100")), budget)
        assert [(await behind.ask()).status for _ in range(3)] == [200] * 3
        assert behind.told.times == 3

    run(scene)


def test_all_is_forgotten_when_it_is_told_to() -> None:
    async def scene() -> None:
        behind = Behind(Told(**cc("max-age=100")))
        await behind.ask()
        behind.cache.forget_all()
        await behind.ask()
        assert behind.told.times == 2

    run(scene)


def test_dates_do_not_take_the_places_of_fields_that_many_answers_share() -> None:
    for second in range(3000):
        Stored(200, [(b"date", b"%d" % second)], b"", LIFETIME, 0.0)
    policies = [b", ".join([b"public", b"max-age=8191"]) for _ in range(2)]
    one, other = (
        Stored(200, [(b"cache-control", policy)], b"", LIFETIME, 0.0).headers[0]
        for policy in policies
    )
    assert policies[0] is not policies[1]
    assert one is other


def test_answers_of_one_second_hold_their_date_together() -> None:
    async def nowhere(_message: Message) -> None:
        """Be nobody's client."""

    memory = Memory(100_000, Counts())
    for key in (b"a", b"b"):
        asked = Asked({}, nothing_more, nowhere, {}, key, {})
        recorder = Recorder(Keeping(memory, HandClock(), asked, None, ours=False), nowhere)
        head = [(b"cache-control", b"max-age=100")]
        recorder.look({"type": "http.response.start", "status": 200, "headers": head})
        recorder.look({"type": "http.response.body", "body": b"x"})
    one, other = (dict(stored.headers)[b"date"] for _, stored in memory.holdings())
    assert one is other
