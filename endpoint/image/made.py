"""Pictures that are made of uploaded ones."""

from collections.abc import Mapping
from hashlib import sha256
from http import HTTPStatus
from pathlib import PurePath

from flask import Response, request
from werkzeug.datastructures import MultiDict

from endpoint.image.found import Found
from endpoint.image.install import images
from endpoint.image.public import repr_digest
from endpoint.image.serving import REVALIDATED, described
from endpoint.image.stored import original_of
from endpoint.respond import respond
from endpoint.transform import Stored, accepted_formats, probed, transforms
from image_proc.spec import Format
from image_proc.transform.formats import AUTO


def stored_of(found: Found) -> Stored:
    """Give an upload as a picture whose header was read.

    Raises:
        Gone: it was deleted meanwhile.
        StorageError: the object cannot be read.
    """
    return probed(original_of(found), images().limits)


def made_of(
    found: Found,
    args: MultiDict[str, str],
    cache_control: str = REVALIDATED,
    *,
    still: bool = False,
) -> Response:
    """Make a picture of an uploaded one.

    Args:
        found: the upload.
        args: the parameters of pictures.
        cache_control: for how long the answer may be kept.
        still: whether of an animation the first frame alone is made.

    Raises:
        InvalidParameter: the first value that is not accepted.
        Busy, BadPicture, StorageError: as it turns out.
    """
    stored = stored_of(found)
    asked = transforms().read(stored, args, accepted_formats(request.accept_mimetypes), still=still)
    response = respond(asked.spec, cache_control)
    if asked.negotiated:
        response.vary.add("Accept")
    if response.status_code == HTTPStatus.OK:
        response.headers["Repr-Digest"] = repr_digest(sha256(response.get_data()).hexdigest())
    name = PurePath(found.upload.name).stem or found.upload.name
    suffix = "jpg" if asked.spec.format is Format.JPEG else asked.spec.format
    return described(response, f"{name}.{suffix}")


def still_of(
    found: Found, parameters: Mapping[str, str], cache_control: str = REVALIDATED
) -> Response:
    """Make a picture that does not move; without a `format` one that the client shows.

    Args:
        found: the upload.
        parameters: of pictures.
        cache_control: for how long the answer may be kept.

    Raises:
        InvalidParameter: the first value that is not accepted.
        Busy, BadPicture, StorageError: as it turns out.
    """
    return made_of(found, MultiDict({"format": AUTO, **parameters}), cache_control, still=True)
