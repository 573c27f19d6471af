"""The image repository: uploads, their bytes and pixels, and what guards the store."""

import sqlalchemy as sa
from alembic import op

from db import TABLE, Moment, Serial, exact_text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_INDEXES = (
    ("ix_image_look", "image", ["hash_version", "perceptual_hash"]),
    ("ix_blob_image", "blob", ["image_id"]),
    ("ix_upload_blob", "upload", ["blob_id"]),
    ("ix_upload_time", "upload", ["uploaded_at", "id"]),
    ("ix_upload_uploader", "upload", ["uploader", "uploaded_at", "id"]),
    ("ix_upload_type", "upload", ["type", "uploaded_at", "id"]),
    ("ix_upload_name", "upload", ["folded_name", "id"]),
    ("ix_upload_size", "upload", ["size", "id"]),
    ("ix_upload_tag_folded", "upload_tag", ["folded", "upload_id"]),
    ("ix_intent_expires", "intent", ["expires_at"]),
    ("ix_idempotency_made", "idempotency", ["made_at"]),
)


def upgrade() -> None:
    """Make the tables; again from where it broke off, where a database commits each by itself."""
    _make_kept()
    _make_uploads()
    _make_guards()
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns, if_not_exists=True)
    in_trash = sa.text("deleted_at IS NOT NULL")
    op.create_index(
        "ix_upload_deleted", "upload", ["deleted_at"], if_not_exists=True, sqlite_where=in_trash
    )


def _make_kept() -> None:
    op.create_table(
        "image",
        sa.Column("id", Serial, primary_key=True),
        sa.Column("pixel_hash", exact_text(128), nullable=False, unique=True),
        sa.Column("hash_version", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("frames", sa.Integer(), nullable=False),
        sa.Column("alpha", sa.Boolean(), nullable=False),
        sa.Column("perceptual_hash", exact_text(128), nullable=False),
        sa.Column("dominant_color", exact_text(7)),
        sa.Column("blurhash", exact_text(64), nullable=False),
        sa.Column("thumbhash", exact_text(64), nullable=False),
        if_not_exists=True,
        **TABLE,
    )
    op.create_table(
        "blob",
        sa.Column("id", Serial, primary_key=True),
        sa.Column("sha256", exact_text(64), nullable=False, unique=True),
        sa.Column("object_key", exact_text(32), nullable=False, unique=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("image_id", Serial, sa.ForeignKey("image.id"), nullable=False),
        sa.Column("type", exact_text(32), nullable=False),
        sa.Column("mode", exact_text(32), nullable=False),
        sa.Column("orientation", sa.Integer(), nullable=False),
        sa.Column("icc", exact_text(255)),
        sa.Column("tags", sa.JSON(), nullable=False),
        if_not_exists=True,
        **TABLE,
    )


def _make_uploads() -> None:
    op.create_table(
        "upload",
        sa.Column("id", Serial, primary_key=True),
        sa.Column("share", exact_text(32), nullable=False, unique=True),
        sa.Column("blob_id", Serial, sa.ForeignKey("blob.id"), nullable=False),
        sa.Column("name", exact_text(255), nullable=False),
        sa.Column("folded_name", exact_text(510), nullable=False),
        sa.Column("uploader", exact_text(100), nullable=False),
        sa.Column("uploaded_at", Moment(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("type", exact_text(32), nullable=False),
        sa.Column("camera", exact_text(200)),
        sa.Column("deleted_at", Moment()),
        if_not_exists=True,
        sqlite_autoincrement=True,
        **TABLE,
    )
    op.create_table(
        "upload_tag",
        sa.Column(
            "upload_id", Serial, sa.ForeignKey("upload.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("name", exact_text(64), primary_key=True),
        sa.Column("folded", exact_text(192), nullable=False),
        if_not_exists=True,
        **TABLE,
    )
    op.create_table(
        "tombstone",
        sa.Column("upload_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("deleted_at", Moment(), nullable=False),
        if_not_exists=True,
        **TABLE,
    )


def _make_guards() -> None:
    op.create_table(
        "intent",
        sa.Column("key", exact_text(32), primary_key=True),
        sa.Column("expires_at", Moment(), nullable=False),
        if_not_exists=True,
        **TABLE,
    )
    op.create_table(
        "trash",
        sa.Column("key", exact_text(32), primary_key=True),
        if_not_exists=True,
        **TABLE,
    )
    op.create_table(
        "idempotency",
        sa.Column("owner", exact_text(100), primary_key=True),
        sa.Column("key", exact_text(255), primary_key=True),
        sa.Column("part", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("sha256", exact_text(64), nullable=False),
        sa.Column("upload_id", sa.BigInteger(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        if_not_exists=True,
        **TABLE,
    )


def downgrade() -> None:
    """Remove all of it; the objects in the store stay."""
    tables = ("idempotency", "trash", "intent", "tombstone", "upload_tag", "upload", "blob")
    for table in (*tables, "image"):
        op.drop_table(table)
