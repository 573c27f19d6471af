"""Takes away what nobody needs: rows first, objects after them, and never because of age alone."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from db import changed, db
from endpoint.image.keeping import steps
from endpoint.image.keeping.burial import Buried, bury, expire
from endpoint.image.keeping.leftovers import batches, count, dead, pieces, unknown
from endpoint.image.keeping.transaction import change, now
from endpoint.image.models import Idempotency, Intent, Trash, Upload
from storage.errors import Missing
from storage.objects import ObjectStore, Staging

ANSWERS_LAST = timedelta(days=7)
"""How long a request with an Idempotency-Key is answered as before."""

Progress = Callable[[str, int], None]
"""Is told now and then which field of Collected is worked at, and how many more were done."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What was taken away, or in a dry run what would be.

    Args:
        uploads: deleted longer ago than they can be restored.
        blobs: bytes that went with their last upload; 0 in a dry run.
        images: pixels that went with their last bytes; 0 in a dry run.
        intents: of writers that were too late, or died.
        objects: of the trash, deleted in the store.
        strays: objects that nobody knows, put out of the way in the store.
        drafts: of processes that have ended; 0 in a dry run.
        answers: to requests with an Idempotency-Key that were answered too long ago.
    """

    uploads: int = 0
    blobs: int = 0
    images: int = 0
    intents: int = 0
    objects: int = 0
    strays: int = 0
    drafts: int = 0
    answers: int = 0


def _forget_nothing(upload_id: int) -> None:
    del upload_id


def _say_nothing(name: str, number: int) -> None:
    del name, number


@dataclass(frozen=True)
class Collector:
    """Collects what nobody needs, within an app context; any number of them at a time.

    Args:
        store: has the objects.
        staging: has the drafts.
        trash: how long a deleted upload can be restored.
        forget: takes away what was made of an upload, before it ends.
        at: told each of COLLECTOR_STEPS.
    """

    store: ObjectStore
    staging: Staging
    trash: timedelta
    forget: Callable[[int], None] = _forget_nothing
    at: steps.At = steps.pass_by

    def collect(self, progress: Progress = _say_nothing) -> Collected:
        """Take away what nobody needs; done again, it finds nothing more.

        Raises:
            StorageError: the store does not answer; what is left is found again.
            OperationalError: the database does not answer.
        """
        done: Counter[str] = Counter()
        for name, number in self._works():
            done[name] += number
            progress(name, number)
        return Collected(**done)

    def foresee(self) -> Collected:
        """Count what would be taken away now, and touch nothing."""
        with Session(db.engine) as session:
            moment = now(session)
            counts = {
                "uploads": count(session, Upload, Upload.deleted_at <= moment - self.trash),
                "intents": count(session, Intent, Intent.expires_at <= moment),
                "objects": count(session, Trash, dead()),
                "answers": count(
                    session, Idempotency, Idempotency.made_at <= moment - ANSWERS_LAST
                ),
            }
        strays = sum(len(unknown(keys)) for keys in pieces(self._keys()))
        return Collected(**counts, strays=strays)

    def _works(self) -> Iterator[tuple[str, int]]:
        """Do all of it, in its order: what an earlier work makes trash of, a later one deletes."""
        yield from self._end_uploads()
        yield from self._expire_intents()
        yield from self._empty_trash()
        yield from self._put_strays_away()
        yield "drafts", self.staging.sweep()
        yield from self._forget_answers()

    def _end_uploads(self) -> Iterator[tuple[str, int]]:
        with Session(db.engine) as session:
            before = now(session) - self.trash
        for ids in batches(Upload.id, Upload.deleted_at <= before):
            for upload_id in ids:
                # Who dies after the row has ended would not know of whom to forget what was made.
                self.forget(upload_id)
                yield from self._end_upload(upload_id, before)

    def _end_upload(self, upload_id: int, before: datetime) -> Iterator[tuple[str, int]]:
        def work(session: Session) -> Buried | None:
            buried = bury(session, upload_id, before)
            self.at(steps.BURIAL_BEFORE_COMMIT)
            return buried

        buried = change(work)
        self.at(steps.BURIAL_COMMITTED)
        if buried:
            yield "uploads", 1
            yield "blobs", int(buried.blob)
            yield "images", int(buried.image)

    def _expire_intents(self) -> Iterator[tuple[str, int]]:
        with Session(db.engine) as session:
            moment = now(session)
        for keys in batches(Intent.key, Intent.expires_at <= moment):
            yield "intents", sum(self._expire_intent(key) for key in keys)

    def _expire_intent(self, key: str) -> bool:
        def work(session: Session) -> bool:
            expired = expire(session, key)
            self.at(steps.EXPIRY_BEFORE_COMMIT)
            return expired

        expired = change(work)
        self.at(steps.EXPIRY_COMMITTED)
        return expired

    def _empty_trash(self) -> Iterator[tuple[str, int]]:
        for keys in batches(Trash.key, dead()):
            self.at(steps.TRASH_LISTED)
            for key in keys:
                self.store.delete(key)
            self.at(steps.TRASH_DELETED)
            yield "objects", change(_done_with(keys))
            self.at(steps.TRASH_COMMITTED)

    def _put_strays_away(self) -> Iterator[tuple[str, int]]:
        """Put objects out of the way that no row speaks of, as a writer leaves that wakes late.

        They are listed first and their rows read after that. Before an object there was its
        intent, and what comes after an intent is a blob or trash: so a key of which there is
        nothing now will never be used. Yet it is not deleted: where somebody starts Easel with
        yesterday's copy of the database, or with none, these are the pictures of today.
        """
        for keys in pieces(self._keys()):
            strays = unknown(keys)
            self.at(steps.STRAYS_FOUND)
            yield "strays", sum(self._put_away(key) for key in strays)
            self.at(steps.STRAYS_GONE)

    def _put_away(self, key: str) -> bool:
        try:
            self.store.quarantine(key)
        except Missing:  # another collector was faster, or has deleted it since it was listed
            return False
        return True

    def _forget_answers(self) -> Iterator[tuple[str, int]]:
        def work(session: Session) -> int:
            old = Idempotency.made_at <= now(session) - ANSWERS_LAST
            return changed(session, delete(Idempotency).where(old))

        yield "answers", change(work)

    def _keys(self) -> Iterator[str]:
        return (found.key for found in self.store.list())


def _done_with(keys: list[str]) -> Callable[[Session], int]:
    return lambda session: changed(session, delete(Trash).where(Trash.key.in_(keys)))
