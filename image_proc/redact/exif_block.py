"""An EXIF block without what tells a place: as long as before, each field where it was.

What stays is what is reached through fields that are known (`tags`); all other bytes become zeros:
GPS, makers' notes, XMP, IPTC, the thumbnail, and what lay there unused. So no part that a hostile
block hides survives, and no place within has to be written anew.
"""

import struct

from image_proc.decode.exif import ORIENTATION, read_exif
from image_proc.decode.header import UPRIGHT
from image_proc.errors import BrokenPicture
from image_proc.redact.assembly import Edit, edited
from image_proc.redact.directories import Form
from image_proc.redact.tags import EXIF_TAGS
from image_proc.redact.tree import Tree

INTRODUCTION = b"Exif\x00\x00"
LONGEST = 1024 * 1024
"""bytes; a block that is longer is dropped."""

_FORMS = {b"II*\x00": Form("little"), b"MM\x00*": Form("big")}
_HEAD = 8
_ORIENTATIONS = range(1, 9)


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
        edits = [edit.moved(intro) for edit in _edits(block[intro:])]
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


def _edits(block: bytes) -> list[Edit]:
    form = _FORMS.get(block[:4])
    if form is None or len(block) > LONGEST:
        message = "it is no EXIF"
        raise BrokenPicture(message)

    def read(start: int, length: int) -> bytes:
        if start + length > len(block):
            message = "it ends before its parts do"
            raise BrokenPicture(message)
        return block[start : start + length]

    tree = Tree(read, form, len(block))
    # The one that follows would be of the thumbnail, which may show what was cut away.
    if tree.visit(form.number(read(4, 4)), EXIF_TAGS) is None:
        message = "none of its fields stays"
        raise BrokenPicture(message)
    return [*tree.edits([(0, _HEAD)])]
