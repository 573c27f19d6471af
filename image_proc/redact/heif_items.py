"""What the items of an AVIF or HEIF are, and where those lie that are no pictures.

Source: ISO/IEC 14496-12, 8.11.6 (iinf, infe); ISO/IEC 23008-12, annex A (Exif, XMP).
"""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from image_proc.decode.boxes import Box, Numbers, Span, body_of, children, items
from image_proc.errors import BrokenPicture

EXIF = b"Exif"
_TEXTS = frozenset({b"mime", b"uri "})
# Coded in AV1, HEVC or AVC, and what is put together of others.
_PICTURES = frozenset({b"av01", b"hvc1", b"avc1", b"grid", b"iovl", b"iden", b"tmap"})
_FULL = 4
_NEWEST, _SHORT_ID = 3, 2
_MOST_ITEMS = 10_000


class Item(NamedTuple):
    """An item that is no picture.

    Args:
        exif: whether it is EXIF; else some text.
        span: where it lies.
    """

    exif: bool
    span: Span


def other_items(file: BinaryIO, meta: list[Box], length: int) -> Iterator[Item]:
    """Find all items that are no pictures.

    Args:
        file: open, seekable.
        meta: the boxes of a box `meta`.
        length: bytes of the file.

    Raises:
        BrokenPicture: an item is encrypted, or of a kind that is not known.
    """
    found = {box.name: box for box in meta}
    if len(found) < len(meta):
        # Readers differ in which of two they believe.
        raise odd()
    if b"iloc" not in found or b"iinf" not in found:
        return
    start, end = found[b"iloc"][2:]
    idat = found[b"idat"].start if b"idat" in found else 0
    places = items(body_of(file, start, end), idat, length)
    listed = [*_kinds(file, found[b"iinf"])]
    kinds = dict(listed)
    if len(kinds) < len(listed):
        raise odd()
    for item, span in places:
        kind = kinds.get(item, b"")
        if kind in _TEXTS or kind == EXIF:
            yield Item(kind == EXIF, span)
        elif kind not in _PICTURES:
            raise odd()


def _kinds(file: BinaryIO, table: Box) -> Iterator[tuple[int, bytes]]:
    version = body_of(file, table.start, min(table.start + 1, table.end))
    at = table.start + _FULL + (4 if version != b"\x00" else 2)
    for count, box in enumerate(children(file, at, table.end)):
        if box.name != b"infe" or count > _MOST_ITEMS:
            raise odd()
        numbers = Numbers(body_of(file, box.start, box.end))
        version_ = numbers.take(1)
        if not _SHORT_ID <= version_ <= _NEWEST:
            raise odd()
        numbers.take(3)
        item = numbers.take(2 if version_ == _SHORT_ID else 4)
        if numbers.take(2):
            # It is encrypted.
            raise odd()
        yield item, numbers.take(4).to_bytes(4)


def odd() -> BrokenPicture:
    """A container that is not understood."""
    return BrokenPicture("its boxes are of a kind that is not known here")
