"""Projects, their metrics and values, what sources gave, and tokens."""

import sqlalchemy as sa
from alembic import op

from db import TABLE, Moment, Serial, exact_text

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; again from where it broke off, where a database commits each by itself."""
    op.create_table(
        "project",
        sa.Column("id", Serial, primary_key=True),
        sa.Column("name", exact_text(201), nullable=False, unique=True),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        if_not_exists=True,
        **TABLE,
    )
    op.create_table(
        "metric",
        sa.Column("id", Serial, primary_key=True),
        sa.Column(
            "project_id", Serial, sa.ForeignKey("project.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("name", exact_text(100), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("value", exact_text(256)),
        sa.Column("taken_at", Moment()),
        sa.UniqueConstraint("project_id", "name"),
        if_not_exists=True,
        **TABLE,
    )
    op.create_table(
        "metric_value",
        sa.Column("id", Serial, primary_key=True),
        sa.Column(
            "metric_id", Serial, sa.ForeignKey("metric.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("taken_at", Moment(), nullable=False),
        sa.Column("value", exact_text(256), nullable=False),
        if_not_exists=True,
        **TABLE,
    )
    op.create_index(
        "ix_metric_value_time", "metric_value", ["metric_id", "taken_at"], if_not_exists=True
    )
    op.create_table(
        "reading",
        sa.Column("key", exact_text(32), primary_key=True),
        sa.Column("value", exact_text(12_000)),
        sa.Column("taken_at", Moment()),
        sa.Column("failure", exact_text(500)),
        sa.Column("tried_at", Moment(), nullable=False),
        sa.Column("leased_until", Moment()),
        if_not_exists=True,
        **TABLE,
    )
    op.create_index("ix_reading_tried_at", "reading", ["tried_at"], if_not_exists=True)
    op.create_table(
        "token",
        sa.Column("id", Serial, primary_key=True),
        sa.Column("name", exact_text(100), nullable=False),
        sa.Column("digest", exact_text(64), nullable=False, unique=True),
        sa.Column("scopes", exact_text(2000), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment()),
        sa.Column("revoked_at", Moment()),
        if_not_exists=True,
        **TABLE,
    )


def downgrade() -> None:
    """Remove all of it."""
    for table in ("token", "reading", "metric_value", "metric", "project"):
        op.drop_table(table)
