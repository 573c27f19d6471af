"""What goes where there is no room, and what is purged."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.results import Purged, ResultStore, Stats
from storage.results.entry import Entry
from tests.storage.results.conftest import BUDGET, KEY, OVERHEAD, Truth, age, fill, held


def test_what_was_not_used_for_longest_goes_first(store: ResultStore, folder: Path) -> None:
    fill(store, "abcdefghij")
    assert store.stats().entries == 10
    for name in "abcdefghij":
        age(folder, name, 1000)
    store.get("a", KEY)
    file = store.open("c", KEY)
    assert file is not None
    file.close()
    fill(store, "klm")
    assert held(store, "abcdefghijklm") == "acfghijklm"


def test_what_is_used_between_two_evictions_is_not_evicted(
    store: ResultStore, folder: Path
) -> None:
    fill(store, "abcdefghij")
    for name in "abcdefghij":
        age(folder, name, 1000)
    fill(store, "k")
    assert store.get("b", KEY) is not None
    fill(store, "l")
    assert held(store, "abcdefghijkl") == "bdefghijkl"


def test_a_use_is_noted_once_in_a_while(store: ResultStore, folder: Path) -> None:
    store.put("a", KEY, b"a")
    path = Entry("a", KEY).path(folder)
    first = path.stat().st_mtime_ns
    store.get("a", KEY)
    assert path.stat().st_mtime_ns == first
    for seconds in (61, -3600):  # the latter: the clock was put back
        age(folder, "a", seconds)
        store.get("a", KEY)
        assert abs(path.stat().st_mtime_ns - first) < 20 * 10**9


def test_no_more_is_evicted_than_has_to_be(store: ResultStore, truth: Truth) -> None:
    fill(store, "abcdefghij")
    store.put("k", KEY, b"k" * 10)
    assert truth() == (11, 10 * (900 + OVERHEAD) + 10 + OVERHEAD)
    store.put("l", KEY, b"l" * 900)
    assert (truth()[0], store.get("a", KEY), store.get("b", KEY)) == (11, None, b"b" * 900)


@pytest.mark.parametrize(("size", "kept"), [(1000 - OVERHEAD, True), (1001 - OVERHEAD, False)])
def test_what_is_larger_than_a_tenth_is_not_kept(
    store: ResultStore, truth: Truth, size: int, kept: bool
) -> None:
    fill(store, "bcdefghi")
    store.put("a", KEY, b"a" * size)
    assert (store.get("a", KEY) is not None) is kept
    assert store.keep("a", KEY, [b"a" * 100] * (size // 100) + [b"a" * (size % 100)]) is kept
    assert truth()[0] == 8 + kept


def test_a_stream_is_not_read_on_when_it_is_too_large(store: ResultStore, truth: Truth) -> None:
    chunks = iter([b"a" * 400] * 10)
    assert not store.keep("a", KEY, chunks)
    assert len(list(chunks)) == 7
    assert truth() == (0, 0)
    assert store.stats() == Stats(0, 0, BUDGET, 0, 0)


def test_a_stream_that_breaks_is_not_kept(store: ResultStore, truth: Truth) -> None:
    def broken() -> Iterator[bytes]:
        yield b"a" * 10
        message = "the peer has gone"
        raise ConnectionResetError(message)

    with pytest.raises(ConnectionResetError, match="the peer"):
        store.keep("a", KEY, broken())
    assert (store.get("a", KEY), truth()) == (None, (0, 0))


def test_without_a_budget_nothing_is_kept(folder: Path, truth: Truth) -> None:
    store = ResultStore(folder, 0)
    store.put("a", KEY, b"")
    with store.alone(KEY, 0) as had:
        assert had
    assert (store.get("a", KEY), truth()) == (None, (0, 0))


def test_a_smaller_budget_is_kept_to(store: ResultStore, folder: Path, truth: Truth) -> None:
    fill(store, "abcdefghij", 90)
    ResultStore(folder, 1000).sweep()
    assert truth() == (7, 7 * (90 + OVERHEAD))
    assert held(store, "abcdefghij") == "defghij"


PURGES = {
    "trip/a.jpg": ["trip/a.jpg"],
    "trip/": ["trip/a.jpg", "trip/b.jpg", "trip/day/c.jpg"],
    "trip/day/": ["trip/day/c.jpg"],
    "trip": ["trip"],
    "@shop/": ["@shop/a.png"],
    "": [
        *("trip", "trip/a.jpg", "trip/b.jpg", "trip/day/c.jpg", "tripod/a.jpg", "Trip/a.jpg"),
        *("@shop/a.png", "ü/日.jpg", "/x"),
    ],
    "/": ["/x"],
    "ü/": ["ü/日.jpg"],
    "u\u0308/": [],
    "nothing": [],
    "*": [],
    "../": [],
}


@pytest.mark.parametrize("name", PURGES)
def test_a_purge_deletes_a_name_or_all_below_a_prefix(
    folder: Path, truth: Truth, name: str
) -> None:
    store, keys = ResultStore(folder, 100_000), [KEY, "0b" * 16]
    sizes = {each: 2 * (10 + Entry(each, KEY).overhead) for each in PURGES[""]}
    for each in sizes:
        for key in keys:
            store.put(each, key, b"x" * 10)
    purged = PURGES[name]
    assert store.purge(name) == Purged(2 * len(purged), sum(sizes[each] for each in purged))
    left = {each for each in sizes for key in keys if store.get(each, key)}
    assert left == sizes.keys() - purged
    assert (store.stats().entries, store.stats().bytes) == truth()


def test_a_purge_of_nothing_deletes_nothing(store: ResultStore) -> None:
    assert store.purge("") == store.purge("a") == store.purge("a/") == Purged(0, 0)


@pytest.mark.parametrize("name", ["a", "", "other"])
def test_a_purge_wins_against_what_began_before(
    store: ResultStore, folder: Path, truth: Truth, name: str
) -> None:
    with store.alone(KEY, 0):
        ResultStore(folder, BUDGET).purge(name)
        store.put("a", KEY, b"old")
        assert store.get("a", KEY) is None

    def chunks() -> Iterator[bytes]:
        yield b"old"
        store.purge(name)
        yield b"old"

    assert not store.keep("a", KEY, chunks())
    assert truth() == (0, 0)
    with store.alone(KEY, 0):
        store.put("a", KEY, b"new")
    assert store.get("a", KEY) == b"new"
