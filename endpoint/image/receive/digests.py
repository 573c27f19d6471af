"""The hashes that a sender announces for a body, and whether they fit.

A body that is not encoded any further is its own representation: both headers mean the same bytes
here, a form as a whole included.

Source: https://datatracker.ietf.org/doc/html/rfc9530
"""

import hashlib
import re
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from hmac import compare_digest
from typing import Self

from werkzeug.datastructures import Headers

from image_proc.errors import InvalidParameter

_HEADERS = ("Content-Digest", "Repr-Digest")
_ALGORITHMS = {"sha-256": "sha256", "sha-512": "sha512"}
_ACCEPTED = "sha-256=:<base64>: or sha-512=:<base64>:, separated by commas"
_FITTING = "the hash of the body as it was sent"
# A dictionary of byte sequences; parameters are allowed by the grammar and mean nothing.
# Source: https://datatracker.ietf.org/doc/html/rfc8941#section-3.2
_MEMBER = re.compile(r"([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/=]*):((?:;[ ]*[!-+\--:<-~]+)*)")


class Digests:
    """What was announced, and hashes of what came.

    Args:
        announced: header and algorithm → hash.
    """

    def __init__(self, announced: Mapping[tuple[str, str], bytes]) -> None:
        self._announced = announced
        self._hashes = {name: hashlib.new(_ALGORITHMS[name]) for _, name in announced}

    @classmethod
    def of(cls, headers: Headers) -> Self:
        """Read the headers of a request; algorithms that are not known are passed over.

        Raises:
            InvalidParameter: a header is malformed.
        """
        announced = {}
        for header in _HEADERS:
            for algorithm, encoded in _members(header, headers.get(header, "")):
                if algorithm in _ALGORITHMS:
                    announced[header, algorithm] = _hash(header, algorithm, encoded)
        return cls(announced)

    def update(self, piece: bytes) -> None:
        """Add the next piece of the body."""
        for each in self._hashes.values():
            each.update(piece)

    def check(self) -> None:
        """Compare, at the end of the body.

        Raises:
            InvalidParameter: a hash is another; names the header.
        """
        for (header, algorithm), announced in self._announced.items():
            if not compare_digest(self._hashes[algorithm].digest(), announced):
                raise InvalidParameter(header, f"{algorithm}={announced.hex()}", _FITTING)


def _members(header: str, sent: str) -> list[tuple[str, str]]:
    members = [each.strip(" \t") for each in sent.split(",")] if sent else []
    found = [_MEMBER.fullmatch(each) for each in members]
    if None in found:
        raise InvalidParameter(header, sent, _ACCEPTED)
    return [(each[1], each[2]) for each in found if each]


def _hash(header: str, algorithm: str, encoded: str) -> bytes:
    try:
        announced = b64decode(encoded, validate=True)
    except Error as error:
        raise InvalidParameter(header, encoded, _ACCEPTED) from error
    if len(announced) != hashlib.new(_ALGORITHMS[algorithm]).digest_size:
        raise InvalidParameter(header, encoded, _ACCEPTED)
    return announced
