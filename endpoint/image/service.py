"""What the room of images works with, and how it finds one."""

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, defer
from werkzeug.exceptions import NotFound

from db import db
from endpoint.copies import Copies
from endpoint.image.absent import gone, never_was
from endpoint.image.found import Found
from endpoint.image.keeping import Collector, Keeper
from endpoint.image.keeping.rows import earliest_twin
from endpoint.image.models import Blob, Image, Json, Tombstone, Upload, UploadTag
from endpoint.image.receive import Caps
from image_proc.limits import Limits
from storage.objects import KEY, ObjectStore, Staging
from storage.s3 import S3Access


@dataclass(frozen=True)
class Images:
    """What the room of images works with.

    Args:
        store: where the objects are.
        staging: where uploads arrive.
        keeper: takes them in.
        collector: takes away what nobody needs.
        caps: what one request may send.
        limits: what is decoded at most.
        copies: of objects that are not on this machine; None where the store is.
        read_only: whether nothing may be changed.
        access: how buckets are reached.
    """

    store: ObjectStore
    staging: Staging
    keeper: Keeper
    collector: Collector
    caps: Caps
    limits: Limits
    copies: Copies | None
    read_only: bool
    access: S3Access


def cache_name(upload_id: int) -> str:
    """Give the name that results of an upload are kept and purged under."""
    return f"@/image/{upload_id}"  # no source of pictures has an empty name


def find(upload_id: int) -> Found:
    """Find an upload by its id.

    Raises:
        NotFound: there never was one.
        Gone: it was deleted.
    """
    with Session(db.engine) as session:
        found = _first(session, _ALL.where(Upload.id == upload_id))
        if found is None and session.get(Tombstone, upload_id) is not None:
            raise gone(upload_id)
    if found is None:
        raise never_was(upload_id)
    return _alive(found)


def find_shared(share: str) -> Found:
    """Find an upload by the random name that it is shared under.

    Raises:
        NotFound: there is none, or there is none any more.
        Gone: it was deleted.
    """
    found = None
    if KEY.fullmatch(share):  # MariaDB would pass over spaces behind it
        with Session(db.engine) as session:
            found = _first(session, _ALL.where(Upload.share == share))
    if found is None:
        message = "There is no image that is shared under this name."
        raise NotFound(message)
    return _alive(found)


def find_beyond(mark: str) -> Found:
    """Find the upload whose share is the first one that is not below a mark; round in a circle.

    Shares are random, so each upload has a piece of the circle, and one that comes or goes moves
    the marks of its own piece only.

    Args:
        mark: 32 hex digits.

    Raises:
        NotFound: there are no images.
    """
    here = _ALL.where(Upload.deleted_at.is_(None)).order_by(Upload.share).limit(1)
    with Session(db.engine) as session:
        found = _first(session, here.where(Upload.share >= mark)) or _first(session, here)
    if found is None:
        message = "There are no images yet: POST one to /image/upload."
        raise NotFound(message)
    return found


def earlier_twin(found: Found) -> int | None:
    """Find the earliest upload of the same pixels that was before this one and is not deleted."""
    with Session(db.engine) as session:
        return earliest_twin(session, found.upload)


def metadata_of(found: Found) -> Json:
    """Read what the bytes say beside their pixels: too long to be read with each picture.

    Raises:
        Gone: the upload was deleted for good meanwhile.
    """
    with Session(db.engine) as session:
        said = session.scalar(select(Blob.tags).where(Blob.id == found.blob.id))
    if said is None:
        raise gone(found.upload.id)
    return said


_ALL = (
    select(Upload, Blob, Image)
    .join(Blob, Blob.id == Upload.blob_id)
    .join(Image, Image.id == Blob.image_id)
    .options(defer(Blob.tags))
)


def _first(session: Session, query: Select[Upload, Blob, Image]) -> Found | None:
    row = session.execute(query).first()
    if row is None:
        return None
    upload, blob, image = row
    of_upload = select(UploadTag.name).where(UploadTag.upload_id == upload.id)
    tags = session.scalars(of_upload.order_by(UploadTag.name)).all()
    session.expunge_all()
    return Found(upload, blob, image, tags)


def _alive(found: Found) -> Found:
    if found.upload.deleted_at is not None:
        raise gone(found.upload.id)
    return found
