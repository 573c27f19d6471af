"""The rows of the image repository.

Three things are told apart. A blob is bytes that are kept once. An image is what is seen: several
blobs may have the same pixels. An upload is one accepted request: who sent what, when, under which
name; its id stands in addresses and is never used again.

upload → blob → image. `intent` and `trash` guard the way between rows and objects in the store;
endpoint/image/keeping says how.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db import TABLE, Base, Moment, Serial, exact_text
from endpoint.image.folding import LONGEST_FOLDED, folded

LONGEST_NAME = 255
LONGEST_TAG = 64
LONGEST_FOLDED_TAG = 192
LONGEST_CAMERA = 200
LONGEST_ICC = 255
LONGEST_UPLOADER = 100
LONGEST_ONCE = 255
"""Characters of an Idempotency-Key."""

Json = dict[str, Any]


class Image(Base):
    """What is seen: pixels, and what follows from them alone.

    Its look is in an index, as all looks of a version are read to find near ones: that is a quarter
    of the rows.
    """

    __tablename__ = "image"
    __table_args__ = (Index("ix_image_look", "hash_version", "perceptual_hash"), TABLE)

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    pixel_hash: Mapped[str] = mapped_column(exact_text(128), unique=True)
    hash_version: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    frames: Mapped[int]
    alpha: Mapped[bool]
    perceptual_hash: Mapped[str] = mapped_column(exact_text(128))
    dominant_color: Mapped[str | None] = mapped_column(exact_text(7))
    blurhash: Mapped[str] = mapped_column(exact_text(64))
    thumbhash: Mapped[str] = mapped_column(exact_text(64))


class Blob(Base):
    """Bytes that lie in the store under a key of our own, and what they say beside their pixels."""

    __tablename__ = "blob"
    __table_args__ = (Index("ix_blob_image", "image_id"), TABLE)

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    sha256: Mapped[str] = mapped_column(exact_text(64), unique=True)
    object_key: Mapped[str] = mapped_column(exact_text(32), unique=True)
    size: Mapped[int] = mapped_column(BigInteger)
    image_id: Mapped[int] = mapped_column(ForeignKey("image.id"))
    type: Mapped[str] = mapped_column(exact_text(32))
    mode: Mapped[str] = mapped_column(exact_text(32))
    orientation: Mapped[int]
    icc: Mapped[str | None] = mapped_column(exact_text(LONGEST_ICC))
    tags: Mapped[Json] = mapped_column(JSON)


class Upload(Base):
    """One accepted request.

    `size`, `type` and `camera` are the blob's and never change: by them the list is filtered, so
    they stand where its indexes are. What is not deleted is in none of SQLite's by its
    `deleted_at`: it takes "is null" to be rare, and would read nearly all rows to sort them.
    """

    __tablename__ = "upload"
    __table_args__ = (
        Index("ix_upload_blob", "blob_id"),
        Index("ix_upload_time", "uploaded_at", "id"),
        Index("ix_upload_uploader", "uploader", "uploaded_at", "id"),
        Index("ix_upload_type", "type", "uploaded_at", "id"),
        Index("ix_upload_name", "folded_name", "id"),
        Index("ix_upload_size", "size", "id"),
        Index("ix_upload_deleted", "deleted_at", sqlite_where=text("deleted_at IS NOT NULL")),
        {"sqlite_autoincrement": True, **TABLE},
    )

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    share: Mapped[str] = mapped_column(exact_text(32), unique=True)
    blob_id: Mapped[int] = mapped_column(ForeignKey("blob.id"))
    name: Mapped[str] = mapped_column(exact_text(LONGEST_NAME))
    folded_name: Mapped[str] = mapped_column(exact_text(LONGEST_FOLDED))
    uploader: Mapped[str] = mapped_column(exact_text(LONGEST_UPLOADER))
    uploaded_at: Mapped[datetime] = mapped_column(Moment)
    size: Mapped[int] = mapped_column(BigInteger)
    type: Mapped[str] = mapped_column(exact_text(32))
    camera: Mapped[str | None] = mapped_column(exact_text(LONGEST_CAMERA))
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)


class UploadTag(Base):
    """A word that somebody has put on an upload; it is found in any case, shown as written."""

    __tablename__ = "upload_tag"
    __table_args__ = (Index("ix_upload_tag_folded", "folded", "upload_id"), TABLE)

    upload_id: Mapped[int] = mapped_column(
        ForeignKey("upload.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(exact_text(LONGEST_TAG), primary_key=True)
    folded: Mapped[str] = mapped_column(
        exact_text(LONGEST_FOLDED_TAG),
        default=lambda row: folded(row.get_current_parameters()["name"], LONGEST_FOLDED_TAG),
    )


class Intent(Base):
    """An object that somebody is about to put into the store, until the row is there."""

    __tablename__ = "intent"
    __table_args__ = (Index("ix_intent_expires", "expires_at"), TABLE)

    key: Mapped[str] = mapped_column(exact_text(32), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)


class Trash(Base):
    """An object that no row needs, and that the collector is to take away."""

    __tablename__ = "trash"

    key: Mapped[str] = mapped_column(exact_text(32), primary_key=True)


class Idempotency(Base):
    """What a request that names an Idempotency-Key has led to: asked again, it gets the same."""

    __tablename__ = "idempotency"
    __table_args__ = (Index("ix_idempotency_made", "made_at"), TABLE)

    owner: Mapped[str] = mapped_column(exact_text(LONGEST_UPLOADER), primary_key=True)
    key: Mapped[str] = mapped_column(exact_text(LONGEST_ONCE), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(exact_text(64))
    upload_id: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime] = mapped_column(Moment)


class Tombstone(Base):
    """An upload that is gone for good: its address says so, instead of never having been."""

    __tablename__ = "tombstone"

    upload_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    deleted_at: Mapped[datetime] = mapped_column(Moment)
