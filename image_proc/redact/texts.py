"""Texts that may hold anything: comments, titles, descriptions. Those that tell a place go."""

from image_proc.decode.coordinates import tells_coordinates
from image_proc.redact.xmp import looks_like_xmp

LONGEST_TEXT = 64 * 1024
"""bytes; what is longer is no credit and goes unread."""


def may_stay(body: bytes) -> bool:
    """Tell whether a text is short, no XMP, and without coordinates.

    Args:
        body: in ASCII, UTF-8 or UTF-16: without NULs they have digits and plain letters in common.
    """
    plain = body.replace(b"\x00", b"")
    if len(body) > LONGEST_TEXT or looks_like_xmp(plain):
        return False
    return not tells_coordinates(plain.decode("utf-8", "replace"))
