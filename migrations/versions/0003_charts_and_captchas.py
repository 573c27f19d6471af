"""Charts with a short address, and captchas that were answered."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mysql import MEDIUMBLOB

from db import TABLE, Moment, exact_text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; again from where it broke off, where a database commits each by itself."""
    op.create_table(
        "chart",
        sa.Column("id", exact_text(26), primary_key=True),
        sa.Column(
            "request",
            sa.LargeBinary().with_variant(MEDIUMBLOB(), "mysql", "mariadb"),
            nullable=False,
        ),
        sa.Column("maker", exact_text(100), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        if_not_exists=True,
        **TABLE,
    )
    op.create_table(
        "captcha_answered",
        sa.Column("nonce", exact_text(32), primary_key=True),
        sa.Column("expires_at", Moment(), nullable=False),
        if_not_exists=True,
        **TABLE,
    )
    op.create_index(
        "ix_captcha_answered_expires_at", "captcha_answered", ["expires_at"], if_not_exists=True
    )


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("captcha_answered")
    op.drop_table("chart")
