"""A PNG's public form: pixels, colours and a few texts; EXIF without places.

Dropped are XMP, ImageMagick's "Raw profile type …" and all other texts but those that PNG itself
names for credits and that tell no coordinates, chunks of applications, and all behind the end.

Source: https://www.w3.org/TR/png-3/
"""

import zlib
from typing import BinaryIO

from image_proc.decode.header import UPRIGHT
from image_proc.decode.png_chunks import SIGNATURE, chunk
from image_proc.decode.png_texts import text_of
from image_proc.decode.png_walk import CRC, HEAD, Chunk, walk
from image_proc.errors import BrokenPicture
from image_proc.redact.assembly import Assembly, edited
from image_proc.redact.exif_block import LONGEST, exif_edits, small_exif
from image_proc.redact.texts import LONGEST_TEXT, may_stay

_EXIF, _PIXELS = b"eXIf", b"IDAT"
_CRITICAL = {b"IHDR", b"PLTE", _PIXELS}
_MOVING = {b"acTL", b"fcTL", b"fdAT"}
_COLORS = {b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"sBIT", b"tRNS", b"bKGD", b"hIST", b"sPLT"}
_COLORS |= {b"cICP", b"mDCV", b"mDCv", b"cLLI", b"cLLi"}
_KEPT = frozenset(_CRITICAL | _MOVING | _COLORS | {b"pHYs", b"tIME"})
_TEXTS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_KEYWORDS = frozenset(
    {b"Author", b"Copyright", b"Creation Time", b"Description", b"Software", b"Title"}
)
_WANTED = {_EXIF: LONGEST, **dict.fromkeys(_TEXTS, LONGEST_TEXT)}
_ANCILLARY = 0x20


def redact_png(file: BinaryIO, assembly: Assembly, orientation: int) -> None:
    """Put a PNG's public form together.

    Args:
        file: open, seekable.
        assembly: of the same file.
        orientation: its header's, 1 to 8.

    Raises:
        BrokenPicture: it is cut short, or has chunks that are of no PNG of today.
    """
    _Png(assembly, orientation).redact(file)


class _Png:
    def __init__(self, assembly: Assembly, orientation: int) -> None:
        self._assembly = assembly
        self._orientation = orientation
        self._oriented = orientation == UPRIGHT
        self._exif_seen = False

    def redact(self, file: BinaryIO) -> None:
        self._assembly.keep(0, len(SIGNATURE))
        end = len(SIGNATURE)
        for each in walk(file, _WANTED):
            end = each.start + HEAD + each.length + CRC
            if each.name == _EXIF:
                self._exif(each)
            elif self._stays(each):
                self._assembly.keep(each.start, end - each.start)
        self._orient()
        self._assembly.replace(end, chunk(b"IEND", b""))

    def _stays(self, each: Chunk) -> bool:
        if each.name in _TEXTS:
            keyword, _, rest = each.body.partition(b"\x00")
            whole = len(each.body) == each.length
            told = keyword in _KEYWORDS and may_stay(rest) and may_stay(text_of(each.name, rest))
            return whole and told
        # What a decoder must know to go on; it may change what all other chunks mean.
        if each.name not in _KEPT and not each.name[0] & _ANCILLARY:
            message = "it has chunks of no PNG of today"
            raise BrokenPicture(message)
        return each.name in _KEPT

    def _exif(self, each: Chunk) -> None:
        body, start = each.body, each.start + HEAD
        end = start + each.length
        if self._exif_seen or len(body) < each.length:
            return
        # One whose checksum is wrong is read by nobody.
        if self._assembly.read(end, CRC) != chunk(_EXIF, body)[-CRC:]:
            return
        self._exif_seen = True
        edits = exif_edits(body, self._orientation)
        if edits is not None:
            self._assembly.edit(each.start, end, [edit.moved(start) for edit in edits])
            checksum = zlib.crc32(edited(body, edits), zlib.crc32(_EXIF))
            self._assembly.replace(end, checksum.to_bytes(CRC))
            self._oriented = True
        self._orient()

    def _orient(self) -> None:
        """Say how it is turned, where EXIF that said it was dropped."""
        if not self._oriented:
            self._assembly.write(chunk(_EXIF, small_exif(self._orientation)))
            self._oriented = True
