"""What can be wrong with a repository."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A sort of damage."""

    MISSING = "missing"
    SIZE = "size"
    BYTES = "bytes"
    UNREADABLE = "unreadable"
    STRAY = "stray"
    ROWS = "rows"
    TWICE = "twice"
    HASH = "hash"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong.

    Args:
        kind: the sort of it.
        said: one phrase on what it is.
        key: of the object; empty where it is about none.
        sha256: that the object should have, for whoever looks for it in a backup; or empty.
        uploads: whom it hits: their ids.
        done: one phrase on what was done about it; empty for nothing.
        repaired: whether all is well now.
    """

    kind: Kind
    said: str
    key: str = ""
    sha256: str = ""
    uploads: tuple[int, ...] = ()
    done: str = ""
    repaired: bool = False
