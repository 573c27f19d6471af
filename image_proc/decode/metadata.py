"""What of a picture's metadata stays: who made it and whose it is. Nothing else.

Where it was taken, with which camera of which number, thumbnails of what was cut away, and whatever
else EXIF, XMP, IPTC and makers' notes hold is not for those who look at the picture.
"""

import zlib
from typing import Any, BinaryIO

from image_proc.decode.credit import LONGEST_XMP, Credit, iptc_credit, xmp_credit
from image_proc.decode.exif import ARTIST, COPYRIGHT, read_exif, write_exif
from image_proc.decode.header import Header, SourceFormat
from image_proc.decode.opening import opened, reading
from image_proc.decode.png_walk import walk
from image_proc.original import Original

LONGEST = 1000
"""bytes of UTF-8 that are kept of a text."""

_PHOTOSHOP_IPTC, _TIFF_IPTC, _TIFF_XMP = 0x0404, 33723, 700
_LONGEST_EXIF = 1024 * 1024
_XMP_KEYWORD = b"XML:com.adobe.xmp"
_KEYWORDS = {b"Author": "artist", b"Copyright": "rights"}
_RIFF, _CHUNK = 12, 8
_MOST_CHUNKS = 20_000


def kept_exif(original: Original, header: Header) -> bytes:
    """Read a picture's artist and copyright.

    EXIF's words count first, then XMP's (dc:creator, dc:rights), then IPTC's, then a PNG's texts.

    Args:
        original: the file that `header` was read from.
        header: by `probe`.

    Returns:
        An EXIF block with these two fields as UTF-8, at most 1,000 bytes each; b"" where it says
        neither. GIF and BMP have no place for them.

    Raises:
        BrokenPicture: it is truncated or corrupt; broken metadata alone says nothing.
        OSError: the file cannot be read.
    """
    if header.format in {SourceFormat.GIF, SourceFormat.BMP}:
        return b""
    with reading(original.name), original.open() as file:
        match header.format:
            case SourceFormat.PNG:
                credit = _of_png(file)
            case SourceFormat.WEBP:
                credit = _of_webp(file)
            case _:
                credit = _of_pillow(file, header.format)
    texts = {ARTIST: _kept(credit.artist), COPYRIGHT: _kept(credit.rights)}
    return write_exif({tag: text for tag, text in texts.items() if text})


def _kept(text: str) -> bytes:
    """A line of what is printable, as UTF-8, cut between two characters."""
    line = "".join(letter if letter.isprintable() else " " for letter in text).strip()
    return line.encode("utf-8", "replace")[:LONGEST].decode("utf-8", "ignore").encode()


def _exif_credit(exif: bytes) -> Credit:
    found = read_exif(exif[:_LONGEST_EXIF], (ARTIST, COPYRIGHT))
    return Credit(_text(found.get(ARTIST)), _text(found.get(COPYRIGHT)))


def _text(value: object) -> str:
    """EXIF promises ASCII; what is written is UTF-8 or, of old, Latin-1."""
    if isinstance(value, str):
        # As Pillow gives TIFF's: bytes taken for Latin-1.
        value = value.encode("latin-1", "replace")
    if not isinstance(value, bytes):
        return ""
    line = value.split(b"\x00", 1)[0]
    try:
        return line.decode().strip()
    except UnicodeDecodeError:
        return line.decode("latin-1").strip()


def _of_pillow(file: BinaryIO, format_: SourceFormat) -> Credit:
    with opened(file, format_) as image:
        tags: Any = getattr(image, "tag_v2", {})
        resources = image.info.get("photoshop")
        iptc = resources.get(_PHOTOSHOP_IPTC) if isinstance(resources, dict) else None
        said = (
            Credit(_text(tags.get(ARTIST)), _text(tags.get(COPYRIGHT))),
            _exif_credit(_bytes(image.info.get("exif"))),
            xmp_credit(_bytes(image.info.get("xmp") or tags.get(_TIFF_XMP))),
            iptc_credit(_bytes(iptc or tags.get(_TIFF_IPTC))),
        )
    return _first(*said)


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""


def _first(*said: Credit) -> Credit:
    credit = Credit()
    for each in said:
        credit = credit.or_else(each)
    return credit


def _of_webp(file: BinaryIO) -> Credit:
    """Look into the chunks: Pillow would make room for two canvases."""
    found = {b"EXIF": b"", b"XMP ": b""}
    file.seek(_RIFF)
    for _ in range(_MOST_CHUNKS):
        head = file.read(_CHUNK)
        name, length = head[:4], int.from_bytes(head[4:], "little")
        if len(head) < _CHUNK:
            break
        wanted = name in found and length <= LONGEST_XMP
        if wanted:
            found[name] = file.read(length)
        file.seek(length % 2 if wanted else length + length % 2, 1)
    return _first(_exif_credit(found[b"EXIF"]), xmp_credit(found[b"XMP "]))


def _of_png(file: BinaryIO) -> Credit:
    """Look at all chunks: some write metadata behind the pixels."""
    exif, xmp = b"", b""
    texts: dict[str, str] = {}
    longest = dict.fromkeys((b"eXIf", b"iTXt", b"zTXt", b"tEXt"), LONGEST_XMP)
    for name, _, length, body in walk(file, longest):
        if name not in longest or length > len(body):
            continue
        if name == b"eXIf":
            exif = exif or body
            continue
        keyword, text, coding = _png_text(name, body)
        if keyword == _XMP_KEYWORD:
            xmp = xmp or text
        elif keyword in _KEYWORDS:
            texts.setdefault(_KEYWORDS[keyword], text.decode(coding, "replace"))
    return _first(_exif_credit(exif), xmp_credit(xmp), Credit(**texts))


def _png_text(name: bytes, body: bytes) -> tuple[bytes, bytes, str]:
    """Give a text chunk's keyword, its text and how that is coded.

    Source: https://www.w3.org/TR/png-3/#11textinfo
    """
    keyword, _, rest = body.partition(b"\x00")
    if keyword != _XMP_KEYWORD and keyword not in _KEYWORDS:
        return keyword, b"", "latin-1"
    if name == b"tEXt":
        return keyword, rest, "latin-1"
    if name == b"zTXt":
        return keyword, _inflated(rest[1:]), "latin-1"
    packed, parts = rest[:1], rest[2:].split(b"\x00", 2)
    text = parts[-1] if len(parts) == len(("language", "keyword", "text")) else b""
    return keyword, _inflated(text) if packed == b"\x01" else text, "utf-8"


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, LONGEST_XMP)
    except zlib.error:
        return b""
