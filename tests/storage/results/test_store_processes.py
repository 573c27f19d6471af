"""Many processes at one store: the budget holds, no body is wrong, the killed leave no trace."""

import os
import shutil
import time
from pathlib import Path
from signal import SIGKILL

import pytest

from storage.results import ResultStore
from storage.results.locks import acquire
from tests.storage.results.conftest import Truth
from tests.storage.results.workers import (
    SPAWN,
    Failpoint,
    count,
    die,
    hammer,
    hold,
    request_at_once,
    running,
)

KEY = "0a"


def test_the_budget_is_kept_at_every_moment_and_no_body_is_wrong(
    folder: Path, truth: Truth
) -> None:
    budget, seen = 60_000, []
    with running(*((hammer, (folder, budget, 2.0, seed)) for seed in range(4))) as processes:
        while any(process.is_alive() for process in processes):
            lock = acquire(folder / "usage", 10)  # so that nothing moves while it is counted
            assert lock is not None
            seen.append(truth()[1])
            os.close(lock)
            time.sleep(0.005)
        assert [process.exitcode for process in processes] == [0] * 4
    assert 0.7 * budget < max(seen) <= budget
    store = ResultStore(folder, budget)
    assert (store.stats().entries, store.stats().bytes) == truth()
    assert list((folder / "drafts").iterdir()) == list((folder / "locks").iterdir()) == []


def test_it_survives_being_deleted_while_many_use_it(folder: Path, truth: Truth) -> None:
    budget = 60_000
    with running(*((hammer, (folder, budget, 1.5, seed)) for seed in range(3))) as processes:
        while any(process.is_alive() for process in processes):
            shutil.rmtree(folder, ignore_errors=True)
            time.sleep(0.03)
        assert [process.exitcode for process in processes] == [0] * 3
    store = ResultStore(folder, budget)
    store.put("a", KEY, b"a")
    assert store.get("a", KEY) == b"a"
    store.sweep()  # entries that others delete are missed when they are counted anew
    assert (store.stats().entries, store.stats().bytes) == truth()


def test_of_many_who_want_the_same_one_renders(folder: Path, tmp_path: Path) -> None:
    log, starts = tmp_path / "log", time.time() + 1.5
    with running(*((request_at_once, (folder, 7, starts, log)) for _ in range(3))) as processes:
        for process in processes:
            process.join(20)
        assert [process.exitcode for process in processes] == [0] * 3
    assert log.read_text() == "rendered\n"
    stats = ResultStore(folder, 1_000_000).stats()
    assert (stats.hits, stats.misses) == (20, 1)
    assert list((folder / "locks").iterdir()) == []


def test_who_is_killed_gives_its_lock_back(folder: Path) -> None:
    store, held = ResultStore(folder, 1_000_000), SPAWN.Event()
    with running((hold, (folder, KEY, held))) as (process,):
        assert held.wait(20)
        began = time.monotonic()
        with store.alone(KEY, 0.3) as had:
            assert not had
        assert 0.3 <= time.monotonic() - began < 2
        process.kill()
        with store.alone(KEY, 5) as had:
            assert had
    assert list((folder / "locks").iterdir()) == []


def test_no_hit_of_any_process_is_lost(folder: Path) -> None:
    store = ResultStore(folder, 1_000_000)
    store.put("a", KEY, b"a")
    with running(*((count, (folder, 500)) for _ in range(3))) as processes:
        count(folder, 500)
        for process in processes:
            process.join(20)
    assert (store.stats().hits, store.stats().misses) == (2000, 0)


def test_a_fork_counts_for_itself(folder: Path) -> None:
    store = ResultStore(folder, 1_000_000)
    store.get("a", KEY)
    child = os.fork()
    if child == 0:
        store.get("a", KEY)
        os._exit(0)
    store.get("a", KEY)
    assert os.waitpid(child, 0)[1] == 0
    store.get("a", KEY)
    assert store.stats().misses == 4


POINTS = [
    *(
        (work, Failpoint("os", "ftruncate", 1, after))
        for work in ("put",)
        for after in (False, True)
    ),
    ("put", Failpoint("os", "pwrite", 2, after=True)),
    ("put", Failpoint("os", "fsync", 1, after=False)),
    ("put", Failpoint("os", "fsync", 1, after=True)),
    ("put", Failpoint("Path", "rename", 1, after=False)),
    ("put", Failpoint("Path", "rename", 1, after=True)),
    ("put", Failpoint("Path", "unlink", 1, after=False)),
    ("put", Failpoint("Path", "unlink", 1, after=True)),
    ("replace", Failpoint("Path", "rename", 1, after=False)),
    ("replace", Failpoint("Path", "rename", 1, after=True)),
    ("keep", Failpoint("os", "ftruncate", 1, after=True)),
    ("keep", Failpoint("os", "ftruncate", 2, after=True)),
    ("keep", Failpoint("os", "fsync", 1, after=True)),
    ("keep", Failpoint("Path", "rename", 1, after=True)),
    ("purge", Failpoint("Path", "unlink", 1, after=True)),
    ("purge", Failpoint("Path", "unlink", 3, after=False)),
    ("alone", Failpoint("Path", "unlink", 1, after=False)),
]


@pytest.mark.parametrize(("work", "point"), POINTS, ids=str)
def test_who_is_killed_leaves_no_trace(
    folder: Path, truth: Truth, work: str, point: Failpoint
) -> None:
    budget = 10_000
    store = ResultStore(folder, budget)
    for name in "abcdefghij":
        store.put(name, KEY, name.encode() * 900)
    child = os.fork()
    if child == 0:
        die(folder, budget, point, work)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -SIGKILL
    assert truth()[1] <= budget
    with store.alone(KEY, 0) as had:
        assert had
    store.put("another", KEY, b"x")
    assert (store.stats().entries, store.stats().bytes) == truth()
    assert list((folder / "drafts").iterdir()) == list((folder / "locks").iterdir()) == []
    for name in "abcdefghij":
        assert store.get(name, KEY) in (None, name.encode() * 900, b"n" * 800)
    assert store.get("new", KEY) in (None, b"n" * 800)
