"""An upload as it is read from the database, whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from endpoint.image.models import Blob, Image, Upload


@dataclass(frozen=True, slots=True)
class Found:
    """An upload and what belongs to it.

    Args:
        upload: the accepted request.
        blob: its bytes, without what they say beside their pixels, which may be long.
        image: its pixels.
        tags: the words that were put on it, sorted.
    """

    upload: Upload
    blob: Blob
    image: Image
    tags: Sequence[str]
