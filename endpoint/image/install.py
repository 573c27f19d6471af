"""What the image repository needs, made at the start and kept with the app."""

from datetime import timedelta
from functools import partial

from flask import Flask, current_app

from config import Settings
from endpoint.copies import Copies, results
from endpoint.image.keeping import Collector, Keeper
from endpoint.image.receive import Caps
from endpoint.image.service import Images, cache_name
from endpoint.metrics import metrics_of
from endpoint.readiness import readiness
from endpoint.respond import PRODUCER
from source.places import BucketPlace, FolderPlace
from storage.objects import BucketStore, FolderStore, Staging
from storage.results import ResultStore
from storage.s3 import Bucket, S3Access

EXTENSION = "easel-images"
_FILES = 50
_REQUEST_FILES = 8
"""A form may have as many bytes as so many files of the largest size."""


def install_images(app: Flask, settings: Settings) -> None:
    """Find out where objects are; nothing is asked or opened before one is wanted."""
    store = store_at(settings.storage_url, settings.s3)
    store.watch = metrics_of(app)
    readiness(app).add("images", partial(store.check, writes=not settings.read_only))
    if isinstance(store, FolderStore):
        # Beside the objects: on one file system a draft becomes an object by a second name.
        staging, copies = store.staging, None
    else:
        staging, copies = Staging(settings.var_dir / "staging"), Copies(results(app))
    trash = timedelta(days=settings.trash_days)
    app.extensions[EXTENSION] = Images(
        store=store,
        staging=staging,
        keeper=Keeper(store, trash),
        collector=Collector(store, staging, trash, partial(_forget, results(app))),
        caps=Caps(
            file_bytes=settings.max_upload_bytes,
            files=_FILES,
            request_bytes=_REQUEST_FILES * settings.max_upload_bytes,
            seconds=settings.upload_seconds,
            min_free=settings.min_free_bytes,
        ),
        limits=app.extensions[PRODUCER].limits,
        copies=copies,
        read_only=settings.read_only,
        access=settings.s3,
    )


def store_at(place: BucketPlace | FolderPlace, access: S3Access) -> BucketStore | FolderStore:
    """Give the store at a place; nothing is asked or opened yet."""
    match place:
        case BucketPlace():
            return BucketStore(Bucket(place.bucket, place.prefix, access))
        case FolderPlace():
            return FolderStore(place.path)


def _forget(made: ResultStore, upload_id: int) -> None:
    """Delete what was made of an upload."""
    made.purge(cache_name(upload_id))


def images() -> Images:
    """The app's images."""
    found: Images = current_app.extensions[EXTENSION]
    return found
