"""An EXIF block without what tells a place: as long as before, each field where it was.

What stays is what is reached through fields that are known (`tags`); all other bytes become zeros:
GPS, makers' notes, XMP, IPTC, the thumbnail, and what lay there unused. So no part that a hostile
block hides survives, and no place within has to be written anew.
"""

import struct
from collections.abc import Iterator
from itertools import pairwise

from image_proc.decode.exif import ORIENTATION, read_exif
from image_proc.decode.header import UPRIGHT
from image_proc.errors import BrokenPicture
from image_proc.redact.assembly import Edit, edited
from image_proc.redact.directories import Entry, Form, Span, check_apart, read_directory
from image_proc.redact.pieces import Blank, Literal
from image_proc.redact.tags import (
    EXIF_IFD,
    EXIF_TAGS,
    INTEROPERABILITY_IFD,
    INTEROPERABILITY_TAGS,
)

INTRODUCTION = b"Exif\x00\x00"
LONGEST = 1024 * 1024
"""bytes; a block that is longer is dropped."""

_FORMS = {b"II*\x00": Form("little"), b"MM\x00*": Form("big")}
_HEAD = 8
_ORIENTATIONS = range(1, 9)
_POINTERS = {EXIF_IFD: EXIF_TAGS, INTEROPERABILITY_IFD: INTEROPERABILITY_TAGS}
_POINTER_KINDS = frozenset({4, 13})
_DEEPEST = 2


def exif_edits(block: bytes, orientation: int) -> list[Edit] | None:
    """Find what is to be changed.

    Args:
        block: a TIFF structure, with or without "Exif" before it.
        orientation: the picture's, 1 to 8, which has to be there afterwards.

    Returns:
        Edits from the first to the last; None for a block that is broken, or has another
        orientation, so that it is safer to drop it all and to write `small_exif` instead.
    """
    intro = len(INTRODUCTION) if block.startswith(INTRODUCTION) else 0
    try:
        edits = [edit.moved(intro) for edit in _Block(block[intro:]).edits()]
    except BrokenPicture:
        return None
    return edits if said_orientation(edited(block, edits)) == orientation else None


def small_exif(orientation: int) -> bytes:
    """Write a block that says nothing but an orientation, "Exif" not before it."""
    head = b"MM\x00*" + struct.pack(">IH", _HEAD, 1)
    return head + struct.pack(">HHIHHI", ORIENTATION, 3, 1, orientation, 0, 0)


def said_orientation(block: bytes) -> int:
    """Read a block's orientation; 1 where it says none or nonsense."""
    said = read_exif(block, (ORIENTATION,)).get(ORIENTATION)
    return said if isinstance(said, int) and said in _ORIENTATIONS else UPRIGHT


class _Block:
    """A TIFF structure in memory."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        form = _FORMS.get(body[:4])
        if form is None or len(body) > LONGEST:
            message = "it is no EXIF"
            raise BrokenPicture(message)
        self._form = form
        self._tables: dict[Span, bytes] = {}
        self._values: list[Span] = []

    def edits(self) -> Iterator[Edit]:
        """Write the directories that stay, and blank all that is not reached from them."""
        if not self._visit(self._form.number(self._read(4, 4)), EXIF_TAGS, 0):
            message = "none of its fields stays"
            raise BrokenPicture(message)
        end = len(self._body)
        spans = check_apart([(0, _HEAD), *self._tables, *self._values, (end, end)])
        for (start, stop), (following, _) in pairwise(spans):
            if (start, stop) in self._tables:
                yield Edit(start, Literal(self._tables[start, stop]))
            if stop < following:
                yield Edit(stop, Blank(following - stop))

    def _visit(self, start: int, tags: frozenset[int], depth: int) -> bool:
        """Note what stays of a directory; tell whether anything does."""
        directory = read_directory(self._read, self._form, start)
        seen: set[int] = set()
        kept: list[Entry] = []
        for entry in directory.entries:
            # Readers differ in which of two they believe.
            if entry.tag not in seen and entry.tag in tags and self._stays(entry, depth):
                kept.append(entry)
            seen.add(entry.tag)
        if kept:
            # No other follows: it would be of the thumbnail.
            self._tables[directory.span] = directory.written(kept, 0)
        return bool(kept)

    def _stays(self, entry: Entry, depth: int) -> bool:
        tags = _POINTERS.get(entry.tag)
        if tags is not None:
            whole = entry.kind in _POINTER_KINDS and entry.count == 1 and depth < _DEEPEST
            return whole and self._visit(self._form.number(entry.value), tags, depth + 1)
        if not entry.size:
            return False
        if not entry.inline:
            # Fields of interoperability all stand in their entries.
            start, end = entry.span(self._form)
            if depth == _DEEPEST or end > len(self._body):
                return False
            self._values.append((start, end))
        return True

    def _read(self, start: int, length: int) -> bytes:
        if start + length > len(self._body):
            message = "it ends before its parts do"
            raise BrokenPicture(message)
        return self._body[start : start + length]
