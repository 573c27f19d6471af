"""Stored bytes as an HTTP response: whole or in part, or not at all where the client has them."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import BinaryIO
from urllib.parse import quote

from flask import Response, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from endpoint.image.found import Found
from endpoint.image.public import Form, read_form, repr_digest
from endpoint.respond import for_reader, unchanged
from image_proc.original import Original

REVALIDATED = "public, no-cache"
"""It may be deleted: caches may keep it, and have to ask each time."""

_POLICY = "sandbox; default-src 'none'"
_UNQUOTED = "!#$&+-.^_`|~"  # RFC 8187, attr-char


def known(etag: str) -> bool:
    """Tell whether the client has what an ETag names."""
    return bool(request.if_none_match) and request.if_none_match.contains_weak(etag)


def not_modified(found: Found, etag: str) -> Response:
    """Answer a client that has it; what it is called may be new, which its ETag does not tell."""
    response = unchanged(etag)
    response.headers["Cache-Control"] = for_reader(REVALIDATED)
    return described(response, found.upload.name)


def send(found: Found, original: Original, form: Form, etag: str) -> Response:
    """Send stored bytes, or the one range of them that is asked for.

    Args:
        found: the upload.
        original: its stored file.
        form: which of its bytes.
        etag: strong, without quotes.

    Raises:
        RequestedRangeNotSatisfiable: the range lies behind the end.
        StorageError: the object cannot be had.
        Gone: it was deleted meanwhile.
    """
    start, stop = _range(form.length, etag)
    response = Response(mimetype=found.blob.type)
    if request.method != "HEAD":
        file = original.open()
        response.response = _read(file, read_form(form, file, start, stop - start))
        response.call_on_close(file.close)  # who goes away before the first byte leaves it open
    headers = response.headers
    headers["Content-Type"] = found.blob.type
    headers["Content-Length"] = str(stop - start)
    headers["Accept-Ranges"] = "bytes"
    headers["ETag"] = f'"{etag}"'
    headers["Cache-Control"] = for_reader(REVALIDATED)
    headers["Repr-Digest"] = repr_digest(form.sha256)
    if stop - start < form.length:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        headers["Content-Range"] = f"bytes {start}-{stop - 1}/{form.length}"
    return described(response, found.upload.name)


def described(response: Response, name: str) -> Response:
    """Say what it is called, and keep browsers from running what may be in it.

    There is no second name in ASCII beside `filename*`: httpie would take that one.
    """
    response.headers["Content-Security-Policy"] = _POLICY
    if name.isascii():
        names = {"filename": name}
    else:
        names = {"filename*": f"UTF-8''{quote(name, safe=_UNQUOTED)}"}
    response.headers.set("Content-Disposition", "inline", **names)
    return response


def _read(file: BinaryIO, pieces: Iterator[bytes]) -> Iterator[bytes]:
    with file:
        yield from pieces


def _range(length: int, etag: str) -> tuple[int, int]:
    """Tell which bytes are asked for, (start, stop); several ranges are answered with all.

    So is HEAD, for which a range means nothing (RFC 9110, section 14.2).
    """
    asked = request.range if request.method == "GET" else None
    if asked is None or asked.units != "bytes" or len(asked.ranges) > 1:
        return 0, length
    # By hand: Werkzeug takes a weak ETag for a strong one, which RFC 9110 does not (13.1.5). A
    # date never fits, since we send none.
    if request.headers.get("If-Range", f'"{etag}"') != f'"{etag}"':
        return 0, length
    first = asked.ranges[0][0]
    if first < 0:  # Werkzeug finds nothing where more is asked for from the end than there is
        return max(0, length + first), length
    found = asked.range_for_length(length)
    if found is None:
        raise RequestedRangeNotSatisfiable(length)
    return found[0], found[1]
