"""Telling XMP where it is not said to be."""

import re

_SIGNS = re.compile(rb"<\?xpacket|<x:x[am]pmeta|<rdf:RDF|ns\.adobe\.com/", re.IGNORECASE)


def looks_like_xmp(body: bytes) -> bool:
    """Tell whether a comment is, or holds, XMP."""
    return _SIGNS.search(body) is not None
