"""What is asked of the list, as frozen values."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

USUAL_LIMIT, MOST = 50, 200
"""Uploads on a page."""


class Key(StrEnum):
    """What the list can be sorted by; the id decides where it is the same."""

    UPLOADED_AT = "uploaded_at"
    NAME = "name"
    SIZE = "size"
    ID = "id"


@dataclass(frozen=True, slots=True)
class Sort:
    """The order of the list.

    Args:
        key: what is compared.
        descending: whether the greatest comes first.
    """

    key: Key
    descending: bool = False


NEWEST_FIRST = Sort(Key.UPLOADED_AT, descending=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What an upload must be like to be listed; None asks for nothing.

    Args:
        uploader: the name of the token that sent it.
        type: as stored, such as "image/jpeg".
        tags: folded; it has all of them.
        after: it came then or later.
        before: it came earlier.
        min_size: bytes, at least.
        max_size: bytes, at most.
        camera: a part of the camera's name.
        q: folded; a part of its name or of one of its tags.
        deleted: it is in the trash, where no others are listed; else those in the trash are not.
    """

    uploader: str | None = None
    type: str | None = None
    tags: tuple[str, ...] = ()
    after: datetime | None = None
    before: datetime | None = None
    min_size: int | None = None
    max_size: int | None = None
    camera: str | None = None
    q: str | None = None
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: the last upload's key and id.

    Args:
        value: µs since 1970, bytes, an id or a folded name, as the sort has it.
        id: the upload's.
    """

    value: int | str
    id: int


@dataclass(frozen=True, slots=True)
class Near:
    """Which picture the others are to look like.

    Args:
        id: of an upload, which is not listed itself.
        distance: of the perceptual hashes, at most; 0 to 100.
    """

    id: int
    distance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """One page of the list.

    Args:
        limit: uploads at most, 1 to 200.
        sort: the order; `near` has its own.
        place: what the page comes after; None for the first one.
        near: the page is the nearest ones, the nearest first, and there is no next one.
        filters: what is listed.
    """

    limit: int = USUAL_LIMIT
    sort: Sort = NEWEST_FIRST
    place: Place | None = None
    near: Near | None = None
    filters: Filters = field(default_factory=Filters)
