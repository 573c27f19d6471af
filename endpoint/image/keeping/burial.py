"""What ends for good: each in one transaction, however many collectors are at it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db import changed
from endpoint.image.keeping.transaction import now
from endpoint.image.models import Blob, Image, Intent, Tombstone, Trash, Upload


@dataclass(frozen=True, slots=True)
class Buried:
    """What has ended with an upload.

    Args:
        blob: whether its bytes have, being no other upload's.
        image: whether its pixels have, being in no other bytes.
    """

    blob: bool
    image: bool


def bury(session: Session, upload_id: int, before: datetime) -> Buried | None:
    """End an upload that was deleted too long ago to be restored; its tombstone stays.

    The blob is locked first, as whoever adds an upload to it does: so the last one is told for
    sure. Its object is not touched here: a key in the trash stays there until it is deleted.

    Args:
        session: of the transaction.
        upload_id: of an upload that was seen to be deleted.
        before: by the database's clock; who was deleted later is not ended.

    Returns:
        None where there is nothing to be done any more: it was restored, or another was faster.
    """
    blob = _locked_blob_of(session, upload_id)
    old = select(Upload).where(Upload.id == upload_id, Upload.deleted_at <= before)
    upload = session.scalars(old.with_for_update()).one_or_none()
    if blob is None or upload is None or upload.deleted_at is None:
        return None
    session.add(Tombstone(upload_id=upload.id, deleted_at=upload.deleted_at))
    session.delete(upload)
    session.flush()
    if session.scalar(select(Upload.id).where(Upload.blob_id == blob.id).limit(1)) is not None:
        return Buried(blob=False, image=False)
    session.add(Trash(key=blob.object_key))
    session.delete(blob)
    session.flush()
    return Buried(blob=True, image=end_image(session, blob.image_id))


def expire(session: Session, key: str) -> bool:
    """Take the intent of somebody who is late: whoever it was makes no rows any more.

    Returns:
        Whether it was done; not so where it was used meanwhile.
    """
    old = delete(Intent).where(Intent.key == key, Intent.expires_at <= now(session))
    if changed(session, old) != 1:
        return False
    session.add(Trash(key=key))
    session.flush()
    return True


def _locked_blob_of(session: Session, upload_id: int) -> Blob | None:
    blob_id = select(Upload.blob_id).where(Upload.id == upload_id).scalar_subquery()
    return session.scalars(select(Blob).where(Blob.id == blob_id).with_for_update()).one_or_none()


def end_image(session: Session, image_id: int) -> bool:
    """End an image that is in no bytes; it is locked, as whoever adds bytes to it does."""
    locked = select(Image).where(Image.id == image_id).with_for_update()
    image = session.scalars(locked).one_or_none()
    used = session.scalar(select(Blob.id).where(Blob.image_id == image_id).limit(1))
    if image is None or used is not None:
        return False
    session.delete(image)
    session.flush()
    return True
