"""The texts of a PNG, and the blocks of metadata that are written as such.

Sources: https://www.w3.org/TR/png-3/#11textinfo; ImageMagick's coders/png.c (raw profiles).
"""

import zlib

from image_proc.decode.iptc import iptc_of_photoshop
from image_proc.decode.xmp import LONGEST_XMP

_XMP = "XML:com.adobe.xmp"
_SAID = frozenset({"Author", "Copyright"})
_RAW = "Raw profile type "
_PROFILES = frozenset({"exif", "APP1", "iptc", "8bim", "xmp"})
_WANTED = frozenset({_XMP, *_SAID, *(_RAW + name for name in _PROFILES)})
_EXIF_NAME, _XMP_NAME, _PHOTOSHOP_NAME = (
    b"Exif\x00\x00",
    b"http://ns.adobe.com/xap/1.0/\x00",
    b"8BIM",
)
# Two hex digits a byte, a new line now and then.
_LONGEST_RAW = 2 * LONGEST_XMP + LONGEST_XMP // 8
_HEAD_OF_RAW = 2


class PngTexts:
    """Collects texts: of each keyword the first, so that a file of texts costs no more than one."""

    def __init__(self) -> None:
        self.exif = b""
        self.xmp = b""
        self.iptc = b""
        self.said: dict[str, str] = {}
        self._seen: set[str] = set()

    def add(self, name: bytes, body: bytes) -> None:
        """Take a chunk.

        Args:
            name: tEXt, zTXt or iTXt.
            body: all of it.
        """
        start, _, rest = body.partition(b"\x00")
        keyword = start.decode("latin-1")
        if keyword not in _WANTED or keyword in self._seen:
            return
        self._seen.add(keyword)
        text = text_of(name, rest)
        if keyword == _XMP:
            self.xmp = text
        elif keyword in _SAID:
            self.said[keyword] = text.decode("utf-8" if name == b"iTXt" else "latin-1", "replace")
        else:
            self._add_raw(keyword.removeprefix(_RAW), _raw(text))

    def _add_raw(self, kind: str, block: bytes) -> None:
        if block.startswith(_XMP_NAME) or kind == "xmp":
            self.xmp = self.xmp or block.removeprefix(_XMP_NAME)
        elif block.startswith(_PHOTOSHOP_NAME):
            self.iptc = self.iptc or iptc_of_photoshop(block)
        elif kind == "iptc":
            self.iptc = self.iptc or block
        elif kind == "exif" or block.startswith(_EXIF_NAME):
            self.exif = self.exif or block


def text_of(name: bytes, rest: bytes) -> bytes:
    """Give the text itself of a chunk, inflated where it is packed.

    Args:
        name: tEXt, zTXt or iTXt.
        rest: of its body, what follows the keyword and its NUL.

    Returns:
        At most 2 MB of it; b"" where it is broken.
    """
    if name == b"tEXt":
        return rest
    if name == b"zTXt":
        return _inflated(rest[1:])
    packed, parts = rest[:1], rest[2:].split(b"\x00", 2)
    text = parts[-1] if len(parts) == len(("language", "keyword", "text")) else b""
    return _inflated(text) if packed == b"\x01" else text


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _LONGEST_RAW)
    except zlib.error:
        return b""


def _raw(text: bytes) -> bytes:
    """Undo ImageMagick's way to write bytes: a line of a name, one of a length, lines of hex."""
    lines = text.strip().split(b"\n", _HEAD_OF_RAW)
    if len(lines) <= _HEAD_OF_RAW:
        return b""
    try:
        return bytes.fromhex(lines[_HEAD_OF_RAW].decode("ascii"))
    except ValueError:
        return b""
