"""The query of the list, as the documentation shows it; nothing is validated with it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from endpoint.image.listing.query import MOST, USUAL_LIMIT
from endpoint.image.models import LONGEST_CAMERA, LONGEST_NAME, LONGEST_UPLOADER
from image_proc.hash import FARTHEST, NEAR


class ListParameters(BaseModel):
    """What may be asked of the list."""

    model_config = ConfigDict(frozen=True)

    limit: int = Field(USUAL_LIMIT, description="Images on a page.", ge=1, le=MOST)
    cursor: str | None = Field(
        None,
        description="Where the page begins: as `next` and `Link` have it, for the same order and "
        "filters. Uploads and deletions meanwhile neither repeat an image nor skip one.",
    )
    sort: Literal["-uploaded_at", "uploaded_at", "name", "-name", "size", "-size", "id", "-id"] = (
        Field(
            "-uploaded_at",
            description="The order, with a `-` for the greatest first; then by id. Names are "
            "compared without their case, by code points. `bytes` is `size`.",
            examples=["name"],
        )
    )
    uploader: str | None = Field(
        None,
        description="The name of the token that sent it.",
        min_length=1,
        max_length=LONGEST_UPLOADER,
        examples=["ci"],
    )
    type: Literal["jpeg", "png", "webp", "gif", "avif", "tiff", "bmp", "heif"] | None = Field(
        None, description="Its type; also as `image/jpeg`.", examples=["jpeg"]
    )
    tag: list[str] | None = Field(
        None,
        description="A tag that it has, in any case; sent several times, it has all of them.",
        examples=[["cat"]],
    )
    after: str | None = Field(
        None,
        description="Uploaded then or later: a date or a moment of ISO 8601; UTC without an "
        "offset. Also `uploaded_after`.",
        examples=["2026-11-01"],
    )
    before: str | None = Field(
        None,
        description="Uploaded earlier: a date means its first moment. Also `uploaded_before`.",
        examples=["2026-11-21T18:00:00Z"],
    )
    min_size: str | None = Field(
        None, description="Bytes, at least; also with a unit.", examples=["500kB"]
    )
    max_size: str | None = Field(
        None, description="Bytes, at most; also with a unit.", examples=["1.5MB"]
    )
    camera: str | None = Field(
        None,
        description="A part of the camera's name, in any case.",
        min_length=1,
        max_length=LONGEST_CAMERA,
        examples=["canon"],
    )
    q: str | None = Field(
        None,
        description="A part of its name or of one of its tags, in any case.",
        min_length=1,
        max_length=LONGEST_NAME,
        examples=["cat"],
    )
    near: int | None = Field(
        None,
        description="The id of an image that the others look like: the nearest first, without "
        "that one, and no next page.",
        ge=1,
    )
    distance: int | None = Field(
        None,
        description=f"How far they may be from `near`; {NEAR} by default, which is a copy that "
        "was resized, recompressed, cropped a little or toned.",
        ge=0,
        le=FARTHEST,
    )
    deleted: bool | None = Field(
        None, description="Lists the trash instead; needs a token of scope `delete`."
    )
