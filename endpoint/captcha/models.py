"""The rows of captchas that were answered."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from db import Base, Moment, exact_text

NONCE_LENGTH = 32


class AnsweredRow(Base):
    """A captcha that somebody has tried to answer, rightly or not; kept until it has expired."""

    __tablename__ = "captcha_answered"

    nonce: Mapped[str] = mapped_column(exact_text(NONCE_LENGTH), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
