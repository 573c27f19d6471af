"""What a sender is told where no parameter is wrong."""

from http import HTTPStatus

from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, RequestTimeout

from endpoint.image.receive.caps import Caps
from image_proc.errors import InvalidParameter

FIELD = "image"
"""The field of a form that holds files."""


class NoRoom(HTTPException):
    """The disk is full, or nearly.

    Source: https://datatracker.ietf.org/doc/html/rfc4918#section-11.5
    """

    code = HTTPStatus.INSUFFICIENT_STORAGE
    description = "There is no room for this upload. Nothing of it was kept."


def file_too_large(caps: Caps) -> RequestEntityTooLarge:
    """Say how large a file may be."""
    return RequestEntityTooLarge(
        f"{FIELD}: a file has {caps.file_bytes} bytes at most (MAX_UPLOAD_BYTES)."
    )


def form_too_large(caps: Caps) -> RequestEntityTooLarge:
    """Say how large a form may be."""
    return RequestEntityTooLarge(
        f"{FIELD}: the files of one request have {caps.request_bytes} bytes at most, "
        "all together. Send fewer at once."
    )


def too_slow(caps: Caps) -> RequestTimeout:
    """Say how quick a sender must be."""
    return RequestTimeout(
        f"The body did not come in time: {caps.seconds:g} s for all of it (UPLOAD_SECONDS), "
        f"and {caps.silence:g} s at most between two pieces."
    )


def empty_file() -> InvalidParameter:
    """Say that there is nothing in a file."""
    return InvalidParameter(FIELD, "", "a file that is not empty")


def broken_form(why: str) -> InvalidParameter:
    """Say what is wrong with a form.

    Args:
        why: a phrase such as "a form without boundary".
    """
    return InvalidParameter(FIELD, why, "multipart/form-data as RFC 7578 describes it")
