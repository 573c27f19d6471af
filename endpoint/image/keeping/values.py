"""What is to be kept, and what has become of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from werkzeug.exceptions import UnprocessableEntity

from image_proc.examine import Examination
from storage.objects import Draft


class OtherBody(UnprocessableEntity):
    """An Idempotency-Key came again with other bytes."""

    description = (
        "Idempotency-Key: it was used already, for other bytes; each upload has a key of its own."
    )


@dataclass(frozen=True, slots=True)
class Once:
    """What a request is called by its sender, so that sent again it is done once.

    Args:
        owner: whose key it is; keys of two owners have nothing to do with each other.
        key: the Idempotency-Key, 1 to 255 characters.
        part: which file of the request, from 0.
    """

    owner: str
    key: str
    part: int


@dataclass(frozen=True, slots=True)
class Past:
    """What is to stay as it was of an upload that another repository has had.

    Args:
        share: its random name. Who keeps the same bytes under the same one again keeps nothing.
        id: in addresses, 1 to 2⁴⁰; where it was given before, or None, it gets a new one.
        uploaded_at: when it was taken in, in UTC.
        deleted_at: when it was deleted, in UTC; None where it was not.
    """

    share: str
    id: int | None
    uploaded_at: datetime
    deleted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that has arrived, and what is said of it.

    Args:
        draft: its bytes, finished; it is there until the keeper is done with it.
        name: what its sender calls it, 1 to 255 characters.
        uploader: who sends it, 1 to 100 characters.
        tags: words of 1 to 64 characters, without spaces at their ends.
        once: the name of the request, None where it has none.
        examine: decodes it; called only for bytes that are not known yet.
        past: of one that is not new.
    """

    draft: Draft
    name: str
    uploader: str
    tags: tuple[str, ...]
    once: Once | None
    examine: Callable[[], Examination]
    past: Past | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """An upload that will not be lost any more.

    Args:
        id: stands in addresses, never used again.
        share: a random name for those who may not count, 32 hex digits.
        duplicate_of: the earliest other upload of the same pixels that is not deleted.
        replayed: whether the request had been done before; this is what it led to then.
    """

    id: int
    share: str
    duplicate_of: int | None
    replayed: bool
