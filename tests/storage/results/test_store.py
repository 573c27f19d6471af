import io
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from storage.results import Purged, ResultStore, Stats
from storage.results.entry import Entry
from tests.storage.results.conftest import BUDGET, Truth

KEY = "0a" * 16
OVERHEAD = Entry("a", KEY).overhead


def fill(store: ResultStore, names: str, size: int = 900) -> None:
    for name in names:
        store.put(name, KEY, name.encode() * size)


def held(store: ResultStore, names: str) -> str:
    return "".join(name for name in names if store.get(name, KEY) is not None)


def age(folder: Path, name: str, seconds: float) -> None:
    path = Entry(name, KEY).path(folder)
    used = path.stat().st_mtime - seconds
    os.utime(path, (used, used))


@pytest.mark.parametrize("body", [b"", b"x", b"\0" * 900, os.urandom(900), b"easel\x00r1" * 20])
def test_what_is_put_is_got(store: ResultStore, body: bytes) -> None:
    assert store.get("a", KEY) is None
    store.put("a", KEY, body)
    assert store.get("a", KEY) == body
    assert store.keep("a", KEY, [])
    assert store.get("a", KEY) == b""


@pytest.mark.parametrize(
    "name",
    [
        *(
            "",
            "/",
            "..",
            "../../etc/passwd",
            "a\0b",
            "a\nb",
            "C:\\x",
            "@shop/a.png",
            "über/日本.jpg",
        ),
        *("\ud800", "é", "e\u0301", "x" * 1024, "😀" * 1024, "usage", "drafts/x", "locks"),
    ],
)
@pytest.mark.parametrize("key", [KEY, "", "../x", "A" * 300, KEY.upper()])
def test_no_name_and_no_key_is_a_path(
    store: ResultStore, folder: Path, truth: Truth, name: str, key: str
) -> None:
    big = ResultStore(folder, 1_000_000)
    with big.alone(key, 0):
        big.put(name, key, b"mine")
    assert big.get(name, key) == b"mine"
    assert big.get(name, f"{key}0") is None
    assert big.get(f"{name}0", key) is None
    assert truth()[0] == 1
    assert {path.name for path in folder.parent.iterdir()} == {"results"}
    assert big.purge(name).entries == 1


def test_the_body_lies_in_the_file_from_its_start(store: ResultStore, folder: Path) -> None:
    store.put("a", KEY, b"body")
    assert Entry("a", KEY).path(folder).read_bytes().startswith(b"body")
    assert Entry("a", KEY).path(folder).stat().st_mode & 0o077 == 0


def test_an_open_body_is_a_file_of_just_the_body(store: ResultStore) -> None:
    body = bytes(range(256)) * 3
    assert store.open("a", KEY) is None
    assert store.keep("a", KEY, (body[start : start + 7] for start in range(0, len(body), 7)))
    file = store.open("a", KEY)
    assert file is not None
    with file:
        assert file.read(5) == body[:5]
        assert (file.seek(-5, os.SEEK_END), file.read(), file.read()) == (763, body[-5:], b"")
        assert (file.seek(10), file.seek(5, os.SEEK_CUR), file.read(2)) == (10, 15, body[15:17])
        assert (file.seek(5000), file.read(9)) == (5000, b"")
        assert (file.seek(0), file.readinto(bytearray(1000))) == (0, len(body))  # type: ignore[attr-defined]
        with pytest.raises(OSError, match="Invalid argument"):
            file.seek(-800, os.SEEK_END)
        with pytest.raises(io.UnsupportedOperation):
            file.fileno()
    assert file.closed


def test_a_picture_can_be_decoded_where_it_lies(folder: Path) -> None:
    store, encoded = ResultStore(folder, 1_000_000), io.BytesIO()
    Image.radial_gradient("L").save(encoded, "PNG")
    store.keep("a", KEY, [encoded.getvalue()])
    file = store.open("a", KEY)
    assert file is not None
    with file, Image.open(file) as image:
        assert image.tobytes() == Image.radial_gradient("L").tobytes()


@pytest.mark.parametrize("ends", ["evicted", "purged", "replaced", "deleted"])
def test_an_open_body_stays_readable(store: ResultStore, folder: Path, ends: str) -> None:
    store.put("a", KEY, b"a" * 900)
    file = store.open("a", KEY)
    assert file is not None
    with file:
        age(folder, "a", 100)
        match ends:
            case "evicted":
                fill(store, "bcdefghijk")
            case "purged":
                store.purge("")
            case "replaced":
                store.put("a", KEY, b"other")
            case "deleted":
                shutil.rmtree(folder)
        assert store.get("a", KEY) != b"a" * 900
        assert file.read() == b"a" * 900


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


def test_hits_and_misses_are_counted_over_stores_and_restarts(
    store: ResultStore, folder: Path
) -> None:
    assert store.stats() == Stats(0, 0, BUDGET, 0, 0)
    store.get("a", KEY)
    store.put("a", KEY, b"")
    second = ResultStore(folder, BUDGET)
    for _ in range(3):
        store.get("a", KEY)
        second.get("a", KEY)
    second.get("b", KEY)
    assert store.stats() == second.stats() == Stats(1, OVERHEAD, BUDGET, 6, 2)
    del store, second
    third = ResultStore(folder, BUDGET)
    third.get("a", KEY)
    assert third.stats() == Stats(1, OVERHEAD, BUDGET, 7, 2)
    assert len(list((folder / "counts").iterdir())) == 2


def test_a_request_that_asks_again_is_counted_once(store: ResultStore) -> None:
    for _ in range(2):
        assert store.get("a", KEY) is None
        assert store.get("a", KEY, again=True) is None
    assert (store.stats().hits, store.stats().misses) == (0, 2)
    store.put("a", KEY, b"another's")
    assert store.get("a", KEY, again=True) == b"another's"
    assert (store.stats().hits, store.stats().misses) == (1, 1)


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
