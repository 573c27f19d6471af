"""What a store has, in a database of its own that ends with it: memory would not hold millions."""

import sqlite3
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

from storage.objects import Found


class Inventory:
    """A list of objects; its file has no name, so that nothing stays of it.

    Args:
        found: all objects of the store.
    """

    def __init__(self, found: Iterable[Found]) -> None:
        self._db = sqlite3.connect("")
        self._db.execute("CREATE TABLE object (key TEXT PRIMARY KEY, size INTEGER) WITHOUT ROWID")
        rows = ((each.key, each.size) for each in found)
        try:
            self._db.executemany("INSERT OR REPLACE INTO object VALUES (?, ?)", rows)
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Self:
        """Use it for the length of a block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Drop it."""
        self._db.close()

    def __len__(self) -> int:
        """Count the objects."""
        count: int = self._db.execute("SELECT count(*) FROM object").fetchone()[0]
        return count

    def keys(self) -> Iterator[str]:
        """Give all keys, in their order."""
        for (key,) in self._db.execute("SELECT key FROM object ORDER BY key"):
            yield key

    def sizes(self, keys: list[str]) -> dict[str, int]:
        """Give the sizes in bytes of those that are there, of up to 500."""
        marks = ", ".join("?" * len(keys))
        query = f"SELECT key, size FROM object WHERE key IN ({marks})"  # noqa: S608 - marks only
        return dict(self._db.execute(query, keys))
