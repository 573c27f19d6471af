"""What commands ask of a store."""

import hashlib
from contextlib import suppress

from storage.errors import Missing
from storage.objects import ObjectStore, new_key


def check_answers(store: ObjectStore) -> None:
    """See that a store answers at all, when one of its objects could not be read.

    Raises:
        StorageError: it does not.
    """
    with suppress(Missing):
        store.size(new_key())


def sha256_of(store: ObjectStore, key: str, size: int) -> str:
    """Read an object to its end; give its hash as 64 hex digits.

    Args:
        store: has it.
        key: of it.
        size: bytes that it has.

    Raises:
        Missing: there is none.
        Unavailable: it has fewer bytes, or cannot be read.
    """
    digest = hashlib.sha256()
    for piece in store.read(key, 0, size):
        digest.update(piece)
    return digest.hexdigest()
