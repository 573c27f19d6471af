from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from source.query import Evaluator


@pytest.fixture(scope="package")
def evaluator() -> Iterator[Evaluator]:
    with Evaluator() as evaluator:
        yield evaluator


@pytest.fixture
def readers() -> Callable[[int], set[int]]:
    return _readers


def _readers(parent: int) -> set[int]:
    """List the readers of a process by what the system tells."""
    found = set()
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            status = (folder / "stat").read_text()
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        state, its_parent = status.rpartition(")")[2].split()[:2]
        if b"source.query.worker" in command and int(its_parent) == parent and state != "Z":
            found.add(int(folder.name))
    return found
