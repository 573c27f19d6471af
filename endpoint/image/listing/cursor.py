"""The place where a page ended, as a text that an address can carry.

A cursor holds for one order and one set of filters, and is of use to whoever changed neither; so a
digest of both goes with it. It is no secret and no proof: a cursor that somebody makes himself
leads to another place of a list that he may read anyhow.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict
from hashlib import blake2b

from db import LARGEST
from endpoint.image.folding import LONGEST_FOLDED
from endpoint.image.listing.query import Filters, Key, Place, Sort

ACCEPTED = "what `next` said on a page with the same order and filters"

_VERSION = "1"
_DIGEST = 8  # bytes
_LONGEST = 8192  # characters: the longest name in JSON, in base 64
_LEAST = -LARGEST - 1


def write_cursor(place: Place, sort: Sort, filters: Filters) -> str:
    """Write where a page ended."""
    held = json.dumps([place.value, place.id], ensure_ascii=False).encode()
    return urlsafe_b64encode(_digest(held, sort, filters) + held).decode().rstrip("=")


def read_cursor(text: str, sort: Sort, filters: Filters) -> Place:
    """Read where a page ended.

    Raises:
        ValueError: it was not written by `write_cursor`, or for another order or other filters.
    """
    try:
        held = _held(text, sort, filters)
        value, last = json.loads(held)
    except (ValueError, TypeError, RecursionError) as error:
        raise ValueError(ACCEPTED) from error
    if not _fits(value, sort.key) or not _whole(last):
        raise ValueError(ACCEPTED)
    return Place(value, last)


def _held(text: str, sort: Sort, filters: Filters) -> bytes:
    if len(text) > _LONGEST:
        raise ValueError(ACCEPTED)
    sent = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    held = sent[_DIGEST:]
    # Decoding passes over what is no letter of it, and over bits at the end.
    written = urlsafe_b64encode(sent).decode().rstrip("=")
    if written != text or _digest(held, sort, filters) != sent[:_DIGEST]:
        raise binascii.Error
    return held


def _digest(held: bytes, sort: Sort, filters: Filters) -> bytes:
    asked = json.dumps([_VERSION, asdict(sort), asdict(filters)], default=str, sort_keys=True)
    return blake2b(asked.encode() + b"\n" + held, digest_size=_DIGEST).digest()


def _fits(value: object, key: Key) -> bool:
    if key is Key.NAME:
        return isinstance(value, str) and len(value) <= LONGEST_FOLDED
    return _whole(value)


def _whole(value: object) -> bool:
    # JSON's true is an int to Python.
    return type(value) is int and _LEAST <= value <= LARGEST
