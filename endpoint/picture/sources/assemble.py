"""The sources of pictures as the settings name them."""

from dataclasses import replace

from config import Settings
from endpoint.copies import Copies
from endpoint.picture.sources import Source, Sources
from endpoint.picture.sources.bucket import BucketSource
from endpoint.picture.sources.folder import Folder
from endpoint.picture.sources.web import LIMITS, Web
from source.fetch import Fetcher, Watch
from source.origin import AllowList
from source.places import BucketPlace, FolderPlace, Place, WebPlace
from storage.results import ResultStore
from storage.s3 import Bucket


def assemble_sources(settings: Settings, store: ResultStore, watch: Watch) -> Sources:
    """Make ready to find pictures; nothing is asked or opened before one is wanted.

    Args:
        settings: say where they are.
        store: keeps local copies of those that are elsewhere.
        watch: is told how fetches end.
    """
    most = settings.max_source_bytes
    copies = Copies(store)
    places = settings.picture_sources.named
    allow = AllowList(frozenset(at.origin for at in places.values() if isinstance(at, WebPlace)))
    limits = replace(LIMITS, body=min(LIMITS.body, most))

    def source_at(place: Place) -> Source:
        match place:
            case FolderPlace():
                return Folder(place.path, most)
            case BucketPlace():
                return BucketSource(Bucket(place.bucket, place.prefix, settings.s3), copies, most)
            case WebPlace():
                # Each host has a fetcher, and so a share, of its own.
                return Web(place, Fetcher(allow, limits, watch=watch), copies, most)

    named = {name: source_at(place) for name, place in places.items()}
    return Sources(Folder(settings.pictures_dir, most), named)
