"""Uploads whose pictures look like another one's."""

from collections.abc import Iterator, Sequence
from heapq import nsmallest
from itertools import groupby
from operator import itemgetter

from sqlalchemy import select
from sqlalchemy.orm import Session

from endpoint.image.listing.conditions import conditions
from endpoint.image.listing.query import Filters, ListQuery, Near
from endpoint.image.models import Blob, Image, Upload
from image_proc.errors import InvalidParameter
from image_proc.hash import HASH_VERSION, Packed, near_ones, pack

_NAME = "near"
_HASHED_NOW = "an image whose hash this version has made: `flask images fsck --repair` hashes anew"

_HASHES = 1000
"""Hashes that are read in one go."""

_AT_ONCE = 500
"""Images whose uploads are asked for in one go."""

_MOST = 10_000
"""Images that are near, at most; farther ones are as if they were not."""


def nearest(session: Session, near: Near, query: ListQuery) -> list[Upload]:
    """Find the uploads that look most like another one.

    Every hash is read and compared, which is about 20 ms for 10,000 pictures. Those that another
    version of Easel has made cannot be compared, so their pictures are not found until they have
    been hashed anew (`flask images fsck --repair`).

    Args:
        session: where to read.
        near: which one, and how far off they may be.
        query: how many, and what else they must be like.

    Returns:
        The nearest first, then by id; without the one that they are near to.

    Raises:
        InvalidParameter: there is no such upload, it is deleted, or its hash is of another version.
    """
    found: list[Upload] = []
    for images in _by_distance(session, near):
        found += _uploads(session, images, query.filters, query.limit - len(found), near.id)
        if len(found) >= query.limit:
            break
    return found


def _by_distance(session: Session, near: Near) -> Iterator[list[int]]:
    """Give the images at distance 0, then those at the next distance that there is, and so on."""
    known = (
        select(Image.hash_version, Image.perceptual_hash)
        .join(Blob, Blob.image_id == Image.id)
        .join(Upload, Upload.blob_id == Blob.id)
        .where(Upload.id == near.id, Upload.deleted_at.is_(None))
    )
    origin = session.execute(known).first()
    if origin is None:
        raise InvalidParameter(_NAME, near.id, "the id of an image that is here")
    version, look = origin
    if version != HASH_VERSION:
        raise InvalidParameter(_NAME, near.id, _HASHED_NOW)
    found = nsmallest(_MOST, _measured(session, pack(look), near.distance))
    for _, group in groupby(found, itemgetter(0)):
        yield [id_ for _, id_ in group]


def _measured(session: Session, origin: Packed, most: int) -> Iterator[tuple[int, int]]:
    hashes = select(Image.id, Image.perceptual_hash).where(Image.hash_version == HASH_VERSION)
    found = session.connection().execute(hashes)
    # The driver's own rows: to make SQLAlchemy's of 10,000 takes as long as all the rest.
    while rows := found.cursor.fetchmany(_HASHES):
        yield from near_ones(origin, rows, most)
    found.close()


def _uploads(
    session: Session, images: Sequence[int], filters: Filters, most: int, origin: int
) -> list[Upload]:
    """Find the first uploads of images that are all as far off."""
    found: list[Upload] = []
    for start in range(0, len(images), _AT_ONCE):
        wanted = (
            select(Upload)
            .join(Blob, Blob.id == Upload.blob_id)
            .where(Blob.image_id.in_(images[start : start + _AT_ONCE]), Upload.id != origin)
            .where(*conditions(filters))
            .order_by(Upload.id)
            .limit(most)
        )
        found += session.scalars(wanted)
    return sorted(found, key=lambda upload: upload.id)[:most]
