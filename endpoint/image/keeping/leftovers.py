"""What nobody needs any more: found, and not touched."""

from collections.abc import Iterator
from itertools import islice
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from db import Base, db
from endpoint.image.models import Blob, Intent, Trash

_BATCH = 500  # rows or keys at a time

Value = TypeVar("Value", bound=int | str)


def dead() -> ColumnElement[bool]:
    """Tell trash from the keys of blobs: none is both, but if one were, it would be the blob's."""
    return ~select(Blob.id).where(Blob.object_key == Trash.key).exists()


def unknown(keys: list[str]) -> list[str]:
    """Find the keys that no row speaks of; one statement sees all tables at one moment."""
    columns = (Blob.object_key, Intent.key, Trash.key)
    rows = union_all(*(select(column).where(column.in_(keys)) for column in columns))
    with Session(db.engine) as session:
        known = {*session.scalars(rows)}
    return [key for key in keys if key not in known]


def batches(
    column: InstrumentedAttribute[Value], condition: ColumnElement[bool]
) -> Iterator[list[Value]]:
    """Read a key's values, some at a time, as they are when each some are asked for."""
    query = select(column).where(condition).order_by(column).limit(_BATCH)
    values = _values(query)
    while values:
        yield values
        values = _values(query.where(column > values[-1]))


def pieces(keys: Iterator[str]) -> Iterator[list[str]]:
    """Take keys some at a time: a store may have millions."""
    while piece := [*islice(keys, _BATCH)]:
        yield piece


def count(session: Session, model: type[Base], condition: ColumnElement[bool]) -> int:
    """Count the rows of which a condition is true."""
    return session.scalar(select(func.count()).select_from(model).where(condition)) or 0


def _values(query: Select[Value]) -> list[Value]:
    with Session(db.engine) as session:
        return [*session.scalars(query)]
