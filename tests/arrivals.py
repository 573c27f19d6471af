"""Files that arrive at the image repository, with a store and a database to be kept in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha512
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from db import Base, db, transact
from endpoint.image.keeping import Arrival, Collected, Collector, Keeper, Kept, Once
from endpoint.image.keeping.steps import At, pass_by
from endpoint.image.keeping.transaction import now
from endpoint.image.models import (
    Blob,
    Idempotency,
    Image,
    Intent,
    Tombstone,
    Trash,
    Upload,
    UploadTag,
)
from image_proc.decode.header import SourceFormat
from image_proc.examine import Examination
from image_proc.tags import Tags
from storage.objects import FolderStore, ObjectStore, Staging, new_key
from tests.image_invariants import broken, uncollected
from tests.rows import app_of

TABLES = [
    Base.metadata.tables[model.__tablename__]
    for model in (Image, Blob, Upload, UploadTag, Intent, Trash, Idempotency, Tombstone)
]
TRASH = timedelta(days=7)


class Crash(BaseException):
    """The process ends here; nothing of ours catches it."""


@dataclass(frozen=True)
class File:
    """A file that somebody sends.

    Args:
        body: its bytes.
        pixels: what stands for its pixels; by default its bytes.
    """

    body: bytes
    pixels: bytes = b""
    name: str = "cat.png"
    uploader: str = "ci"
    tags: tuple[str, ...] = ()
    once: Once | None = None
    camera: str | None = None

    def examined(self) -> Examination:
        digest = sha512(self.pixels or self.body).hexdigest()
        return Examination(
            format=SourceFormat.PNG,
            mimetype="image/png",
            bytes=len(self.body),
            width=3,
            height=2,
            frames=1,
            animated=False,
            alpha=False,
            mode="RGB",
            orientation=1,
            icc=None,
            pixel_hash=digest,
            hash_version=1,
            perceptual_hash=digest[:32],
            dominant_color="#aabbcc",
            blurhash="L00000fQfQfQfQfQfQfQfQfQfQfQ",
            thumbhash="AAAA",
            tags=Tags(camera=self.camera),
        )


@dataclass(frozen=True)
class Place:
    """Where uploads are kept."""

    app: Flask
    store: ObjectStore
    staging: Staging
    examined: list[bytes] = field(default_factory=list)

    def send(self, file: File, keeper: Keeper | None = None) -> Kept:
        """Receive a file and keep it, as a request does."""

        def examine() -> Examination:
            self.examined.append(file.body)
            return file.examined()

        with self.staging.draft() as draft:
            draft.write(file.body)
            draft.finish()
            arrival = Arrival(draft, file.name, file.uploader, file.tags, file.once, examine)
            return (keeper or self.keeper()).keep(arrival)

    def keeper(self, at: At = pass_by, trash: timedelta = TRASH) -> Keeper:
        return Keeper(self.store, trash, at=at)

    def collector(
        self, at: At = pass_by, forget: Callable[[int], None] = lambda _: None
    ) -> Collector:
        return Collector(self.store, self.staging, TRASH, forget, at)

    def expire_all(self) -> None:
        """Let all intents have expired."""
        moment = the_time()
        transact(lambda session: session.execute(update(Intent).values(expires_at=moment)))

    def collect_all(self) -> Collected:
        """Collect when every intent has expired."""
        self.expire_all()
        return self.collector().collect()

    def age(self, upload_id: int, by: timedelta = TRASH) -> None:
        """Let an upload have been deleted earlier."""
        moment = the_time() - by
        earlier = update(Upload).where(Upload.id == upload_id).values(deleted_at=moment)
        transact(lambda session: session.execute(earlier))

    def delete_for_good(self, upload_id: int) -> None:
        """Delete an upload so that the collector ends it."""
        self.keeper().delete(upload_id)
        self.age(upload_id)

    def put(self, key: str) -> None:
        """Put an object of which no row speaks."""
        with self.staging.draft() as draft:
            draft.write(key.encode())
            draft.finish()
            self.store.put(key, draft.path, draft.sha256)

    def leave(self, age: timedelta) -> str:
        """Be a writer who has died with the object put and its rows not made.

        Args:
            age: how long ago the intent has expired.
        """
        key, moment = new_key(), the_time() - age
        transact(lambda session: session.add(Intent(key=key, expires_at=moment)))
        self.put(key)
        return key

    def listed(self) -> set[str]:
        return {found.key for found in self.store.list()}

    def body(self, key: str) -> bytes:
        with self.store.open(key) as file:
            return file.read()


@contextmanager
def tables_in(url: str) -> Iterator[Flask]:
    """Make the repository's tables in an empty database; give an app that uses it."""
    app = app_of(url)
    with app.app_context():
        Base.metadata.create_all(db.engine, TABLES)
    yield app
    with app.app_context():
        db.engine.dispose()


@contextmanager
def place_of(app: Flask, folder: Path, store: ObjectStore | None = None) -> Iterator[Place]:
    """Be in the context of an app; take all rows away in the end, though ids count on.

    Args:
        app: its database has no rows.
        folder: for drafts, and for objects too.
        store: of the objects, unless they are to lie in the folder.
    """
    with app.app_context():
        yield Place(app, store or FolderStore(folder), Staging(folder / "staging"))
        with db.engine.begin() as connection:
            for table in reversed(TABLES):
                connection.execute(table.delete())


def the_time() -> datetime:
    with Session(db.engine) as session:
        return now(session)


def check(place: Place) -> None:
    """See that every invariant holds that can be seen at any time."""
    assert broken(db.engine, place.store) == []


def check_collected(place: Place) -> None:
    """See that nothing is there but what is kept."""
    check(place)
    assert uncollected(db.engine, place.store, place.staging.folder) == []


def count(model: type[Base]) -> int:
    with Session(db.engine) as session:
        return session.scalar(select(func.count()).select_from(model)) or 0
