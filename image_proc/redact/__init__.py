"""A stored picture's public form: what tells a place is gone, its pixels are not touched."""

from image_proc.redact.pieces import (
    Blank,
    Kept,
    Literal,
    OpenRange,
    Redaction,
    pieces_of,
    read_redacted,
)
from image_proc.redact.public import REDACTION_VERSION, redaction

__all__ = [
    "REDACTION_VERSION",
    "Blank",
    "Kept",
    "Literal",
    "OpenRange",
    "Redaction",
    "pieces_of",
    "read_redacted",
    "redaction",
]
