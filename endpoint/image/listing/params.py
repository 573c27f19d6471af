"""From the list's query to a `ListQuery`."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from endpoint.image.folding import folded
from endpoint.image.listing.cursor import read_cursor
from endpoint.image.listing.query import NEWEST_FIRST, USUAL_LIMIT, Filters, ListQuery, Near, Place
from endpoint.image.listing.values import (
    read_id,
    read_limit,
    read_moment,
    read_number,
    read_size,
    read_sort,
    read_switch,
    read_text,
    read_trimmed,
    read_type,
)
from endpoint.image.models import (
    LONGEST_CAMERA,
    LONGEST_FOLDED_TAG,
    LONGEST_NAME,
    LONGEST_TAG,
    LONGEST_UPLOADER,
)
from endpoint.query import Sent, read_query
from image_proc.errors import InvalidParameter
from image_proc.hash import FARTHEST, NEAR

MOST_TAGS = 10

_NAMES = {
    "limit": "limit",
    "sort": "sort",
    "cursor": "cursor",
    "uploader": "uploader",
    "type": "type",
    "tag": "tags",
    "after": "after",
    "uploaded_after": "after",
    "before": "before",
    "uploaded_before": "before",
    "min_size": "min_size",
    "max_size": "max_size",
    "camera": "camera",
    "q": "q",
    "near": "near",
    "distance": "distance",
    "deleted": "deleted",
}
_SEVERAL = frozenset({"tags"})
_ONLY_SORTED = ("cursor", "sort")

Value = TypeVar("Value")


class _Query:
    """What was sent, read field by field."""

    def __init__(self, sent: Mapping[str, Sent]) -> None:
        self._sent = sent

    def read(self, field: str, reader: Callable[[str], Value]) -> Value | None:
        """Read a field; None where it was not sent."""
        sent = self._sent.get(field)
        return None if sent is None else _read(sent.name, str(sent.value), reader)

    def read_all(self, field: str, reader: Callable[[str], Value], most: int) -> tuple[Value, ...]:
        """Read a field that may be sent several times."""
        sent = self._sent.get(field)
        if sent is None:
            return ()
        values = [str(value) for value in sent.value] if isinstance(sent.value, list) else []
        if len(values) > most:
            raise InvalidParameter(sent.name, ", ".join(values), f"to be sent {most} times at most")
        return tuple(_read(sent.name, value, reader) for value in values)

    def refuse(self, field: str, accepted: str) -> None:
        """Refuse a field that has no meaning beside the others."""
        if sent := self._sent.get(field):
            raise InvalidParameter(sent.name, sent.value, accepted)


def read_list(args: MultiDict[str, str]) -> ListQuery:
    """Read which page of the list is asked for.

    Args:
        args: the query; parameters that are not known are noted for `X-Ignored-Parameters`.

    Raises:
        InvalidParameter: a value that is not accepted, a parameter that was sent twice and has one
            value, or a cursor of another list.
    """
    query = _Query(read_query(args, _NAMES, _SEVERAL))
    filters = _filters(query)
    sort = query.read("sort", read_sort) or NEWEST_FIRST

    def place_of(text: str) -> Place:
        return read_cursor(text, sort, filters)

    near = _near(query)
    return ListQuery(
        limit=query.read("limit", read_limit) or USUAL_LIMIT,
        sort=sort,
        place=query.read("cursor", place_of),
        near=near,
        filters=filters,
    )


def _filters(query: _Query) -> Filters:
    return Filters(
        uploader=query.read("uploader", read_trimmed(LONGEST_UPLOADER)),
        type=query.read("type", read_type),
        tags=query.read_all("tags", _read_tag, MOST_TAGS),
        after=query.read("after", read_moment),
        before=query.read("before", read_moment),
        min_size=query.read("min_size", read_size),
        max_size=query.read("max_size", read_size),
        camera=query.read("camera", read_text(LONGEST_CAMERA)),
        q=query.read("q", _read_words),
        deleted=query.read("deleted", read_switch) or False,
    )


def _near(query: _Query) -> Near | None:
    near = query.read("near", read_id)
    distance = query.read("distance", read_number(0, FARTHEST))
    if near is None:
        query.refuse("distance", "near beside it, whose distance it is")
        return None
    for field in _ONLY_SORTED:
        query.refuse(field, "not to be sent with near, which lists the nearest first")
    return Near(near, NEAR if distance is None else distance)


def _read_tag(text: str) -> str:
    # Read as it was when it was put on: endpoint/image/words.py.
    return folded(read_text(LONGEST_TAG)(text.strip()), LONGEST_FOLDED_TAG)


def _read_words(text: str) -> str:
    return folded(read_text(LONGEST_NAME)(text))


def _read(name: str, value: str, reader: Callable[[str], Value]) -> Value:
    try:
        return reader(value)
    except ValueError as error:
        raise InvalidParameter(name, value, str(error)) from error
