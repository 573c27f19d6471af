"""`flask images fsck`: every kind of damage is found, and mended where that can be."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, delete, select
from sqlalchemy.orm import Session

from db import db, transact
from endpoint.image.models import Blob, Image, Intent, Trash, Upload
from image_proc.hash import HASH_VERSION
from storage.errors import Unavailable
from storage.objects import FolderStore, Found, new_key
from tests.arrivals import the_time
from tests.endpoint.image.commands.conftest import Make
from tests.repository import Repository

STRAY = "ab" * 16
Damage = Callable[[Repository], None]


@pytest.fixture
def hurt(repository: Repository) -> Repository:
    """Give a repository of two pictures, of which something will happen to the first."""
    repository.upload("red", "red.png")
    repository.upload("red", "red again.png")
    repository.upload("blue")
    return repository


def kinds(told: dict[str, Any]) -> list[tuple[str, bool]]:
    return [(problem["kind"], problem["repaired"]) for problem in told["problems"]]


def remove(repository: Repository) -> None:
    repository.path().unlink()


def put_away(repository: Repository) -> None:
    quarantine = repository.folder / "images" / "quarantine"
    quarantine.mkdir(exist_ok=True)
    path = repository.path()
    path.rename(quarantine / path.name)


def put_wrong_one_away(repository: Repository) -> None:
    put_away(repository)
    key = repository.blobs()[0].object_key
    (repository.folder / "images" / "quarantine" / key).write_bytes(b"something else")


def cut(repository: Repository) -> None:
    path = repository.path()
    path.write_bytes(path.read_bytes()[:-1])


def flip(repository: Repository) -> None:
    path = repository.path()
    path.write_bytes(bytes(reversed(path.read_bytes())))


def leave_stray(repository: Repository) -> None:
    folder = repository.folder / "images" / "objects" / STRAY[:2]
    folder.mkdir(exist_ok=True)
    (folder / STRAY).write_bytes(b"whose?")


def replace_by_folder(repository: Repository) -> None:
    path = repository.path()
    path.unlink()
    path.mkdir()


def changing(*statements: str) -> Damage:
    """Change rows as no code of ours does, with nobody checking what they refer to."""

    def damage(repository: Repository) -> None:
        with closing(sqlite3.connect(repository.folder / "easel.db")) as connection:
            connection.executescript(";".join(statements))

    return damage


forget_uploads = changing("DELETE FROM upload WHERE blob_id = 1")
forget_blob = changing("DELETE FROM blob WHERE id = 1")
forget_image = changing("DELETE FROM image WHERE id = 1")
forget_all = changing("DELETE FROM upload WHERE blob_id = 1", "DELETE FROM blob WHERE id = 1")
make_old = changing("UPDATE image SET hash_version = 0, pixel_hash = 'older' WHERE id = 1")
keep_twice = changing(
    "CREATE TABLE other AS SELECT * FROM blob",
    "DROP TABLE blob",
    "ALTER TABLE other RENAME TO blob",
    "CREATE TEMP TABLE twin AS SELECT * FROM blob WHERE id = 1",
    "UPDATE twin SET id = 3",
    "INSERT INTO blob SELECT * FROM twin",
    "UPDATE upload SET blob_id = 3 WHERE id = 2",
)


@pytest.mark.parametrize(
    ("damage", "options", "found", "repaired"),
    [
        (remove, (), ["missing"], [False]),
        (put_away, (), ["missing"], [True]),
        (put_wrong_one_away, (), ["missing"], [False]),
        (replace_by_folder, (), ["missing"], [False]),
        (cut, (), ["size"], [False]),
        (flip, (), [], []),
        (flip, ("--deep",), ["bytes"], [False]),
        (leave_stray, (), ["stray"], [True]),
        (forget_uploads, (), ["rows"], [False]),
        (forget_blob, (), ["stray", "rows", "rows", "rows"], [True, False, False, False]),
        (forget_image, (), ["rows"], [False]),
        (forget_all, (), ["stray", "rows"], [True, False]),
        (make_old, (), ["hash"], [True]),
        (keep_twice, (), ["twice", "twice"], [False, False]),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_damage_is_found_and_mended_where_that_can_be(
    hurt: Repository,
    damage: Damage,
    options: tuple[str, ...],
    found: list[str],
    repaired: list[bool],
) -> None:
    damage(hurt)
    rows = hurt.within(_counts)
    told = hurt.told("fsck", *options)
    assert kinds(told) == [(kind, False) for kind in found]
    assert hurt.run("fsck", *options).exit_code == bool(found)
    assert hurt.told("fsck", *options) == told  # nothing was touched
    mended = hurt.told("fsck", "--repair", *options)
    assert kinds(mended) == list(zip(found, repaired, strict=True))
    again = hurt.run("fsck", *options)
    assert again.exit_code == (not all(repaired))
    assert hurt.within(_counts) == rows  # none was deleted


def _counts() -> tuple[int, ...]:
    with Session(db.engine) as session:
        return tuple(
            len(session.scalars(select(column)).all()) for column in (Upload.id, Blob.id, Image.id)
        )


def test_what_is_lost_is_named_with_all_that_helps_to_find_it(hurt: Repository) -> None:
    blob = hurt.blobs()[0]
    remove(hurt)
    done = hurt.run("fsck", "--repair")
    first, last = done.stdout.splitlines()
    assert first.startswith("missing    the object is not there")
    for each in (blob.object_key, blob.sha256, "uploads 1, 2"):
        assert each in first
    assert last == "2 blobs, 1 object: 1 problem."
    assert hurt.within(_counts)[0] == 3


def test_wrong_bytes_are_in_quarantine_afterwards(hurt: Repository) -> None:
    cut(hurt)
    body = hurt.path().read_bytes()
    assert hurt.run("fsck", "--repair").exit_code == 1
    assert not hurt.path().exists()
    assert (hurt.folder / "images" / "quarantine" / hurt.path().name).read_bytes() == body


def test_leftovers_are_told_and_not_wrong(hurt: Repository) -> None:
    def leave() -> None:
        moment = the_time() - timedelta(minutes=1)
        transact(lambda session: session.add_all([Intent(key=new_key(), expires_at=moment)]))
        transact(lambda session: session.add(Trash(key=new_key())))

    hurt.within(leave)
    done = hurt.run("fsck")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "Left for `flask images gc`: 1 intents, 1 trash.",
        "2 blobs, 2 objects: all is well.",
    ]
    assert hurt.told("fsck", "--repair")["left"] == {"intents": 0, "trash": 0}


def test_old_hashes_are_made_anew_and_duplicates_are_told_again(hurt: Repository) -> None:
    def image() -> Row[str, int]:
        with Session(db.engine) as session:
            query = select(Image.pixel_hash, Image.hash_version).join(Blob)
            return session.execute(query.where(Blob.id == 1)).one()

    before = hurt.within(image)
    make_old(hurt)
    assert hurt.within(image) != before
    assert hurt.run("fsck", "--repair").exit_code == 0
    assert hurt.within(image) == (before[0], HASH_VERSION)
    assert hurt.upload("red").duplicate_of == 1


def test_a_hash_of_what_cannot_be_read_stays_old(hurt: Repository) -> None:
    make_old(hurt)
    remove(hurt)
    told = hurt.told("fsck", "--repair")
    assert kinds(told) == [("missing", False), ("hash", False)]
    assert told["problems"][1]["done"] == "made anew but for 1 file"


class Busy(FolderStore):
    """A store that changes while it is listed, and before an object is looked at."""

    listed: Callable[[], object] = staticmethod(lambda: None)
    looked: Callable[[], object] = staticmethod(lambda: None)

    def list(self) -> Iterator[Found]:
        yield from [*super().list()]
        self.listed()

    def size(self, key: str) -> int:
        self.looked()
        return super().size(key)


@pytest.fixture
def busy(hurt: Repository) -> Busy:
    hurt.images.store.__class__ = Busy
    store = hurt.images.store
    assert isinstance(store, Busy)
    return store


@pytest.mark.parametrize("options", [(), ("--deep",), ("--repair",)], ids=str)
def test_uploads_that_come_and_go_meanwhile_are_not_wrong(
    hurt: Repository, busy: Busy, options: tuple[str, ...]
) -> None:
    def come() -> None:
        busy.listed = lambda: None
        hurt.upload("green")
        busy.looked = go  # not before: a list looks at what it finds

    def go() -> None:
        busy.looked = lambda: None
        hurt.within(lambda: transact(bury))

    def bury(session: Session) -> None:
        blob = session.get_one(Blob, 2)
        session.execute(delete(Upload).where(Upload.blob_id == 2))
        session.delete(blob)
        session.flush()
        session.delete(session.get_one(Image, blob.image_id))
        busy.delete(blob.object_key)

    busy.listed = come
    told = hurt.told("fsck", *options)
    assert told["problems"] == []
    assert len(hurt.blobs()) == 2
    assert hurt.run("fsck", "--deep").exit_code == 0


def test_an_object_whose_rows_are_not_there_yet_is_no_stray(hurt: Repository) -> None:
    leave_stray(hurt)
    moment = hurt.within(the_time) + timedelta(hours=1)
    intent = Intent(key=STRAY, expires_at=moment)
    hurt.within(lambda: transact(lambda session: session.add(intent)))
    told = hurt.told("fsck", "--repair")
    assert told["problems"] == []
    assert (hurt.folder / "images" / "objects" / STRAY[:2] / STRAY).exists()


def test_one_object_that_cannot_be_read_is_told_and_stays(
    hurt: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, real = hurt.blobs()[0].object_key, FolderStore.size

    def failing(store: FolderStore, asked: str) -> int:
        if asked == key:
            msg = "the folder does not answer as it should: Input/output error"
            raise Unavailable(msg)
        return real(store, asked)

    monkeypatch.setattr(FolderStore, "read", lambda *_: None)
    monkeypatch.setattr(FolderStore, "list", lambda _: iter([Found(hurt.blobs()[1].object_key, 1)]))
    monkeypatch.setattr(FolderStore, "size", failing)
    told = hurt.told("fsck", "--repair")
    assert kinds(told) == [("unreadable", False)]
    assert hurt.path().exists()


def test_a_store_that_is_not_there_is_no_damage(hurt: Repository) -> None:
    objects = hurt.folder / "images" / "objects"
    objects.rename(objects.with_name("elsewhere"))
    done = hurt.run("fsck", "--repair")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith("Error: the store of objects: ")
    objects.with_name("elsewhere").rename(objects)
    assert hurt.run("fsck").exit_code == 0


def test_nothing_is_repaired_where_nothing_may_be_changed(make: Make, tmp_path: Path) -> None:
    closed = make("closed", READ_ONLY="1")
    assert closed.run("fsck", "--repair").exit_code == 2
    assert closed.run("fsck").stdout == "0 blobs, 0 objects: all is well.\n"
    assert not (tmp_path / "closed" / "images").exists()
