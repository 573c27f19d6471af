"""The request target as it came over the wire, checked before a route is looked up.

Werkzeug decodes with replacement characters: broken UTF-8 would be drawn as "�" instead of being
refused, and would share a cache key with every other broken byte.
"""

import re
from urllib.parse import unquote_to_bytes

from flask import Request
from werkzeug.exceptions import RequestURITooLarge

from image_proc.errors import InvalidParameter

LONGEST_TARGET = 32 * 1024
"""Bytes of path and query together."""

_CONTROLS = re.compile(rb"[\x00-\x1f\x7f]")
_CONTROLS_BUT_BREAKS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def check_target(request: Request) -> None:
    """Refuse a target that no route could read right.

    Raises:
        RequestURITooLarge: over 32 kB.
        InvalidParameter: bytes that are no UTF-8, or control characters; no Host in HTTP/1.1.
    """
    if "HTTP_HOST" not in request.environ and request.environ.get("SERVER_PROTOCOL") == "HTTP/1.1":
        name = "Host"
        raise InvalidParameter(name, "", "a host in every request (RFC 9112, section 3.2)")
    path = request.environ.get("PATH_INFO", "").encode("latin-1")
    query = request.environ.get("QUERY_STRING", "").encode("latin-1")
    if len(request.environ.get("RAW_URI", "")) > LONGEST_TARGET or (
        len(path) + len(query) > LONGEST_TARGET
    ):
        message = f"Path and query have more than {LONGEST_TARGET} bytes, which is the most."
        raise RequestURITooLarge(message)
    _check_text("path", path, _CONTROLS)
    for pair in query.split(b"&"):
        key, _, value = (unquote_to_bytes(part) for part in pair.partition(b"="))
        _check_text("query", key, _CONTROLS)
        _check_text(key.decode(), value, _CONTROLS_BUT_BREAKS)


def _check_text(name: str, raw: bytes, refused: re.Pattern[bytes]) -> None:
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        shown = raw.decode(errors="backslashreplace")
        raise InvalidParameter(name, shown, "text in UTF-8") from error
    if refused.search(raw):
        shown = text.encode("unicode_escape").decode()
        raise InvalidParameter(name, shown, "text without control characters")
