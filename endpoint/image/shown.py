"""An upload as programs and pages see it."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from endpoint.image.found import Found
from endpoint.image.models import Json
from endpoint.links import base_url


class ShownUpload(BaseModel):
    """An upload in a few words, and where more is to be had."""

    model_config = ConfigDict(frozen=True)

    id: int
    name: str = Field(description="What its sender calls it.")
    url: str = Field(description="The picture; takes the parameters of pictures.")
    share_url: str = Field(
        description="The same under a random name, public also where all else is private."
    )
    thumbnail_url: str
    details_url: str
    type: str = Field(description="Its media type, told by its bytes.", examples=["image/jpeg"])
    bytes: int = Field(description="Of the file as it was sent.")
    width: int = Field(description="px, as it is seen: turned upright.")
    height: int = Field(description="px, as it is seen: turned upright.")
    frames: int = Field(description="1 for a still.")
    uploader: str = Field(description="The name of the token.")
    uploaded_at: str = Field(description="ISO 8601, in UTC.")
    tags: list[str]
    camera: str | None
    dominant_color: str | None = Field(description="#rrggbb; null where all is clear.")
    blurhash: str
    thumbhash: str = Field(description="In base64.")
    deleted_at: str | None = Field(None, description="Where it is in the trash: since when.")


class AcceptedUpload(ShownUpload):
    """What an upload is answered with."""

    status: int | None = Field(None, description="Of this file, where several were sent.")
    duplicate_of: int | None = Field(
        description="The id of the earliest other upload of the same pixels; null where it is new."
    )


class Listing(BaseModel):
    """A page of the list."""

    images: list[ShownUpload]
    next: str | None = Field(description="The address of the next page; null on the last one.")


class Details(ShownUpload):
    """All that is known of an upload."""

    duplicate_of: int | None = Field(
        description="The id of the earliest earlier upload of the same pixels that is there."
    )
    original_url: str = Field(description="The bytes as they were sent; scope `original`.")
    sha256: str = Field(description="Of the bytes as they were sent, in hex.")
    pixel_hash: str = Field(description="SHA-512 over all pixels, palettes, frames, in hex.")
    hash_version: int
    perceptual_hash: str = Field(description="Alike for pictures that look alike, in hex.")
    alpha: bool
    mode: str = Field(description="How its pixels are stored, in Pillow's words.")
    orientation: int = Field(description="As EXIF says it, 1 to 8; 1 is upright.")
    icc: str | None = Field(description="The name of its colour profile.")
    lens: str | None = None
    taken_at: str | None = Field(None, description="By the camera's clock.")
    exif: dict[str, Any]
    xmp: dict[str, Any]
    iptc: dict[str, Any]
    location: dict[str, Any] | None = Field(
        None, description="Where it was taken; only with scope `original`."
    )


_OPEN_FIELDS = frozenset({"UserComment", "XPComment", "XPKeywords", "XPSubject"})
"""Fields that may hold anything, a place too; the public file does not have them either."""


def shown(found: Found) -> dict[str, Any]:
    """Give the fields of a `ShownUpload`."""
    upload, blob, image = found.upload, found.blob, found.image
    base = base_url()
    url = f"{base}/image/{upload.id}"
    fields: dict[str, Any] = {
        "id": upload.id,
        "name": upload.name,
        "url": url,
        "share_url": f"{base}/i/{upload.share}",
        "thumbnail_url": f"{url}/thumbnail",
        "details_url": f"{url}/details",
        "type": blob.type,
        "bytes": blob.size,
        "width": image.width,
        "height": image.height,
        "frames": image.frames,
        "uploader": upload.uploader,
        "uploaded_at": _moment(upload.uploaded_at),
        "tags": list(found.tags),
        "camera": upload.camera,
        "dominant_color": image.dominant_color,
        "blurhash": image.blurhash,
        "thumbhash": image.thumbhash,
    }
    if upload.deleted_at is not None:
        fields["deleted_at"] = _moment(upload.deleted_at)
    return fields


def details(
    found: Found, metadata: Json, duplicate_of: int | None, *, with_location: bool
) -> dict[str, Any]:
    """Give the fields of `Details`.

    Args:
        found: the upload.
        metadata: what its bytes say beside their pixels.
        duplicate_of: the id of an earlier one.
        with_location: whether it may be said where it was taken.
    """
    blob, image = found.blob, found.image
    said = dict(metadata)
    location = said.pop("location", None)
    said.pop("camera", None)
    told = shown(found) | {
        "duplicate_of": duplicate_of,
        "original_url": f"{base_url()}/image/{found.upload.id}/original",
        "sha256": blob.sha256,
        "pixel_hash": image.pixel_hash,
        "hash_version": image.hash_version,
        "perceptual_hash": image.perceptual_hash,
        "alpha": image.alpha,
        "mode": blob.mode,
        "orientation": blob.orientation,
        "icc": blob.icc,
    }
    if with_location:
        return told | said | {"location": location}
    exif = {name: value for name, value in said["exif"].items() if name not in _OPEN_FIELDS}
    return told | said | {"exif": exif}


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
