"""What is true of the image repository at any time, seen from its rows and its objects.

Each function gives one sentence for each violation: none is how it should be. While writers are at
work `broken` may be asked as well, but not `uncollected`. The numbers are those of the reference.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from endpoint.image.models import Blob, Idempotency, Image, Intent, Tombstone, Trash, Upload
from storage.errors import StorageError
from storage.objects import ObjectStore

_CHUNK = 1024 * 1024


def broken(engine: Engine, store: ObjectStore) -> list[str]:
    """Check what holds at any time: 1, 4 and 5."""
    with Session(engine) as session:
        rows = [*_rows(session)]
        blobs = [*session.scalars(select(Blob))]
    objects = (_object(store, blob.object_key, blob.sha256, blob.size) for blob in blobs)
    return [*rows, *(said for said in objects if said)]


def uncollected(engine: Engine, store: ObjectStore, staging: Path) -> list[str]:
    """Check what holds after the collector, when nobody writes and every intent has expired: 6."""
    with Session(engine) as session:
        keys = {*session.scalars(select(Blob.object_key))}
        intents = session.scalar(select(func.count()).select_from(Intent))
        trash = session.scalar(select(func.count()).select_from(Trash))
    objects = {found.key for found in store.list()}
    drafts = [*staging.iterdir()] if staging.exists() else []
    return [
        *(f"6: object {key} has no blob" for key in sorted(objects - keys)),
        *(f"6: blob {key} is not listed in the store" for key in sorted(keys - objects)),
        *([f"6: {intents} intents are left"] if intents else []),
        *([f"6: {trash} keys are left in the trash"] if trash else []),
        *(f"6: draft {path.name} is left" for path in drafts),
    ]


def lost(engine: Engine, store: ObjectStore, acknowledged: Mapping[int, str]) -> list[str]:
    """Check that every acknowledged upload, not deleted, is readable: 2.

    Args:
        engine: of the database.
        store: of the objects.
        acknowledged: id → SHA-256 of the bytes that were sent, 64 hex digits.
    """
    with Session(engine) as session:
        query = select(Upload.id, Blob.sha256, Blob.object_key, Blob.size, Upload.deleted_at)
        found = {row.id: row for row in session.execute(query.join(Blob))}
    said = []
    for upload_id, sha256 in acknowledged.items():
        row = found.get(upload_id)
        if row is None or row.deleted_at is not None:
            said.append(f"2: upload {upload_id} was acknowledged and is gone")
        elif row.sha256 != sha256:
            said.append(f"2: upload {upload_id} has other bytes than those that were sent")
        elif unreadable := _object(store, row.object_key, sha256, row.size):
            said.append(f"2: upload {upload_id}: {unreadable}")
    return said


def risen(engine: Engine, deleted: Iterable[int]) -> list[str]:
    """Check that acknowledged deletes stay deleted, and are known to have been: 3."""
    with Session(engine) as session:
        gone = {*session.scalars(select(Upload.id).where(Upload.deleted_at.is_not(None)))}
        gone |= {*session.scalars(select(Tombstone.upload_id))}
    return [f"3: upload {each} was deleted and is not" for each in deleted if each not in gone]


def state(engine: Engine, store: ObjectStore) -> dict[str, set[object]]:
    """Give all that is kept: the same before and after a second recovery (9)."""
    with Session(engine) as session:
        return {
            "images": {*session.scalars(select(Image.id))},
            "blobs": {tuple(row) for row in session.execute(select(Blob.id, Blob.object_key))},
            "uploads": {tuple(row) for row in session.execute(select(Upload.id, Upload.blob_id))},
            "tombstones": {*session.scalars(select(Tombstone.upload_id))},
            "intents": {*session.scalars(select(Intent.key))},
            "trash": {*session.scalars(select(Trash.key))},
            "objects": {*store.list()},
        }


def _rows(session: Session) -> Iterator[str]:
    """Check rows against each other: 4 and 5."""
    for name, column in (("digest", Blob.sha256), ("key", Blob.object_key)):
        counts = Counter(session.scalars(select(column)))
        yield from (f"4: {n} blobs of the {name} {it}" for it, n in counts.items() if n > 1)
    counts = Counter(session.scalars(select(Image.pixel_hash)))
    yield from (f"4: {n} images of the pixels {it[:16]}" for it, n in counts.items() if n > 1)
    for said, query in {
        "blob without upload": select(Blob.id).where(Blob.id.not_in(select(Upload.blob_id))),
        "upload without blob": select(Upload.id).where(Upload.blob_id.not_in(select(Blob.id))),
        "image without blob": select(Image.id).where(Image.id.not_in(select(Blob.image_id))),
        "blob without image": select(Blob.id).where(Blob.image_id.not_in(select(Image.id))),
        "upload that has a tombstone": select(Upload.id).join(
            Tombstone, Tombstone.upload_id == Upload.id
        ),
        "blob whose key is in the trash": select(Blob.id).join(Trash, Trash.key == Blob.object_key),
        "blob whose intent is left": select(Blob.id).join(Intent, Intent.key == Blob.object_key),
        "upload that does not say of its blob what it is": select(Upload.id)
        .join(Blob)
        .where((Upload.size != Blob.size) | (Upload.type != Blob.type)),
        "Idempotency-Key that leads to nothing": select(Idempotency.key).where(
            Idempotency.upload_id.not_in(select(Upload.id)),
            Idempotency.upload_id.not_in(select(Tombstone.upload_id)),
        ),
    }.items():
        yield from (f"5: {said}: {each}" for each in session.scalars(query))


def _object(store: ObjectStore, key: str, sha256: str, size: int) -> str | None:
    """Check that an object is there, and is what its row says: 1."""
    digest = hashlib.sha256()
    read = 0
    try:
        with store.open(key) as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                read += len(chunk)
    except StorageError as error:
        return f"1: object {key} cannot be read: {error}"
    if (digest.hexdigest(), read) != (sha256, size):
        return f"1: object {key} is not what was sent: {read} of {size} bytes"
    return None
