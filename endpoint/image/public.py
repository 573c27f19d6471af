"""A stored picture's bytes as everybody may have them: without what tells a place."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import BinaryIO

from endpoint.transform import Stored
from image_proc.decode.header import Header
from image_proc.original import Original
from image_proc.redact import REDACTION_VERSION, Redaction, read_redacted, redaction
from image_proc.redact import Kept as KeptPiece
from storage.errors import Unavailable

_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Form:
    """Bytes that are served, as pieces of a stored file.

    Args:
        redaction: its pieces.
        sha256: of all of them, in hex.
    """

    redaction: Redaction
    sha256: str

    @property
    def length(self) -> int:
        """Bytes of all of it."""
        return self.redaction.length


def as_sent(original: Original) -> Form:
    """Give the form that a file was sent in."""
    pieces = (KeptPiece(0, original.length),)
    return Form(Redaction(pieces, original.length, touched=False), original.identity)


def etag_as_sent(original: Original) -> str:
    """Give the strong ETag of a file as it was sent, without quotes."""
    return original.identity[:32]


def public_etag(original: Original) -> str:
    """Give the strong ETag of a file's public form, without quotes; the file is not read.

    The form follows from its bytes and from the version of how it is made.
    """
    return f"{original.identity[:32]}.{REDACTION_VERSION}"


def public_form(stored: Stored) -> Form | None:
    """Find the form that everybody may have; None where the picture has to be encoded anew.

    Raises:
        StorageError: the object cannot be read.
    """
    return _public_form(stored.original, stored.header)


@lru_cache(maxsize=1024)
def _public_form(original: Original, header: Header) -> Form | None:
    found = redaction(original, header)
    if found is None:
        return None
    sha256 = _hash(original, found) if found.touched else original.identity
    return Form(found, sha256)


def _hash(original: Original, found: Redaction) -> str:
    digest = hashlib.sha256()
    with original.open() as file:
        for piece in read_redacted(found, partial(_read, file), 0, found.length):
            digest.update(piece)
    return digest.hexdigest()


def read_form(form: Form, file: BinaryIO, start: int, length: int) -> Iterator[bytes]:
    """Read a part of a form from the stored file.

    Raises:
        Unavailable: the file is shorter than it was; an answer is to break off then.
    """
    return read_redacted(form.redaction, partial(_read, file), start, length)


def _read(file: BinaryIO, start: int, length: int) -> Iterator[bytes]:
    file.seek(start)
    while length:
        piece = file.read(min(length, _PIECE))
        if not piece:
            message = "the object is shorter than it was"
            raise Unavailable(message)
        length -= len(piece)
        yield piece


def repr_digest(sha256: str) -> str:
    """Write a hash as RFC 9530's Repr-Digest has it.

    Args:
        sha256: 64 hex digits.
    """
    return f"sha-256=:{b64encode(bytes.fromhex(sha256)).decode()}:"
