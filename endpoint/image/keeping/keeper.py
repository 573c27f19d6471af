"""Takes uploads in, so that what is answered for is never lost."""

from datetime import timedelta
from functools import partial

from sqlalchemy import delete
from sqlalchemy.orm import Session

from db import LARGEST, changed
from endpoint.image.absent import gone, never_was
from endpoint.image.keeping import steps
from endpoint.image.keeping.healing import heal
from endpoint.image.keeping.rows import add_blob, add_to_known, add_upload, made
from endpoint.image.keeping.transaction import change, decided, now
from endpoint.image.keeping.values import Arrival, Kept
from endpoint.image.models import Intent, Tombstone, Trash, Upload
from image_proc.examine import Examination
from storage.errors import Unavailable
from storage.objects import ObjectStore, new_key

LASTS = timedelta(hours=1)
"""An intent: much longer than any upload takes after its last byte has come."""

_KEYS = 5  # tried before giving up on a collector that takes each of them


class Keeper:
    """Keeps uploads in a store and a database.

    An instance is used by all threads, within an app context.

    Args:
        store: has the objects.
        trash: how long a deleted upload can be restored.
        lasts: how long an object may be without its row before the collector takes it.
        at: told each of STEPS.
    """

    def __init__(
        self,
        store: ObjectStore,
        trash: timedelta,
        lasts: timedelta = LASTS,
        at: steps.At = steps.pass_by,
    ) -> None:
        self._store = store
        self._trash = trash
        self._lasts = lasts
        self._at = at

    def keep(self, arrival: Arrival) -> Kept:
        """Keep a file; when this returns, its bytes and rows survive a power cut.

        Raises:
            OtherBody: its Idempotency-Key was used for other bytes.
            Gone: it was kept before under this key, and deleted since.
            BadPicture, Busy: as `examine` says.
            StorageError: the store does not take it; Unavailable also where it cannot be told
                whether it was kept.
            OperationalError: the database does not answer; it may have been kept or not.
        """
        share = arrival.past.share if arrival.past else new_key()
        self._at(steps.ARRIVED)
        kept = decided(partial(self._add_to_known, arrival, share))
        if kept is not None:
            self._at(steps.KNOWN_COMMITTED)
            heal(self._store, kept.id, arrival.draft)
            return kept
        found = arrival.examine()
        self._at(steps.EXAMINED)
        for _ in range(_KEYS):
            kept = self._publish(arrival, share, found)
            if kept is not None:
                self._at(steps.ROWS_COMMITTED)
                return kept
        msg = "what was to be kept was taken for garbage again and again"
        raise Unavailable(msg)

    def delete(self, upload_id: int) -> None:
        """Delete an upload, so that it can be restored for a while.

        Raises:
            NotFound: there never was one of that id.
            Gone: it is deleted already.
        """

        def work(session: Session) -> None:
            upload = _locked_upload(session, upload_id)
            if upload.deleted_at is not None:
                raise gone(upload_id)
            upload.deleted_at = now(session)
            session.flush()
            self._at(steps.DELETE_BEFORE_COMMIT)

        change(work)
        self._at(steps.DELETE_COMMITTED)

    def restore(self, upload_id: int) -> None:
        """Restore a deleted upload; one that is not deleted is no error.

        Raises:
            NotFound: there never was one of that id.
            Gone: it was deleted too long ago.
        """

        def work(session: Session) -> None:
            upload = _locked_upload(session, upload_id)
            if upload.deleted_at is not None and upload.deleted_at <= now(session) - self._trash:
                raise gone(upload_id)
            upload.deleted_at = None
            session.flush()
            self._at(steps.RESTORE_BEFORE_COMMIT)

        change(work)
        self._at(steps.RESTORE_COMMITTED)

    def _add_to_known(
        self, arrival: Arrival, share: str, session: Session, *, again: bool
    ) -> Kept | None:
        """Answer as before, or add an upload of bytes that are there; None where neither can be."""
        kept = add_to_known(session, arrival, share, again=again)
        if kept is not None:
            self._at(steps.KNOWN_BEFORE_COMMIT)
        return kept

    def _publish(self, arrival: Arrival, share: str, found: Examination) -> Kept | None:
        """Put an object under a new key, then its rows; None where the key was taken from us."""
        key = decided(self._intend)
        self._at(steps.INTENT_COMMITTED)
        self._store.put(key, arrival.draft.path, arrival.draft.sha256)
        self._at(steps.OBJECT_PUT)

        def work(session: Session, *, again: bool) -> Kept | None:
            if changed(session, delete(Intent).where(Intent.key == key)) != 1:
                return _without_intent(session, share, again=again)
            self._at(steps.FENCED)
            kept = add_to_known(session, arrival, share, again=False)
            if kept is None:
                kept = add_upload(session, arrival, share, add_blob(session, arrival, key, found))
            else:  # another was faster
                session.add(Trash(key=key))
            session.flush()
            self._at(steps.ROWS_BEFORE_COMMIT)
            return kept

        return decided(work)

    def _intend(self, session: Session, *, again: bool) -> str:
        """Say that an object is about to come; each try says it of a key of its own."""
        del again
        key = new_key()
        session.add(Intent(key=key, expires_at=now(session) + self._lasts))
        session.flush()
        self._at(steps.INTENT_BEFORE_COMMIT)
        return key


def _without_intent(session: Session, share: str, *, again: bool) -> Kept | None:
    """Tell what it means that the intent is not there: we have used it, or the collector has.

    Raises:
        Unavailable: we may have, but what was done with it is not there.
    """
    kept = made(session, share) if again else None
    if again and kept is None:
        msg = "the database was lost, and has come back without what was written to it"
        raise Unavailable(msg)
    return kept


def _locked_upload(session: Session, upload_id: int) -> Upload:
    """Find an upload that nobody else changes before the transaction's end.

    Raises:
        NotFound: there never was one of that id.
        Gone: the collector has taken it.
    """
    if 0 < upload_id <= LARGEST:
        upload = session.get(Upload, upload_id, with_for_update=True)
        if upload is not None:
            return upload
        if session.get(Tombstone, upload_id) is not None:
            raise gone(upload_id)
    raise never_was(upload_id)
