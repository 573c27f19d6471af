"""Keys that are held while something is made."""

from contextlib import suppress
from pathlib import Path

from storage.results import ResultStore
from tests.storage.results.conftest import BUDGET, KEY


def test_a_key_is_held_by_one_at_a_time(store: ResultStore, folder: Path) -> None:
    other = ResultStore(folder, BUDGET)
    with store.alone(KEY, 0) as first, other.alone(KEY, 0) as second, other.alone("0b", 0) as third:
        assert (first, second, third) == (True, False, True)
    with other.alone(KEY, 0) as fourth:
        assert fourth
    assert list((folder / "locks").iterdir()) == []


def test_a_lock_is_given_back_when_the_making_fails(store: ResultStore) -> None:
    with suppress(ZeroDivisionError), store.alone(KEY, 0):
        assert 1 / 0
    with store.alone(KEY, 0) as had:
        assert had


def test_locks_that_the_dead_have_left_are_swept(store: ResultStore, folder: Path) -> None:
    (folder / "locks").mkdir(parents=True)
    (folder / "locks" / ("0" * 48)).touch()
    with store.alone(KEY, 0):
        store.sweep()
        assert len(list((folder / "locks").iterdir())) == 1
        with ResultStore(folder, BUDGET).alone(KEY, 0) as had:
            assert not had
