"""The rows of tokens."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from db import Base, Moment, Serial, exact_text

LONGEST_NAME = 100
LONGEST_SCOPES = 2000


class Token(Base):
    """What is known of a token; its text is not, and what it may do never changes.

    Rows stay when a token is revoked, so that it can be told who could write what and when.
    """

    __tablename__ = "token"

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    name: Mapped[str] = mapped_column(exact_text(LONGEST_NAME))
    digest: Mapped[str] = mapped_column(exact_text(64), unique=True)
    scopes: Mapped[str] = mapped_column(exact_text(LONGEST_SCOPES))
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
