"""XMP: what it looks like, and how it is empty."""

import re

EMPTY_XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'
"""A packet that says nothing; white space may follow it."""

_SIGNS = re.compile(rb"<\?xpacket|<x:x[am]pmeta|<rdf:RDF|ns\.adobe\.com/", re.IGNORECASE)


def looks_like_xmp(body: bytes) -> bool:
    """Tell whether a comment is, or holds, XMP."""
    return _SIGNS.search(body) is not None
