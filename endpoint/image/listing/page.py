"""Pages of the list, read from the database."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from db import db
from endpoint.image.found import Found
from endpoint.image.listing.conditions import beyond, conditions, key_of, order
from endpoint.image.listing.cursor import write_cursor
from endpoint.image.listing.nearest import nearest
from endpoint.image.listing.query import ListQuery, Place
from endpoint.image.models import Blob, Image, Upload, UploadTag


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the list.

    Args:
        rows: in the order that was asked for.
        next: the cursor of the page that follows; None where this is the last one.
    """

    rows: Sequence[Found]
    next: str | None


def page_of(query: ListQuery) -> Page:
    """Read a page, all of it from one moment of the database.

    A page begins after the place where the one before it ended, so nothing is listed twice or
    passed over, whatever is uploaded or deleted meanwhile. (Who renames an upload in a list by
    name moves it.)

    Args:
        query: which page.

    Raises:
        InvalidParameter: `near` names no upload.
    """
    with Session(db.engine) as session:
        if query.near:
            return Page(_rows(session, nearest(session, query.near, query)), None)
        return _sorted_page(session, query)


def _sorted_page(session: Session, query: ListQuery) -> Page:
    wanted = select(Upload, key_of(query.sort)).where(*conditions(query.filters))
    if query.place:
        wanted = wanted.where(beyond(query.sort, query.place))
    wanted = wanted.order_by(*order(query.sort)).limit(query.limit + 1)
    found = session.execute(wanted).all()
    listed = found[: query.limit]
    rows = _rows(session, [upload for upload, _ in listed])
    if len(found) == len(listed):
        return Page(rows, None)
    upload, key = listed[-1]
    return Page(rows, write_cursor(Place(key, upload.id), query.sort, query.filters))


def _rows(session: Session, uploads: Sequence[Upload]) -> list[Found]:
    """Add what belongs to the uploads, in two queries for all of them.

    Not by a join with the first: a database that thinks little of the order would begin at
    another end of it.
    """
    kept = (
        select(Blob, Image)
        .join(Image, Image.id == Blob.image_id)
        .where(Blob.id.in_({upload.blob_id for upload in uploads}))
        .options(defer(Blob.tags))
    )
    blobs = {blob.id: (blob, image) for blob, image in session.execute(kept)}
    tags = _tags(session, (upload.id for upload in uploads))
    return [Found(upload, *blobs[upload.blob_id], tags[upload.id]) for upload in uploads]


def _tags(session: Session, ids: Iterable[int]) -> dict[int, list[str]]:
    put = select(UploadTag.upload_id, UploadTag.name).where(UploadTag.upload_id.in_(list(ids)))
    tags: dict[int, list[str]] = defaultdict(list)
    for upload_id, name in session.execute(put.order_by(UploadTag.name)):
        tags[upload_id].append(name)
    return tags
