"""Files that are damaged, of others, or gone."""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from storage.results import ResultStore
from storage.results.entry import Entry
from tests.storage.results.conftest import BUDGET, KEY, OVERHEAD, Truth, fill, held


def overwrite(path: Path, offset: int, raw: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset, os.SEEK_SET if offset >= 0 else os.SEEK_END)
        file.write(raw)


def foreign(path: Path, *, link: bool) -> None:
    path.unlink()
    if link:
        path.symlink_to("/etc/passwd")
    else:
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 500)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: os.truncate(path, 0),
    "short": lambda path: os.truncate(path, 400),
    "a byte short": lambda path: os.truncate(path, path.stat().st_size - 1),
    "a byte long": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
    "a hole": lambda path: overwrite(path, 256, b"\0" * 100),
    "another first byte": lambda path: overwrite(path, 0, b"X"),
    "another last byte": lambda path: overwrite(path, 499, b"X"),
    "another magic": lambda path: overwrite(path, -40, b"X"),
    "another checksum": lambda path: overwrite(path, -32, b"XXXX"),
    "another length": lambda path: overwrite(path, -28, b"\xff"),
    "another key": lambda path: overwrite(path, -1, b"X"),
    "another name": lambda path: path.write_bytes(path.read_bytes().replace(b"trip/a", b"trip/b")),
    "a file of somebody else": lambda path: foreign(path, link=False),
    "far too large": lambda path: os.truncate(path, 1 << 40),
    "another entry": lambda path: shutil.copy(Entry("trip/b", KEY).path(path.parent.parent), path),
}


@pytest.mark.parametrize("how", DAMAGE)
@pytest.mark.parametrize("way", ["get", "open"])
def test_what_is_damaged_is_not_served_but_removed(
    store: ResultStore, folder: Path, truth: Truth, how: str, way: str
) -> None:
    path = Entry("trip/a", KEY).path(folder)
    store.put("trip/a", KEY, b"a" * 500)
    store.put("trip/b", KEY, b"b" * 500)
    DAMAGE[how](path)
    assert getattr(store, way)("trip/a", KEY) is None
    assert not path.exists()
    assert (store.stats().entries, store.stats().bytes) == truth()
    assert store.get("trip/b", KEY) == b"b" * 500
    store.put("trip/a", KEY, b"good")
    assert store.get("trip/a", KEY) == b"good"


@pytest.mark.parametrize("how", DAMAGE)
@pytest.mark.parametrize("prefix", ["trip/", "", "trip/a"])
def test_a_purge_takes_the_damaged_along(
    store: ResultStore, folder: Path, truth: Truth, how: str, prefix: str
) -> None:
    store.put("trip/a", KEY, b"a" * 500)
    store.put("trip/b", KEY, b"b" * 500)
    DAMAGE[how](Entry("trip/a", KEY).path(folder))
    store.purge(prefix)
    store.sweep()
    assert truth()[0] == (1 if prefix == "trip/a" else 0)
    assert (store.stats().entries, store.stats().bytes) == truth()


@pytest.mark.parametrize("kind", ["link", "fifo", "folder"])
def test_what_is_no_file_is_not_served(
    store: ResultStore, folder: Path, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    path = Entry("a", KEY).path(folder)
    store.put("a", KEY, b"a" * 100)
    path.unlink()
    match kind:
        case "link":
            path.symlink_to("/etc/passwd")
        case "fifo":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
    assert (store.get("a", KEY), store.open("a", KEY)) == (None, None)
    store.put("a", KEY, b"new")
    assert store.get("a", KEY) == (None if kind == "folder" else b"new")
    store.sweep()
    assert store.stats().entries == (kind != "folder")
    assert len(caplog.records) <= 1


def test_files_of_others_are_left_alone(store: ResultStore, folder: Path) -> None:
    store.put("a", KEY, b"a")
    others = [folder / "notes.txt", folder / "ab" / "x.jpg", folder / "abc" / ("0" * 48)]
    for path in others:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x" * 20_000)
    store.sweep()
    store.purge("")
    fill(store, "abcdefghijkl")
    assert all(path.stat().st_size == 20_000 for path in others)
    assert store.stats().entries == 10


@pytest.mark.parametrize("part", [".", "usage", "counts", "locks", "drafts", "??", "*"])
def test_it_is_made_anew_when_it_was_deleted(
    store: ResultStore, folder: Path, truth: Truth, part: str
) -> None:
    fill(store, "abcde")
    held(store, "abcde")
    for path in folder.glob(part) if part != "." else [folder]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    held(store, "abcde")
    fill(store, "fghijklmn")
    assert held(store, "fghijklmn") == "fghijklmn"
    with store.alone(KEY, 0) as had:
        assert had
    store.sweep()
    assert (store.stats().entries, store.stats().bytes) == truth()
    assert truth()[1] <= BUDGET
    assert store.stats().hits >= 9


def test_it_may_be_deleted_while_something_is_made(store: ResultStore, folder: Path) -> None:
    with store.alone(KEY, 0):
        shutil.rmtree(folder)
        with suppress(OSError):
            store.put("a", KEY, b"a")
    with store.alone(KEY, 0):
        store.put("a", KEY, b"a")
    assert store.get("a", KEY) == b"a"

    def chunks() -> Iterator[bytes]:
        yield b"b"
        shutil.rmtree(folder)

    assert not store.keep("b", KEY, chunks())
    assert store.keep("b", KEY, [b"b"])
    assert (store.stats().entries, store.stats().bytes) == (1, 1 + OVERHEAD)


def test_a_folder_that_cannot_be_is_no_error_and_is_logged_once(
    store: ResultStore, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder.parent.mkdir()
    folder.write_text("a file")
    for _ in range(3):
        with store.alone(KEY, 0) as had:
            assert had
            assert (store.get("a", KEY), store.open("a", KEY)) == (None, None)
            store.put("a", KEY, b"a")
            assert not store.keep("a", KEY, [b"a"])
    store.sweep()
    (record,) = caplog.records
    assert (record.levelno, str(folder) in record.getMessage()) == (logging.WARNING, True)
    with pytest.raises(NotADirectoryError):
        store.purge("a")
    assert folder.read_text() == "a file"
