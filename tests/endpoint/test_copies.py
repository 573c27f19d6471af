"""Copies that there is no room for: who asks is told to come later, whatever could be written."""

import resource
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from endpoint.copies import Copies
from source.errors import Overloaded
from storage.results import ResultStore


@pytest.fixture(params=[0, 300], ids=["nothing", "a part"])
def room(request: pytest.FixtureRequest) -> Iterator[int]:
    """Let files be no longer than this: what is written beyond fails as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (request.param, before[1]))
    yield request.param
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("length", [1000, 100_000], ids=["at the end", "meanwhile"])
def test_without_room_for_a_copy_there_is_an_error_of_ours(
    tmp_path: Path, room: int, length: int
) -> None:
    copies = Copies(ResultStore(tmp_path / "none", 0))
    with pytest.raises(Overloaded, match="no room left to hold 'cat'"):
        copies.open("cat", "ab" * 32, lambda: iter([b"x" * length] * 2))
    assert room < length


def test_without_a_folder_for_them_there_is_an_error_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(Overloaded):
        Copies(ResultStore(tmp_path / "store", 0)).open("cat", "ab" * 32, lambda: iter([b"x"]))
