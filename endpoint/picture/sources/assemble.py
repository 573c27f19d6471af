"""The sources of pictures as the settings name them."""

from config import Settings
from endpoint.picture.sources import Source, Sources
from endpoint.picture.sources.bucket import BucketSource
from endpoint.picture.sources.copies import Copies
from endpoint.picture.sources.folder import Folder
from source.places import BucketPlace, FolderPlace, Place
from storage.results import ResultStore
from storage.s3 import Bucket, S3Access


def assemble_sources(settings: Settings, store: ResultStore) -> Sources:
    """Make ready to find pictures; nothing is asked or opened before one is wanted.

    Args:
        settings: say where they are.
        store: keeps local copies of those that are elsewhere.
    """
    most = settings.max_source_bytes
    access = S3Access(
        endpoint=settings.aws_endpoint_url,
        region=settings.aws_region,
        key_id=settings.aws_access_key_id,
        secret=settings.aws_secret_access_key,
    )
    copies = Copies(store)

    def source_at(place: Place) -> Source:
        match place:
            case FolderPlace():
                return Folder(place.path, most)
            case BucketPlace():
                return BucketSource(Bucket(place.bucket, place.prefix, access), copies, most)
            case _:
                raise NotImplementedError

    named = {name: source_at(place) for name, place in settings.picture_sources.named.items()}
    return Sources(Folder(settings.pictures_dir, most), named)
