"""Objects that rows speak of, and those that none speaks of.

Uploads come and go meanwhile. So what looks wrong is looked at once more: the object first, then
its row. Rows come after their objects and go before them, and no key is ever used twice; hence an
object that is not as a row says, which is there before and after, is not so for any other reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import db
from endpoint.image.commands.blobs import batches
from endpoint.image.commands.checking.inventory import Inventory
from endpoint.image.commands.checking.problem import Kind, Problem
from endpoint.image.commands.stores import check_answers, sha256_of
from endpoint.image.keeping.leftovers import pieces, unknown
from endpoint.image.models import Blob, Upload
from storage.errors import Changed, Missing, StorageError, Taken
from storage.objects import ObjectStore

_MOST_NAMED = 20  # uploads of one blob


@dataclass(frozen=True)
class Objects:
    """Compares the objects of a store with the rows.

    Args:
        store: has them.
        inventory: of it, made before any row is read here.
        deep: whether all bytes are read.
        repair: whether to mend what can be mended.
    """

    store: ObjectStore
    inventory: Inventory
    deep: bool
    repair: bool

    def of_rows(self) -> Iterator[Problem | None]:
        """Look at the object of each blob; None where it is as it should be."""
        for blobs in batches():
            sizes = self.inventory.sizes([blob.object_key for blob in blobs])
            for blob in blobs:
                problem = None
                if self.deep or sizes.get(blob.object_key) != blob.size:
                    problem = self._problem(blob)
                yield self._mended(blob, problem) if problem and self.repair else problem

    def strays(self) -> Iterator[Problem]:
        """Find objects that no row speaks of."""
        for keys in pieces(self.inventory.keys()):
            for key in unknown(keys):
                if not self._is_there(key):
                    continue  # deleted since it was listed
                stray = Problem(Kind.STRAY, "no row speaks of this object", key)
                yield self._put_away(stray) if self.repair else stray

    def _problem(self, blob: Blob) -> Problem | None:
        found = self._look(blob)
        if found is None or not _exists(blob):
            return None
        kind, said = found
        return Problem(kind, said, blob.object_key, blob.sha256, _uploads_of(blob))

    def _look(self, blob: Blob) -> tuple[Kind, str] | None:
        key = blob.object_key
        try:
            size = self.store.size(key)
            if size != blob.size:
                return Kind.SIZE, f"the object has {size} bytes instead of {blob.size}"
            if self.deep and sha256_of(self.store, key, size) != blob.sha256:
                return Kind.BYTES, "the object has other bytes than were sent"
        except Missing:
            return Kind.MISSING, "the object is not there"
        except StorageError as error:
            check_answers(self.store)
            return Kind.UNREADABLE, f"the object cannot be read: {error}"
        return None

    def _mended(self, blob: Blob, problem: Problem) -> Problem:
        """Take back what is missing, if quarantine has it; put away what has wrong bytes."""
        if problem.kind is Kind.UNREADABLE:
            return problem
        lost = problem
        if problem.kind is not Kind.MISSING:
            lost = self._put_away(problem)
            if not lost.done:
                return lost
        try:
            self.store.release(blob.object_key, blob.sha256)
        except (Missing, Changed, Taken):
            return replace(lost, repaired=False)
        return replace(lost, done="taken back from quarantine", repaired=True)

    def _put_away(self, problem: Problem) -> Problem:
        try:
            self.store.quarantine(problem.key)
        except Missing:  # a collector was faster
            return replace(problem, done="gone by itself", repaired=True)
        except Taken:
            return replace(problem, said=f"{problem.said}; quarantine has one of its name already")
        return replace(problem, done="put into quarantine", repaired=True)

    def _is_there(self, key: str) -> bool:
        try:
            self.store.size(key)
        except Missing:
            return False
        return True


def _exists(blob: Blob) -> bool:
    here = select(Blob.id).where(Blob.id == blob.id, Blob.object_key == blob.object_key)
    with Session(db.engine) as session:
        return session.scalar(here) is not None


def _uploads_of(blob: Blob) -> tuple[int, ...]:
    ids = select(Upload.id).where(Upload.blob_id == blob.id).order_by(Upload.id)
    with Session(db.engine) as session:
        return tuple(session.scalars(ids.limit(_MOST_NAMED)))
