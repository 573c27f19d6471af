"""What every store of objects does, on a real folder and on a real S3 server."""

import hashlib
import io
import random
from pathlib import Path

import pytest

from storage.errors import Changed, Missing, Taken, Unavailable
from storage.objects import KEY, Found, ObjectStore, new_key
from storage.objects.store import PIECE
from tests.storage.objects.objects import put, sha256

BODY = hashlib.shake_256(b"a picture").digest(700_000)
NO_KEYS = [
    "",
    ".",
    "..",
    "../secret",
    "/etc/passwd",
    "a" * 31,
    "a" * 33,
    "A" * 32,
    "g" * 32,
    "a" * 32 + "\n",
    "a" * 30 + "/a",
    "a" * 31 + "\0",
    "\uff11" * 32,
    "../" + "a" * 29,
]


def test_keys_are_never_the_same() -> None:
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000
    assert all(KEY.fullmatch(key) for key in keys)


@pytest.mark.parametrize("body", [b"", b"x", BODY], ids=len)
def test_what_is_put_is_there_whole(store: ObjectStore, tmp_path: Path, body: bytes) -> None:
    key = put(store, tmp_path, body)
    assert store.size(key) == len(body)
    assert b"".join(store.read(key, 0, len(body))) == body
    with store.open(key) as file:
        assert file.read() == body
    assert list(store.list()) == [Found(key, len(body))]


def test_any_file_can_be_put(store: ObjectStore, tmp_path: Path) -> None:
    file = tmp_path / "some file"
    file.write_bytes(b"some bytes")
    key = new_key()
    store.put(key, file, sha256(b"some bytes"))
    assert b"".join(store.read(key, 0, 10)) == b"some bytes"
    assert file.read_bytes() == b"some bytes"


def test_another_file_than_was_hashed_is_not_kept(store: ObjectStore, tmp_path: Path) -> None:
    file = tmp_path / "some file"
    file.write_bytes(b"some bytes")
    with pytest.raises(Changed):
        store.put(new_key(), file, sha256(b"other bytes"))
    with pytest.raises(Missing):
        store.put(new_key(), tmp_path / "none", sha256(b""))
    assert list(store.list()) == []


@pytest.mark.parametrize(
    ("start", "length"),
    [
        (0, 1),
        (1, 2),
        (0, PIECE),
        (PIECE - 1, 2),
        (5, 2 * PIECE),
        (699_999, 1),
        (0, 700_000),
        (7, 0),
    ],
)
def test_a_part_comes_in_small_pieces(
    store: ObjectStore, tmp_path: Path, start: int, length: int
) -> None:
    pieces = list(store.read(put(store, tmp_path, BODY), start, length))
    assert b"".join(pieces) == BODY[start : start + length]
    assert max(map(len, pieces), default=0) <= PIECE


@pytest.mark.parametrize(("start", "length"), [(0, 11), (9, 2), (10, 1), (500, 5)])
def test_a_part_that_is_not_there_is_never_just_shorter(
    store: ObjectStore, tmp_path: Path, start: int, length: int
) -> None:
    key = put(store, tmp_path, b"0123456789")
    with pytest.raises(Unavailable):
        list(store.read(key, start, length))


@pytest.mark.parametrize(("start", "length"), [(-1, 5), (0, -1)])
def test_a_part_before_the_start_is_none(store: ObjectStore, start: int, length: int) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        store.read(new_key(), start, length)


def test_reading_may_stop_at_any_piece(store: ObjectStore, tmp_path: Path) -> None:
    key = put(store, tmp_path, BODY)
    store.read(key, 0, len(BODY))  # nothing of it is asked for
    pieces = store.read(key, 0, len(BODY))
    assert BODY.startswith(next(pieces))
    del pieces


def test_an_object_is_read_from_anywhere_like_a_file(store: ObjectStore, tmp_path: Path) -> None:
    key = put(store, tmp_path, BODY)
    chance = random.Random(7)  # noqa: S311 - the same each time
    with store.open(key) as file, io.BytesIO(BODY) as truth:
        assert file.seekable()
        for _ in range(60):
            whence = chance.choice([io.SEEK_SET, io.SEEK_END])
            offset = chance.randrange(len(BODY)) - (len(BODY) if whence else 0)
            assert file.seek(offset, whence) == truth.seek(offset, whence)
            length = chance.choice([0, 1, 100, 9000, 300_000])
            assert file.read(length) == truth.read(length)
            assert file.tell() == truth.tell()


def test_what_is_not_there_is_missing_by_the_call_itself(
    store: ObjectStore, tmp_path: Path
) -> None:
    put(store, tmp_path, b"another")
    for ask in (store.size, store.open, store.quarantine, lambda key: store.read(key, 0, 1)):
        with pytest.raises(Missing):
            ask(new_key())
    with pytest.raises(Missing):
        store.read(new_key(), 0, 0)


@pytest.mark.parametrize("key", NO_KEYS)
def test_no_text_but_a_key_names_anything(store: ObjectStore, tmp_path: Path, key: str) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    before = sorted(tmp_path.rglob("*"))
    for ask in (
        store.size,
        store.open,
        store.delete,
        store.quarantine,
        lambda key: store.read(key, 0, 1),
        lambda key: store.put(key, file, sha256(b"")),
    ):
        with pytest.raises(Missing):
            ask(key)
    assert sorted(tmp_path.rglob("*")) == before


def test_what_is_deleted_is_gone_and_may_be_deleted_again(
    store: ObjectStore, tmp_path: Path
) -> None:
    key, other = put(store, tmp_path, b"one"), put(store, tmp_path, b"other")
    for _ in range(2):
        store.delete(key)
        with pytest.raises(Missing):
            store.open(key)
        assert list(store.list()) == [Found(other, 5)]
    store.delete(new_key())


def test_nothing_is_in_an_empty_store(store: ObjectStore) -> None:
    assert list(store.list()) == []
    store.delete(new_key())


def test_the_list_is_read_while_it_is_made(store: ObjectStore, tmp_path: Path) -> None:
    keys = {put(store, tmp_path, b"x" * size): size for size in range(20)}
    assert {found.key: found.size for found in store.list()} == keys
    next(iter(store.list()))
    for found in store.list():
        store.delete(found.key)
    assert list(store.list()) == []


def test_what_is_in_quarantine_is_out_of_the_way(store: ObjectStore, tmp_path: Path) -> None:
    key = put(store, tmp_path, b"one")
    store.quarantine(key)
    with pytest.raises(Missing):
        store.size(key)
    assert list(store.list()) == []
    put(store, tmp_path, b"another one", key)  # as nobody should
    with pytest.raises(Taken):
        store.quarantine(key)
    assert store.size(key) == 11


def test_what_was_quarantined_comes_back_if_it_is_what_is_meant(
    store: ObjectStore, tmp_path: Path
) -> None:
    key = put(store, tmp_path, b"one")
    store.quarantine(key)
    with pytest.raises(Changed):
        store.release(key, sha256(b"another one"))
    assert list(store.list()) == []
    store.release(key, sha256(b"one"))
    assert b"".join(store.read(key, 0, 3)) == b"one"
    with pytest.raises(Missing):
        store.release(key, sha256(b"one"))
    store.quarantine(key)  # nothing of it is left there


def test_what_was_never_quarantined_does_not_come_back(store: ObjectStore) -> None:
    with pytest.raises(Missing):
        store.release(new_key(), sha256(b"one"))
