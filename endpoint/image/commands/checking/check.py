"""All that is looked at, in its order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from db import db
from endpoint.image.commands.checking.hashes import stale
from endpoint.image.commands.checking.inventory import Inventory
from endpoint.image.commands.checking.objects import Objects
from endpoint.image.commands.checking.problem import Problem
from endpoint.image.commands.checking.rows import dangling, twice
from endpoint.image.keeping.leftovers import count, dead
from endpoint.image.keeping.transaction import now
from endpoint.image.models import Intent, Trash
from endpoint.image.service import Images


@dataclass
class Check:
    """A look at all rows and objects.

    Args:
        images: of the app.
        deep: whether all bytes are read.
        repair: whether to mend what can be mended.
        objects: so many were listed in the store.
        blobs: so many of their rows were looked at.
        problems: what is wrong.
        left: what the collector will take away: that is not wrong.
    """

    images: Images
    deep: bool
    repair: bool
    objects: int = 0
    blobs: int = 0
    problems: list[Problem] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)

    def run(self, advance: Callable[[int], None]) -> None:
        """Look at everything; `advance` is told of each blob.

        Raises:
            StorageError: the store does not answer.
            DBAPIError: the database does not answer.
        """
        store = self.images.store
        with Inventory(store.list()) as inventory:  # before any row is read
            self.objects = len(inventory)
            objects = Objects(store, inventory, self.deep, self.repair)
            for problem in objects.of_rows():
                self.blobs += 1
                self.problems += [problem] if problem else []
                advance(1)
            self.problems += objects.strays()
        self.problems += self._of_rows()
        if self.repair:
            self.images.collector.collect()
        self.left = _left()

    def _of_rows(self) -> Iterator[Problem]:
        yield from dangling()
        yield from twice()
        yield from stale(self.images.store, repair=self.repair)


def _left() -> dict[str, int]:
    with Session(db.engine) as session:
        return {
            "intents": count(session, Intent, Intent.expires_at <= now(session)),
            "trash": count(session, Trash, dead()),
        }
