"""From what is asked to SQL: which uploads, in which order, after which place."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Label,
    UnaryExpression,
    and_,
    asc,
    desc,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute

from endpoint.image.listing.query import Filters, Key, Place, Sort
from endpoint.image.models import Upload, UploadTag

Condition = ColumnElement[bool]
Column = ColumnElement[Any]

_EVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
_ID: Column = Upload.id.expression
_COLUMNS: dict[Key, Column] = {
    Key.UPLOADED_AT: type_coerce(Upload.uploaded_at, BigInteger),
    Key.NAME: Upload.folded_name.expression,
    Key.SIZE: Upload.size.expression,
    Key.ID: _ID,
}


def conditions(filters: Filters) -> Iterator[Condition]:
    """Say which uploads are listed."""
    # For what is not null SQLite would read all rows, for a range it reads the trash.
    deleted = Upload.deleted_at
    yield deleted.between(*_EVER) if filters.deleted else deleted.is_(None)
    for field, condition in _CONDITIONS.items():
        value = getattr(filters, field)
        if value is not None:
            yield condition(value)
    yield from (_has_tag(UploadTag.folded == tag) for tag in filters.tags)


def key_of(sort: Sort) -> Label[Any]:
    """Give what is compared in an order: µs since 1970, bytes, an id or a folded name."""
    return _COLUMNS[sort.key].label("key")


def order(sort: Sort) -> tuple[UnaryExpression[Any], ...]:
    """Say which upload comes before which."""
    columns = dict.fromkeys((_COLUMNS[sort.key], _ID))  # an id is compared once
    return tuple(desc(column) if sort.descending else asc(column) for column in columns)


def beyond(sort: Sort, place: Place) -> Condition:
    """Say which uploads come after a place, be it that of one that is gone."""
    key = _COLUMNS[sort.key]
    # The first comparison bounds what is read of an index; not all databases do so by a pair's.
    if sort.descending:
        return and_(key <= place.value, or_(key < place.value, Upload.id < place.id))
    return and_(key >= place.value, or_(key > place.value, Upload.id > place.id))


def _has_tag(condition: Condition) -> Condition:
    return Upload.id.in_(select(UploadTag.upload_id).where(condition))


def _holds(
    text: ColumnElement[str] | InstrumentedAttribute[str], part: ColumnElement[str] | str
) -> Condition:
    """A part that may hold % and _, which LIKE would take for more than they are."""
    return func.instr(text, part) > 0


def _named_so(part: str) -> Condition:
    return or_(_holds(Upload.folded_name, part), _has_tag(_holds(UploadTag.folded, part)))


def _taken_with(part: str) -> Condition:
    # Both are lowered by the database, of which one knows ASCII only: so does EXIF.
    return _holds(func.lower(Upload.camera), func.lower(part))


_CONDITIONS: dict[str, Callable[[Any], Condition]] = {
    "uploader": lambda name: Upload.uploader == name,
    "type": lambda type_: Upload.type == type_,
    "after": lambda moment: Upload.uploaded_at >= moment,
    "before": lambda moment: Upload.uploaded_at < moment,
    "min_size": lambda size: Upload.size >= size,
    "max_size": lambda size: Upload.size <= size,
    "camera": _taken_with,
    "q": _named_so,
}
