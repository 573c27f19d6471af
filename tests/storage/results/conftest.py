"""A store in an empty folder, and what is really in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storage.results import ResultStore
from storage.results.entry import FILE_NAME

BUDGET = 10_000
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
