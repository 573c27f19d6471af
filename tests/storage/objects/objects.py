"""Objects put as the rooms put them."""

import hashlib
from pathlib import Path

from storage.objects import FolderStore, ObjectStore, Staging, new_key


def put(store: ObjectStore, folder: Path, body: bytes, key: str = "") -> str:
    """Put some bytes by way of the store's staging, or of one in a folder; give their key."""
    key = key or new_key()
    staging = store.staging if isinstance(store, FolderStore) else Staging(folder)
    with staging.draft() as draft:
        draft.write(body)
        draft.finish()
        store.put(key, draft.path, draft.sha256)
    return key


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
