"""All uploads, some rows at a time."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from db import db
from endpoint.image.found import Found
from endpoint.image.models import Blob, Image, Upload, UploadTag

_BATCH = 500


def count(wanted: ColumnElement[bool]) -> int:
    """Count the uploads that are wanted."""
    with Session(db.engine) as session:
        return session.scalar(select(func.count()).select_from(Upload).where(wanted)) or 0


def exists(found: Found, wanted: ColumnElement[bool]) -> bool:
    """Tell whether an upload that was read is still there, and wanted."""
    with Session(db.engine) as session:
        here = select(Upload.id).where(Upload.id == found.upload.id, wanted)
        return session.scalar(here) is not None


def uploads(wanted: ColumnElement[bool]) -> Iterator[Found]:
    """Read uploads by their ids, some at a time."""
    last = 0
    while batch := _batch(wanted, last):
        yield from batch
        last = batch[-1].upload.id


def _batch(wanted: ColumnElement[bool], last: int) -> list[Found]:
    query = (
        select(Upload, Blob, Image)
        .join(Blob, Blob.id == Upload.blob_id)
        .join(Image, Image.id == Blob.image_id)
        .where(Upload.id > last, wanted)
        .order_by(Upload.id)
        .limit(_BATCH)
    )
    with Session(db.engine) as session:
        rows = session.execute(query).all()
        tags: dict[int, list[str]] = {}
        of_these = UploadTag.upload_id.in_([upload.id for upload, _, _ in rows])
        words = select(UploadTag.upload_id, UploadTag.name).where(of_these)
        for upload_id, word in session.execute(words.order_by(UploadTag.name)):
            tags.setdefault(upload_id, []).append(word)
        session.expunge_all()
    return [Found(upload, blob, image, tags.get(upload.id, [])) for upload, blob, image in rows]
