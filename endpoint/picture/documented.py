"""The room's routes, as the documentation shows them."""

from pydantic import BaseModel, Field

from endpoint.openapi import Answer, PathParameter, Problem, image_answers
from endpoint.openapi.answers import PROBLEM_TYPE
from endpoint.transform.documented import TransformQuery
from image_proc.describe import Description
from image_proc.transform.formats import FORMATS

_TYPES = tuple(dict.fromkeys(each.mimetype for each in FORMATS.values()))
_WRONG: dict[str, type[BaseModel] | None] = {
    PROBLEM_TYPE: Problem,
    **dict.fromkeys((*_TYPES, "image/svg+xml")),
}
_REFUSALS = {
    403: Answer("The signature is missing or wrong, or the address has expired.", _WRONG),
    404: Answer("There is no such picture.", {**_WRONG, "text/html": None}),
    413: Answer("The picture has more bytes than are read.", _WRONG),
    415: Answer("It is of no format that is read here.", _WRONG),
    422: Answer("It is broken, or has too many pixels.", _WRONG),
    502: Answer("Its source does not answer.", _WRONG),
    504: Answer("Its source does not answer in time.", _WRONG),
}
DRAWN = image_answers(*_TYPES) | _REFUSALS
TOLD = {
    **image_answers(),
    200: Answer("What the picture is.", {"application/json": Description}),
    **_REFUSALS,
}
LISTED = {
    **image_answers(),
    200: Answer("The text of a `srcset` attribute.", {"text/plain": None}),
    **_REFUSALS,
}
PATH = PathParameter(
    "The picture's path below the folder of pictures, or `@<source>/<path>` in a source that the "
    "settings name.",
    "coffee.jpg",
)


class SrcsetQuery(TransformQuery):
    """What a `srcset` may be asked for: all that a picture may, and the widths."""

    widths: str | None = Field(
        None,
        description="The widths in px, by commas; from 320 to 3840 by default, none above the "
        "picture's own.",
        examples=["320,640,1280"],
    )
