"""The room's routes, as the documentation shows them."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from endpoint.image.shown import AcceptedUpload, Details, Listing, ShownUpload
from endpoint.openapi import Answer, FormBody, PathParameter, Problem, image_answers
from endpoint.openapi.answers import PROBLEM_TYPE
from image_proc.transform.formats import FORMATS

_TYPES = tuple(dict.fromkeys(each.mimetype for each in FORMATS.values()))
_STORED = (*_TYPES, "image/tiff", "image/bmp", "image/heic")
_WRONG: dict[str, type[BaseModel] | None] = {
    PROBLEM_TYPE: Problem,
    **dict.fromkeys((*_TYPES, "image/svg+xml")),
}
_PAGE = {**_WRONG, "text/html": None}
_REFUSALS = {
    401: Answer("PRIVATE is set, and there is neither a token nor a signature.", _WRONG),
    403: Answer("The signature is wrong, or the token is for something else.", _WRONG),
    404: Answer("There never was such an image.", _PAGE),
    410: Answer("It was deleted.", _WRONG),
    422: Answer("It has too many pixels for what is asked.", _WRONG),
    507: Answer("There is no room left.", _WRONG),
}
_RANGES = {
    206: Answer("The range that is asked for.", dict.fromkeys(_STORED)),
    416: Answer("The range lies behind the end.", _WRONG),
}
DRAWN = image_answers(*_TYPES) | _REFUSALS | _RANGES
SENT = image_answers(*_STORED) | _REFUSALS | _RANGES
THUMBNAILED = image_answers(*_TYPES) | _REFUSALS
PICKED = THUMBNAILED
_CHANGE = {
    400: Answer("A field, header or parameter is wrong: which, and what is accepted.", _WRONG),
    401: Answer("No token, or one that is not known.", _WRONG),
    403: Answer("A token without the scope that is needed.", _WRONG),
    404: Answer("There never was such an image.", _PAGE),
    410: Answer("It was deleted.", _WRONG),
    414: Answer("The address is longer than 32 kB.", _WRONG),
    503: Answer("Nothing can be changed now; `Retry-After` says when to come again.", _WRONG),
}


def _told(status: int, what: str, model: type[BaseModel]) -> dict[int, Answer]:
    return {status: Answer(what, {"application/json": model})}


class UploadedSeveral(BaseModel):
    """What several files in one form are answered with, in their order."""

    images: list[AcceptedUpload | dict[str, Any]] = Field(
        description="Each with its own `status`; one that was refused has a `problem`."
    )


UPLOADED = {
    **_told(201, "It is kept; `Location` is its address.", AcceptedUpload),
    **_told(200, "This Idempotency-Key was there before; this is what it led to.", AcceptedUpload),
    **_told(207, "Several files, of which not all were kept.", UploadedSeveral),
    **{status: answer for status, answer in _CHANGE.items() if status != 404},  # noqa: PLR2004
    408: Answer("The body comes too slowly.", _WRONG),
    413: Answer("A file, or all together, has too many bytes.", _WRONG),
    415: Answer("It is of no format that is read here.", _WRONG),
    422: Answer("It is broken, has too many pixels, or the key was used for others.", _WRONG),
    507: Answer("There is no room left.", _WRONG),
}
LISTED = {
    **_told(200, "A page; `Link` has the address of the next one.", Listing),
    304: Answer("The page is the one that `If-None-Match` names."),
    400: _CHANGE[400],
    401: _REFUSALS[401],
    403: _REFUSALS[403],
    414: _CHANGE[414],
    503: Answer("The database does not answer.", _WRONG),
}
DETAILED = {
    **image_answers(),
    **_told(200, "All that is known of it.", Details),
    **_REFUSALS,
}
CHANGED = {
    **_told(200, "It is changed.", ShownUpload),
    **_CHANGE,
    413: Answer("The body is larger than 64 kB.", _WRONG),
    415: Answer("The body is not sent as JSON.", _WRONG),
}
RESTORED = {**_told(200, "It is there again.", ShownUpload), **_CHANGE}
DELETED = {204: Answer("It is deleted; it can be restored for TRASH_DAYS."), **_CHANGE}

NUMBER = PathParameter("The upload's id.", "1", of_rows=True)
SHARE = PathParameter(
    "The random name that it is shared under.", "0123456789abcdef0123456789abcdef", of_rows=True
)
SIZE = PathParameter(
    "Width and height in px; at the end a suffix where wanted: `.jpg`, `.png`, `.webp`, `.avif`, "
    "`.gif`.",
    "600x400",
    of_rows=True,
)
SEED = PathParameter("Any word.", "easel", of_rows=True)


class ThumbnailQuery(BaseModel):
    """What may be asked of a thumbnail."""

    model_config = ConfigDict(frozen=True)

    size: int = Field(256, description="px of the box that it fits in.", ge=16, le=1024)


class PickedQuery(BaseModel):
    """What may be asked of any picture."""

    model_config = ConfigDict(frozen=True)

    grayscale: bool | None = Field(None, description="Takes the colours away.")
    blur: int | None = Field(None, description="How much it is blurred.", ge=1, le=10)
    format: Literal["auto", "jpeg", "png", "webp", "avif", "gif"] | None = Field(
        None,
        description="The format, as the suffix in the path; `auto`, by default, is what `Accept` "
        "names.",
    )


class RandomQuery(PickedQuery):
    """What may be asked of any picture, another one each time."""

    seed: str | None = Field(None, description="Always the same picture for a word.")


class Change(BaseModel):
    """What can be changed of an upload; what is not named stays."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str | None = Field(None, description="1 to 255 characters.")
    tags: list[str] | None = Field(None, description="All of its tags, 1 to 64 characters each.")

    @field_validator("tags", mode="before")
    @classmethod
    def _is_list(cls, sent: object) -> object:
        """Refuse what a form would send: words by commas."""
        if sent is None or isinstance(sent, list):
            return sent
        message = 'a list of tags, such as {"tags": ["harbour", "night"]}'
        raise ValueError(message)


class UploadForm(FormBody):
    """A form with files; a file may also be the body itself."""

    image: list[bytes] = Field(description="One file or several.")
    tags: str | None = Field(None, description="Words, by commas, for each of them.")
    name: str | None = Field(None, description="What the file is called, instead of its own name.")
