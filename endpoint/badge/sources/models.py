"""The rows of what was read elsewhere."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from db import Base, Moment, exact_text

KEY_LENGTH = 32
LONGEST_FAILURE = 500
LONGEST_READING = 12_000
"""Characters: a badge in the endpoint schema, with a logo of some size."""


class ReadingRow(Base):
    """What a source gave last, and who is asking it now."""

    __tablename__ = "reading"

    key: Mapped[str] = mapped_column(exact_text(KEY_LENGTH), primary_key=True)
    value: Mapped[str | None] = mapped_column(exact_text(LONGEST_READING))
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    failure: Mapped[str | None] = mapped_column(exact_text(LONGEST_FAILURE))
    tried_at: Mapped[datetime] = mapped_column(Moment, index=True)
    leased_until: Mapped[datetime | None] = mapped_column(Moment)
