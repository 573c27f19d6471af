"""Bodies that are put and got, and what is counted."""

import io
import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from storage.results import ResultStore, Stats
from storage.results.entry import Entry
from tests.storage.results.conftest import BUDGET, KEY, OVERHEAD, Truth, age, fill


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
