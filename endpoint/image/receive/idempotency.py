"""The name that a sender gives to an attempt, so that a second try is no second upload.

Source: https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header
"""

import re

from flask import Request

from endpoint.image.models import LONGEST_ONCE
from image_proc.errors import InvalidParameter

_HEADER = "Idempotency-Key"
_ACCEPTED = f'1 to {LONGEST_ONCE} visible ASCII characters, in quotes: "6f1c…"'
# The draft wants a string of structured fields; many senders leave the quotes out.
_QUOTED = re.compile(r'"((?:[!#-\[\]-~]|\\["\\])*)"')
_BARE = re.compile(r"[!#-+\--:<-\[\]-~]+")  # none of " , ; \


def idempotency_key(request: Request) -> str | None:
    """Read the header; with quotes or without, the key is the same.

    Returns:
        The key, 1 to 255 characters, or None if there is none.

    Raises:
        InvalidParameter: there is something else in it.
    """
    sent = request.headers.get(_HEADER)
    if sent is None:
        return None
    text = sent.strip(" \t")
    quoted = _QUOTED.fullmatch(text)
    if quoted is not None:
        key = re.sub(r"\\(.)", r"\1", quoted[1])
    else:
        key = text if _BARE.fullmatch(text) else ""
    if not 1 <= len(key) <= LONGEST_ONCE:
        raise InvalidParameter(_HEADER, sent, _ACCEPTED)
    return key
