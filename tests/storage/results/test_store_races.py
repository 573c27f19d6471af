"""What happens between two steps of another."""

import os
import shutil
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from storage.results import ResultStore, locks, store
from storage.results.entry import Damaged, Entry
from storage.results.ledger import Account, Ledger
from tests.storage.results.conftest import BUDGET, Truth

KEY = "0a"


def test_the_lock_of_a_file_that_is_gone_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lock"
    seen: list[int] = []

    def late(file: int) -> bool:
        if not seen:
            path.unlink()  # as its holder does, who has finished since this one opened it
        seen.append(file)
        return True

    monkeypatch.setattr(locks, "try_lock", late)
    file = locks.acquire(path, 1)
    assert file is not None
    assert locks.is_at(file, path)
    assert len(seen) == 2
    os.close(file)


def test_who_leaves_takes_away_no_lock_of_another(results: ResultStore, folder: Path) -> None:
    with ExitStack() as first:
        first.enter_context(results.alone(KEY, 0))
        shutil.rmtree(folder)
        with results.alone(KEY, 0) as second:
            assert second
            first.close()
            with results.alone(KEY, 0) as third:
                assert not third


def test_a_good_body_that_came_meanwhile_is_not_removed(
    results: ResultStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ResultStore(folder, BUDGET)
    results.put("a", KEY, b"damaged")

    def replaced_meanwhile(*_arguments: Any) -> bytes:
        other.put("a", KEY, b"good")
        raise Damaged

    with monkeypatch.context() as reading:
        reading.setattr(store, "read_body", replaced_meanwhile)
        assert results.get("a", KEY) is None
    assert results.get("a", KEY) == b"good"


def test_a_change_of_an_account_that_was_deleted_is_counted(folder: Path) -> None:
    path = folder / "usage"
    counted: list[Account] = []

    def count(account: Account) -> None:
        counted.append(account)
        account.counted = time.monotonic()

    first, second = Ledger(path, count), Ledger(path, count)
    with first.changing():
        path.unlink()
        with second.changing():
            pass
        with second.changing():
            pass
    assert len(counted) == 2
    with second.changing():
        pass
    assert len(counted) == 3


@pytest.mark.parametrize("counted", [-3601.0, 100.0])
def test_it_is_counted_anew_after_an_hour_and_after_a_start_of_the_machine(
    folder: Path, monkeypatch: pytest.MonkeyPatch, counted: float
) -> None:
    now, counts = 10_000.0, []

    def count(account: Account) -> None:
        counts.append(account)
        account.counted = now

    monkeypatch.setattr("storage.results.ledger.time.monotonic", lambda: now)
    ledger = Ledger(folder / "usage", count)
    for _ in range(2):
        with ledger.changing():
            pass
    assert len(counts) == 1
    now -= counted
    with ledger.changing():
        pass
    assert len(counts) == 2


def test_an_account_of_less_than_nothing_is_counted_anew(
    results: ResultStore, folder: Path, truth: Truth
) -> None:
    for name in "ab":
        results.put(name, KEY, b"x")
    path = Entry("a", KEY).path(folder)
    os.utime(path, (0, 0))
    os.truncate(path, 50_000)
    results.purge("a")
    results.put("c", KEY, b"x")
    assert (results.stats().entries, results.stats().bytes) == truth()


@pytest.fixture
def results(folder: Path) -> ResultStore:
    return ResultStore(folder, BUDGET)
