"""The rows of charts that were given a short address."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.dialects.mysql import MEDIUMBLOB
from sqlalchemy.orm import Mapped, mapped_column

from db import Base, Moment, exact_text

ID_LENGTH = 26
LONGEST_MAKER = 100
LARGEST_CHART = 256 * 1024
"""Bytes of what was sent."""


class ChartRow(Base):
    """A chart as it was sent; its id follows from that, so that the same chart is kept once."""

    __tablename__ = "chart"

    id: Mapped[str] = mapped_column(exact_text(ID_LENGTH), primary_key=True)
    request: Mapped[bytes] = mapped_column(
        LargeBinary().with_variant(MEDIUMBLOB(), "mysql", "mariadb")
    )
    maker: Mapped[str] = mapped_column(exact_text(LONGEST_MAKER))
    made_at: Mapped[datetime] = mapped_column(Moment)
