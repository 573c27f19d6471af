"""Uploads as what pictures are made of, opened so that a lost file is told from a deleted one."""

import logging
import os
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from endpoint.image.found import Found
from endpoint.image.install import images
from endpoint.image.service import cache_name, find
from image_proc.original import Original
from storage.errors import Missing, Unavailable

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a file lies.

    No more of the rows than that: originals stay in the caches of what was read of them, and
    metadata is long.

    Args:
        upload_id: of the upload.
        object_key: in the store.
        sha256: of its bytes, 64 hex digits.
        size: bytes.
    """

    upload_id: int
    object_key: str
    sha256: str
    size: int


def original_of(found: Found) -> Original:
    """Give an upload as what pictures are made of; its bytes are not touched yet.

    Opening it raises:
        Gone: it was deleted meanwhile.
        Unavailable: the store does not have what it should; that is logged.
        StorageError: the store does not answer.
    """
    blob = found.blob
    place = _Place(found.upload.id, blob.object_key, blob.sha256, blob.size)
    return Original(cache_name(found.upload.id), blob.sha256, blob.size, partial(_opened, place))


def _opened(place: _Place) -> BinaryIO:
    """Open a file of which nothing is missing."""
    try:
        file = _file(place)
    except Missing:
        find(place.upload_id)  # or else it is gone with its row
        raise _lost(place) from None
    try:
        whole = file.seek(0, os.SEEK_END) == place.size
        file.seek(0)
    except BaseException:
        file.close()
        raise
    if not whole:
        file.close()
        raise _lost(place)
    return file


def _file(place: _Place) -> BinaryIO:
    store, copies = images().store, images().copies
    if copies is None:
        return store.open(place.object_key)
    bring = partial(store.read, place.object_key, 0, place.size)
    return copies.open(cache_name(place.upload_id), place.sha256, bring)


def _lost(place: _Place) -> Unavailable:
    message = "the store does not hold the object %s of image %d whole"
    log.error(message, place.object_key, place.upload_id)
    return Unavailable("the store does not hold this image; `flask images fsck` says more")
