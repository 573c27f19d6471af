"""Objects that the store has lost, put back by whoever sends the same bytes again."""

import logging
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import db
from endpoint.image.models import Blob, Upload
from storage.errors import Missing, StorageError, Taken
from storage.objects import Draft, ObjectStore

log = logging.getLogger(__name__)


def heal(store: ObjectStore, upload_id: int, draft: Draft) -> None:
    """See that the bytes of an upload are there before they are answered for once more.

    A disk may have lost what it had. The key has a row, so it is nobody else's, and the bytes are
    those that were put under it; what is there of another length goes to quarantine.

    Args:
        store: has the objects.
        upload_id: whose rows are committed, so that the collector takes nothing of it.
        draft: the same bytes, finished.

    Raises:
        StorageError: the store takes nothing, or has no room.
    """
    with Session(db.engine) as session:
        of_upload = select(Blob).join(Upload, Upload.blob_id == Blob.id)
        blob = session.scalars(of_upload.where(Upload.id == upload_id)).one_or_none()
    if blob is None:
        return  # it was deleted for good meanwhile
    if _is_whole(store, blob):
        return
    with suppress(Missing):
        store.quarantine(blob.object_key)
    log.warning("the store had lost the object %s; it is put back", blob.object_key)
    with suppress(Taken):  # by another who sends it at this moment
        store.put(blob.object_key, draft.path, draft.sha256)


def _is_whole(store: ObjectStore, blob: Blob) -> bool:
    """Tell whether an object is there; a store that does not answer has said nothing of a loss."""
    try:
        return store.size(blob.object_key) == blob.size
    except Missing:
        return False
    except StorageError:
        return True
