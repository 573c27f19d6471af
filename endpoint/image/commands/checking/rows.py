"""Rows that should not be without each other; each statement sees all tables at one moment."""

from collections.abc import Iterator

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db import db
from endpoint.image.commands.checking.problem import Kind, Problem
from endpoint.image.models import Blob, Image, Upload

_ALONE: dict[str, Select[int]] = {
    "upload {} has no blob": select(Upload.id).where(
        ~select(Blob.id).where(Blob.id == Upload.blob_id).exists()
    ),
    "blob {} has no image": select(Blob.id).where(
        ~select(Image.id).where(Image.id == Blob.image_id).exists()
    ),
    "blob {} has no upload": select(Blob.id).where(
        ~select(Upload.id).where(Upload.blob_id == Blob.id).exists()
    ),
    "image {} has no blob": select(Image.id).where(
        ~select(Blob.id).where(Blob.image_id == Image.id).exists()
    ),
}
_TWICE = (
    select(Blob.sha256, func.count()).group_by(Blob.sha256).having(func.count() > 1),
    select(Blob.object_key, func.count()).group_by(Blob.object_key).having(func.count() > 1),
)


def dangling() -> Iterator[Problem]:
    """Find rows without those that they belong to; none of them is ever deleted here."""
    with Session(db.engine) as session:
        for said, query in _ALONE.items():
            for found in session.scalars(query):
                ids = (found,) if query is _ALONE["upload {} has no blob"] else ()
                yield Problem(Kind.ROWS, said.format(found), uploads=ids)


def twice() -> Iterator[Problem]:
    """Find bytes that are kept more than once, and objects that are several rows'."""
    by_bytes, by_key = _TWICE
    with Session(db.engine) as session:
        for sha256, count in session.execute(by_bytes):
            yield Problem(Kind.TWICE, f"{count} blobs have the same bytes", sha256=sha256)
        for key, count in session.execute(by_key):
            yield Problem(Kind.TWICE, f"{count} blobs have the same object", key)
