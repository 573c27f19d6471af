"""An AVIF's or HEIF's public form: as long as before, EXIF without places, no XMP.

Boxes that are no part of a picture (makers', videos of phones, descriptions) become free space,
and what no picture needs of the coded data becomes zeros.

Source: ISO/IEC 14496-12; ISO/IEC 23008-12.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from image_proc.decode.boxes import Box, children, coded_parts
from image_proc.redact.assembly import Assembly, Edit
from image_proc.redact.exif_block import (
    INTRODUCTION,
    LONGEST,
    exif_edits,
    said_orientation,
    small_exif,
)
from image_proc.redact.heif_items import Item, odd, other_items
from image_proc.redact.pieces import Blank, Literal
from image_proc.redact.spans import Span, check_apart, merged
from image_proc.redact.xmp import EMPTY_XMP, looks_like_xmp

_KEPT = {
    b"": {b"ftyp", b"meta", b"mdat", b"moov"},
    b"meta": {b"hdlr", b"pitm", b"iloc", b"iinf", b"iprp", b"iref", b"idat", b"grpl", b"dinf"},
    b"moov": {b"mvhd", b"trak"},
    b"trak": {b"tkhd", b"mdia", b"edts", b"tref", b"meta"},
    b"mdia": {b"mdhd", b"hdlr", b"minf"},
}
"""What stays of what each box holds."""

_INNER = {b"meta": 4, b"moov": 0, b"trak": 0, b"mdia": 0}
_FREE = (b"free", b"skip")
# Pictures that are found in other ways than by items and samples, or are encrypted.
_FRAGMENTS = frozenset({b"moof", b"sidx", b"mfra", b"ipro"})
_HANDLER, _SEEN = slice(8, 12), frozenset({b"pict", b"vide", b"auxv"})
_DATA = frozenset({b"mdat", b"idat"})
_OFFSET = 4
_MOST_DATA = 16
_LONGEST_START = 64 * 1024


def redact_heif(file: BinaryIO, assembly: Assembly, length: int) -> None:
    """Put an AVIF's or HEIF's public form together.

    Args:
        file: open, seekable.
        assembly: of the same file.
        length: bytes of the file.

    Raises:
        BrokenPicture: it is made in a way that is not known here.
    """
    parts = coded_parts(file, length)
    heif = _Heif(file, assembly, length)
    end = heif.visit(b"", 0, length)
    edits = sorted(heif.edits(parts), key=lambda edit: edit.start)
    if any(one.end > other.start for one, other in pairwise(edits)):
        raise odd()
    # What is no box behind the last one is left out.
    assembly.edit(0, end, edits)


class _Heif:
    def __init__(self, file: BinaryIO, assembly: Assembly, length: int) -> None:
        self._file = file
        self._assembly = assembly
        self._length = length
        self._data: list[Span] = []
        self._others: set[Item] = set()
        self._freed: list[Edit] = []

    def visit(self, holder: bytes, start: int, end: int) -> int:
        """Look at what a box holds; give the end of the last one."""
        boxes = [*children(self._file, start, end)]
        if holder == b"meta":
            kept = [box for box in boxes if box.name in _KEPT[holder]]
            self._others |= {*other_items(self._file, kept, self._length)}
        for box in boxes:
            if box.name not in _KEPT[holder]:
                self._free(box)
            elif box.name in _INNER:
                inner = self.visit(box.name, box.start + _INNER[box.name], box.end)
                if inner != box.end:
                    raise odd()
            elif box.name in _DATA:
                self._data.append((box.start, box.end))
            elif holder == b"mdia" and box.name == b"hdlr":
                self._check_handler(box)
        return boxes[-1].end if boxes else start

    def edits(self, parts: list[Span]) -> Iterator[Edit]:
        """Find all that is to be changed, in any order.

        Args:
            parts: all items and samples.
        """
        others = {item.span for item in self._others}
        pictures = merged(span for span in parts if span not in others)
        spans = check_apart([*pictures, *others])
        data = check_apart(self._data)
        if len(data) > _MOST_DATA or any(
            not any(start <= first and last <= end for start, end in data) for first, last in spans
        ):
            raise odd()
        yield from self._freed
        for item in self._others:
            yield from self._exif(item.span) if item.exif else self._text(item.span)
        for start, end in data:
            within = [span for span in spans if start <= span[0] < end]
            for (_, gap), (stop, _) in pairwise([(start, start), *within, (end, end)]):
                if gap < stop:
                    yield Edit(gap, Blank(stop - gap))

    def _free(self, box: Box) -> None:
        """Make it free space."""
        if box.name in _FRAGMENTS:
            raise odd()
        if box.name not in _FREE:
            self._freed.append(Edit(box.head + 4, Literal(_FREE[0])))
        if box.start < box.end:
            self._freed.append(Edit(box.start, Blank(box.end - box.start)))

    def _check_handler(self, box: Box) -> None:
        """A track that is not seen may hold a place for each moment."""
        body = self._assembly.read(box.start, min(_HANDLER.stop, box.end - box.start))
        if body[_HANDLER] not in _SEEN:
            raise odd()

    def _text(self, span: Span) -> Iterator[Edit]:
        """Leave an empty packet of XMP, or white space alone of what is none."""
        start, end = span
        body = self._assembly.read(start, min(end - start, _LONGEST_START))
        empty = EMPTY_XMP if looks_like_xmp(body) and len(body) >= len(EMPTY_XMP) else b""
        if empty:
            yield Edit(start, Literal(empty))
        if start + len(empty) < end:
            yield Edit(start + len(empty), Blank(end - start - len(empty), ord(" ")))

    def _exif(self, span: Span) -> Iterator[Edit]:
        """Edit it; readers refuse a file whose EXIF is none, so a small one may take its place."""
        start, end = span
        offset = int.from_bytes(self._assembly.read(start, _OFFSET))
        at = start + _OFFSET + offset
        if offset in {0, len(INTRODUCTION)} and at < end <= at + LONGEST:
            block = self._assembly.read(at, end - at)
            edits = exif_edits(block, said_orientation(block))
            if edits is not None:
                yield from (edit.moved(at) for edit in edits)
                return
        known = self._assembly.read(at, min(end - at, LONGEST)) if at < end else b""
        small = bytes(_OFFSET) + small_exif(said_orientation(known))
        if start + len(small) > end:
            raise odd()
        yield Edit(start, Literal(small))
        if start + len(small) < end:
            yield Edit(start + len(small), Blank(end - start - len(small)))
