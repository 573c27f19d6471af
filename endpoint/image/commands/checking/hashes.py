"""Pixel hashes that an older version of Easel has made: no new upload has the same one."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import db
from endpoint.image.commands.checking.problem import Kind, Problem
from endpoint.image.commands.terminal import counted, say
from endpoint.image.examining import examine
from endpoint.image.keeping.burial import end_image
from endpoint.image.keeping.rows import locked_image
from endpoint.image.keeping.transaction import change
from endpoint.image.models import Blob, Image
from image_proc.errors import EaselError
from image_proc.examine import Examination
from image_proc.hash import HASH_VERSION
from image_proc.original import Original
from storage.errors import StorageError
from storage.objects import ObjectStore

_STALE = Image.hash_version != HASH_VERSION


def stale(store: ObjectStore, *, repair: bool) -> Iterator[Problem]:
    """Find hashes of another version, all together; make them anew where that is wanted."""
    with Session(db.engine) as session:
        count = session.scalar(select(func.count()).select_from(Image).where(_STALE)) or 0
    if not count:
        return
    had = "1 picture has its hash" if count == 1 else f"{count} pictures have their hashes"
    said = f"{had} by another version of Easel: duplicates are not told"
    if not repair:
        yield Problem(Kind.HASH, said)
        return
    failed = sum(not _renewed(store, blob) for blob in _blobs())
    done = "made anew" + (f" but for {counted(failed, 'file', 'files')}" if failed else "")
    yield Problem(Kind.HASH, said, done=done, repaired=not failed)


def _renewed(store: ObjectStore, blob: Blob) -> bool:
    """Decode a file anew, and make it belong to the image that it is now."""
    key = blob.object_key
    original = Original(f"object {key}", blob.sha256, blob.size, partial(store.open, key))
    try:
        found = examine(original)
    except (EaselError, StorageError, OSError) as error:
        say(f"object {key}: {error}")
        return False
    change(lambda session: _move(session, blob.id, found))
    return True


def _move(session: Session, blob_id: int, found: Examination) -> None:
    blob = session.get(Blob, blob_id, with_for_update=True)
    if blob is None:
        return  # deleted meanwhile
    old, image = blob.image_id, locked_image(session, found)
    if image.id != old:
        blob.image_id = image.id
        session.flush()
        end_image(session, old)
        return
    image.hash_version = found.hash_version
    image.perceptual_hash = found.perceptual_hash


def _blobs() -> Iterator[Blob]:
    last = 0
    while (blob := _next(last)) is not None:
        yield blob
        last = blob.id


def _next(last: int) -> Blob | None:
    query = select(Blob).join(Image, Image.id == Blob.image_id).where(_STALE, Blob.id > last)
    with Session(db.engine) as session:
        found = session.scalars(query.order_by(Blob.id).limit(1)).first()
        session.expunge_all()
    return found
