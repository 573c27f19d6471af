"""All blobs, some rows at a time."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import db
from endpoint.image.models import Blob

_BATCH = 500


def count_blobs() -> int:
    """Count them."""
    with Session(db.engine) as session:
        return session.scalar(select(func.count()).select_from(Blob)) or 0


def batches() -> Iterator[list[Blob]]:
    """Read blobs by their ids, some at a time: also those that come meanwhile."""
    last = 0
    while batch := _batch(last):
        yield batch
        last = batch[-1].id


def _batch(last: int) -> list[Blob]:
    query = select(Blob).where(Blob.id > last).order_by(Blob.id).limit(_BATCH)
    with Session(db.engine) as session:
        found = [*session.scalars(query)]
        session.expunge_all()
    return found
