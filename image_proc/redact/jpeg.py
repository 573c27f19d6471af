"""A JPEG's public form: the segments that make its pixels and colours, and EXIF without places.

Dropped are XMP, Photoshop's and IPTC's segments, thumbnails, other applications' segments, and all
behind the end of the picture: the other pictures of an MPO (with EXIF of their own), videos of
phones, and makers' trailers.

Source: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B.
"""

import re
from typing import BinaryIO

from image_proc.decode.header import UPRIGHT
from image_proc.errors import BrokenPicture
from image_proc.redact.assembly import Assembly
from image_proc.redact.exif_block import INTRODUCTION, exif_edits, small_exif
from image_proc.redact.texts import may_stay

_START_LENGTH = 2
_HEAD = 4
_MARKER = re.compile(rb"\xff[^\x00\xff]", re.DOTALL)
# Within pixels, 0xFF is followed by a zero, or is a restart.
_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_END, _SCAN, _COMMENT = 0xD9, 0xDA, 0xFE
_JFIF, _EXIF, _PROFILE, _ADOBE = 0xE0, 0xE1, 0xE2, 0xEE
_APPLICATIONS = range(0xE0, 0xF0)
# Frames, DHT, DAC, DQT, DNL, DRI: what decoders need.
_NEEDED = frozenset({*range(0xC0, 0xC8), *range(0xC9, 0xD0), 0xDB, 0xDC, 0xDD})
_JFIF_LENGTH, _ADOBE_LENGTH = 14, 12
_MOST_SEGMENTS = 4096
_MOST_JUNK = 4096
_PIECE = 256 * 1024


def redact_jpeg(file: BinaryIO, assembly: Assembly, orientation: int) -> None:
    """Put a JPEG's public form together.

    Args:
        file: open, seekable.
        assembly: of the same file.
        orientation: its header's, 1 to 8.

    Raises:
        BrokenPicture: it has no end, or segments that are of no picture of today.
    """
    _Jpeg(file, assembly, orientation).redact()


class _Jpeg:
    def __init__(self, file: BinaryIO, assembly: Assembly, orientation: int) -> None:
        self._file = file
        self._assembly = assembly
        self._orientation = orientation
        self._oriented = orientation == UPRIGHT
        self._exif_seen = self._scanned = False

    def redact(self) -> None:
        self._assembly.keep(0, _START_LENGTH)
        at = _START_LENGTH
        for _ in range(_MOST_SEGMENTS):
            at, marker = self._next_marker(at)
            if marker == _END:
                self._assembly.keep(at, _START_LENGTH)
                return
            end = at + 2 + int.from_bytes(self._assembly.read(at + 2, 2))
            if end < at + _HEAD:
                raise _odd()
            self._segment(marker, at, end)
            at = end
            if marker == _SCAN:
                at = self._scan_end(end)
                self._assembly.keep(end, at - end)
                self._scanned = True
        raise _odd()

    def _segment(self, marker: int, at: int, end: int) -> None:
        # Pixels need what is said before them.
        if marker in _NEEDED or marker == _SCAN:
            self._orient()
            self._assembly.keep(at, end - at)
        elif marker == _COMMENT:
            if may_stay(self._assembly.read(at + _HEAD, end - at - _HEAD)):
                self._assembly.keep(at, end - at)
        elif marker not in _APPLICATIONS:
            raise _odd()
        elif not self._scanned:
            self._application(marker, at, self._assembly.read(at, end - at))

    def _application(self, marker: int, at: int, segment: bytes) -> None:
        body = segment[_HEAD:]
        if marker == _JFIF and body.startswith(b"JFIF\x00"):
            # Its last two bytes are the sides of a thumbnail, which may stand behind them.
            self._shorten(at, segment, body[: _JFIF_LENGTH - 2].ljust(_JFIF_LENGTH, b"\x00"))
        elif marker == _ADOBE and body.startswith(b"Adobe"):
            self._shorten(at, segment, body[:_ADOBE_LENGTH])
        elif marker == _EXIF and body.startswith(INTRODUCTION) and not self._exif_seen:
            self._exif(at, body)
        elif marker == _PROFILE and body.startswith(b"ICC_PROFILE\x00"):
            self._assembly.keep(at, len(segment))

    def _shorten(self, at: int, segment: bytes, body: bytes) -> None:
        """Keep a segment's start alone."""
        short = segment[:2] + (len(body) + 2).to_bytes(2) + body
        if short == segment:
            self._assembly.keep(at, len(segment))
        else:
            self._assembly.write(short)

    def _exif(self, at: int, block: bytes) -> None:
        self._exif_seen = True
        edits = exif_edits(block, self._orientation)
        if edits is None:
            self._orient()
            return
        start = at + _HEAD
        moved = [edit.moved(start) for edit in edits]
        self._assembly.edit(at, start + len(block), moved)
        self._oriented = True

    def _orient(self) -> None:
        """Say how it is turned, where EXIF that said it was dropped."""
        if not self._oriented:
            body = INTRODUCTION + small_exif(self._orientation)
            self._assembly.write(bytes([0xFF, _EXIF]) + (len(body) + 2).to_bytes(2) + body)
            self._oriented = True

    def _next_marker(self, at: int) -> tuple[int, int]:
        """Find the next marker, past what a camera has padded with; that is dropped."""
        self._file.seek(at)
        piece = self._file.read(_MOST_JUNK)
        found = _MARKER.search(piece)
        if found is None:
            raise _odd()
        return at + found.start(), piece[found.start() + 1]

    def _scan_end(self, at: int) -> int:
        """Find the marker that ends a scan's pixels."""
        self._file.seek(at)
        last = b""
        while piece := self._file.read(_PIECE):
            if found := _SCAN_END.search(last + piece):
                return at - len(last) + found.start()
            at += len(piece)
            last = piece[-1:]
        raise _odd()


def _odd() -> BrokenPicture:
    return BrokenPicture("its segments do not add up")
