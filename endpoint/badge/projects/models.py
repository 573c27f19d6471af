"""The rows of projects: what is declared by the API, what was pushed or read, and when."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db import TABLE, Base, Moment, Serial, exact_text
from endpoint.badge.projects.names import LONGEST_METRIC, LONGEST_PROJECT
from image_proc.fields import LONGEST_TEXT

Json = dict[str, Any]


class ProjectRow(Base):
    """A project: declared by the API, or made by the first value of one of its metrics."""

    __tablename__ = "project"

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    name: Mapped[str] = mapped_column(exact_text(LONGEST_PROJECT), unique=True)
    settings: Mapped[Json] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(Moment)


class MetricRow(Base):
    """A metric and its newest value, so that a badge is one row away."""

    __tablename__ = "metric"
    __table_args__ = (UniqueConstraint("project_id", "name"), TABLE)

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(exact_text(LONGEST_METRIC))
    settings: Mapped[Json] = mapped_column(JSON)
    value: Mapped[str | None] = mapped_column(exact_text(LONGEST_TEXT))
    taken_at: Mapped[datetime | None] = mapped_column(Moment)


class ValueRow(Base):
    """One value of a metric's history; the order of ids is the order in which they came."""

    __tablename__ = "metric_value"
    __table_args__ = (Index("ix_metric_value_time", "metric_id", "taken_at"), TABLE)

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    metric_id: Mapped[int] = mapped_column(ForeignKey("metric.id", ondelete="CASCADE"))
    taken_at: Mapped[datetime] = mapped_column(Moment)
    value: Mapped[str] = mapped_column(exact_text(LONGEST_TEXT))
