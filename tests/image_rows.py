"""Uploads as rows only: without bytes, as many as a test wants."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from flask import Flask
from PIL import Image as Picture
from sqlalchemy import Connection, delete, insert, inspect, select

from db import Base, db
from endpoint.image.folding import folded
from endpoint.image.models import Blob, Image, Upload, UploadTag
from image_proc.hash import HASH_VERSION, perceptual_hash
from tests.rows import app_of

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
Values = dict[str, Any]

_DIGITS = len(perceptual_hash(Picture.new("L", (8, 8))))
_TABLES = [Base.metadata.tables[each.__tablename__] for each in (Image, Blob, Upload, UploadTag)]
_numbers = count(1)


def look(bits: int) -> str:
    """Write a perceptual hash."""
    return f"{bits:0{_DIGITS}x}"


@dataclass(frozen=True, kw_only=True)
class Sent:
    """An upload of its own bytes; of the same pixels as others where `pixels` is the same."""

    name: str = "cat.jpg"
    uploader: str = "ci"
    uploaded_at: datetime = NOON
    size: int = 1000
    type: str = "image/jpeg"
    camera: str | None = None
    deleted_at: datetime | None = None
    tags: tuple[str, ...] = ()
    pixels: str | None = None
    perceptual_hash: str = look(0)
    hash_version: int = HASH_VERSION


@contextmanager
def tables_in(url: str) -> Iterator[Flask]:
    """Make the tables in an empty database; give an app that uses it."""
    app = app_of(url)
    with app.app_context():
        Base.metadata.create_all(db.engine, _TABLES)
    yield app
    with app.app_context():
        db.engine.dispose()


def empty() -> None:
    """Remove all uploads; ids go on."""
    with db.engine.begin() as connection:
        connection.execute(delete(UploadTag))
        for kind in (Upload, Blob, Image):
            connection.execute(delete(kind))


def remove(*uploads: int) -> None:
    """Remove uploads as the collector does in the end."""
    with db.engine.begin() as connection:
        connection.execute(delete(Upload).where(Upload.id.in_(uploads)))


def put(sent: Iterable[Sent]) -> list[int]:
    """Insert uploads; give their ids, in the order they were given."""
    uploads = list(sent)
    with db.engine.begin() as connection:
        images = _put_images(connection, uploads)
        blobs = [_blob(each, image) for each, image in zip(uploads, images, strict=True)]
        blob_ids = _insert(connection, Blob, blobs)
        rows = [_upload(each, blob_id) for each, blob_id in zip(uploads, blob_ids, strict=True)]
        ids = _insert(connection, Upload, rows)
        for upload_id, each in zip(ids, uploads, strict=True):
            tags = [{"upload_id": upload_id, "name": tag} for tag in each.tags]
            if tags:
                connection.execute(insert(UploadTag), tags)
    return ids


def spread(amount: int) -> list[Sent]:
    """Make uploads that differ in everything, as those of a team do."""
    return [
        Sent(
            name=f"{_WORDS[at % 7]} {at:05}.jpg",
            uploader=f"token {at % 20}",
            uploaded_at=NOON - timedelta(minutes=at * 7919 % amount),
            size=1000 + at * 104729 % 5_000_000,
            type=_TYPES[at % 10],
            camera=_CAMERAS[at % 4],
            tags=tuple(tag for number, tag in enumerate(_TAGS, 2) if at % number**2 == 0),
            perceptual_hash=look(int(_digest(f"look {at // 2}", 100), 16)),
        )
        for at in range(amount)
    ]


_WORDS = ("Straße", "zebra", "Ähre", "cat", "IMG", "😀 smile", "élan")
_TYPES = ("image/jpeg",) * 7 + ("image/png", "image/webp", "image/gif")
_CAMERAS = (None, "Canon EOS R5", "Apple iPhone 15", "NIKON Z 8")
_TAGS = ("berlin", "Team", "cat", "rare")


def _put_images(connection: Connection, uploads: Sequence[Sent]) -> list[int]:
    """Give each upload's image, made where its pixels are new."""
    hashes = [_digest(each.pixels or f"pixels {next(_numbers)}", 128) for each in uploads]
    of_hash = select(Image.pixel_hash, Image.id).where(Image.pixel_hash.in_(hashes))
    known = {row.pixel_hash: row.id for row in connection.execute(of_hash)}
    new = {
        hash_: _image(each, hash_)
        for each, hash_ in zip(uploads, hashes, strict=True)
        if hash_ not in known
    }
    known |= zip(new, _insert(connection, Image, [*new.values()]), strict=True)
    return [known[hash_] for hash_ in hashes]


def _image(sent: Sent, pixel_hash: str) -> Values:
    return {
        "pixel_hash": pixel_hash,
        "hash_version": sent.hash_version,
        "width": 800,
        "height": 600,
        "frames": 1,
        "alpha": False,
        "perceptual_hash": sent.perceptual_hash,
        "dominant_color": "#aabbcc",
        "blurhash": "LEHV6nWB2yk8pyo0adR*.7kCMdnj",
        "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
    }


def _blob(sent: Sent, image_id: int) -> Values:
    number = next(_numbers)
    return {
        "sha256": _digest(f"blob {number}", 64),
        "object_key": _digest(f"key {number}", 32),
        "size": sent.size,
        "image_id": image_id,
        "type": sent.type,
        "mode": "RGB",
        "orientation": 1,
        "icc": None,
        "tags": {"exif": {"Model": sent.camera}},
    }


def _upload(sent: Sent, blob_id: int) -> Values:
    return {
        "share": _digest(f"share {next(_numbers)}", 32),
        "blob_id": blob_id,
        "name": sent.name,
        "folded_name": folded(sent.name),
        "uploader": sent.uploader,
        "uploaded_at": sent.uploaded_at,
        "size": sent.size,
        "type": sent.type,
        "camera": sent.camera,
        "deleted_at": sent.deleted_at,
    }


def _digest(text: str, digits: int) -> str:
    return hashlib.sha512(text.encode()).hexdigest()[:digits]


def _insert(connection: Connection, kind: type[Base], rows: Sequence[Values]) -> list[int]:
    if not rows:
        return []
    made = insert(kind).returning(inspect(kind).c.id, sort_by_parameter_order=True)
    return [*connection.scalars(made, rows)]
