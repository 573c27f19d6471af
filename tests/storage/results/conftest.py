"""A store in an empty folder, and what is really in it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.results import ResultStore
from storage.results.entry import FILE_NAME, Entry

BUDGET = 10_000
KEY = "0a" * 16
OVERHEAD = Entry("a", KEY).overhead
Truth = Callable[[], tuple[int, int]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "var" / "results"


@pytest.fixture
def store(folder: Path) -> ResultStore:
    return ResultStore(folder, BUDGET)


@pytest.fixture
def truth(folder: Path) -> Truth:
    """Count the entries, and the bytes of all files but the store's own small ones."""

    def count() -> tuple[int, int]:
        paths = [path for path in folder.glob("*/*") if path.parent.name not in {"counts", "locks"}]
        entries = [path for path in paths if FILE_NAME.fullmatch(path.name)]
        return len(entries), sum(path.stat().st_size for path in paths)

    return count


def fill(store: ResultStore, names: str, size: int = 900) -> None:
    for name in names:
        store.put(name, KEY, name.encode() * size)


def held(store: ResultStore, names: str) -> str:
    return "".join(name for name in names if store.get(name, KEY) is not None)


def age(folder: Path, name: str, seconds: float) -> None:
    path = Entry(name, KEY).path(folder)
    used = path.stat().st_mtime - seconds
    os.utime(path, (used, used))
