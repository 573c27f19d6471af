"""Where each format keeps what is said of a picture: its EXIF, XMP, IPTC and texts, found once.

Nothing of it is judged here, and all of it is bounded. Broken metadata is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO

from image_proc.decode.exif_fields import (
    TIFF_IPTC,
    TIFF_PHOTOSHOP,
    TIFF_XMP,
    Exif,
    Field,
    read_fields,
)
from image_proc.decode.header import Header, SourceFormat
from image_proc.decode.iptc import iptc_of_photoshop
from image_proc.decode.jpeg_header import segments
from image_proc.decode.opening import opened, reading
from image_proc.decode.png_texts import PngTexts
from image_proc.decode.png_walk import walk
from image_proc.decode.xmp import LONGEST_XMP
from image_proc.original import Original

LONGEST_BLOCK = LONGEST_XMP
"""bytes of each."""

_NOWHERE = frozenset({SourceFormat.GIF, SourceFormat.BMP})
_APP1, _APP13 = 0xE1, 0xED
_JPEG_EXIF, _JPEG_XMP = b"Exif\x00\x00", b"http://ns.adobe.com/xap/1.0/\x00"
_JPEG_PHOTOSHOP = b"Photoshop 3.0\x00"
_RIFF, _CHUNK = 12, 8
_MOST_CHUNKS = 20_000


@dataclass(frozen=True, slots=True)
class Blocks:
    """What is said of a picture.

    Args:
        exif: its fields, none where it is broken.
        xmp: a packet; b"" for none.
        iptc: IPTC-IIM datasets; b"" for none.
        texts: a PNG's, by keyword ("Author", "Copyright").
    """

    exif: Exif = field(default_factory=Exif)
    xmp: bytes = b""
    iptc: bytes = b""
    texts: Mapping[str, str] = field(default_factory=dict)


def blocks(original: Original, header: Header) -> Blocks:
    """Find what is said of a picture.

    Args:
        original: the file that `header` was read from.
        header: by `probe`. GIF and BMP are not looked into.

    Raises:
        BrokenPicture: the file is truncated or corrupt; broken metadata alone says nothing.
        OSError: the file cannot be read.
    """
    if header.format in _NOWHERE:
        return Blocks()
    with original.open() as file, reading(original.name):
        match header.format:
            case SourceFormat.JPEG:
                return _of_jpeg(file)
            case SourceFormat.PNG:
                return _of_png(file)
            case SourceFormat.WEBP:
                return _of_webp(file)
            case SourceFormat.TIFF:
                return _of_tiff(file)
            case _:
                return _of_items(file, header.format)


def _exif(block: bytes) -> Exif:
    return read_fields(BytesIO(block[:LONGEST_BLOCK]))


def _of_jpeg(file: BinaryIO) -> Blocks:
    exif, xmp, photoshop = b"", b"", bytearray()
    for marker, body in segments(file, frozenset({_APP1, _APP13})):
        if marker == _APP1 and body.startswith(_JPEG_EXIF):
            exif = exif or body
        elif marker == _APP1 and body.startswith(_JPEG_XMP):
            xmp = xmp or body.removeprefix(_JPEG_XMP)
        elif body.startswith(_JPEG_PHOTOSHOP) and len(photoshop) < LONGEST_BLOCK:
            # What is longer than a segment goes on in the next one.
            photoshop += body.removeprefix(_JPEG_PHOTOSHOP)
    return Blocks(_exif(exif), xmp, iptc_of_photoshop(bytes(photoshop)))


def _of_webp(file: BinaryIO) -> Blocks:
    """Look into the chunks: Pillow would make room for two canvases."""
    found = {b"EXIF": b"", b"XMP ": b""}
    file.seek(_RIFF)
    for _ in range(_MOST_CHUNKS):
        head = file.read(_CHUNK)
        name, length = head[:4], int.from_bytes(head[4:], "little")
        if len(head) < _CHUNK:
            break
        wanted = name in found and length <= LONGEST_BLOCK
        if wanted:
            found[name] = file.read(length)
        file.seek(length % 2 if wanted else length + length % 2, 1)
    return Blocks(_exif(found[b"EXIF"]), found[b"XMP "])


def _of_png(file: BinaryIO) -> Blocks:
    """Look at all chunks: some write metadata behind the pixels."""
    exif, texts = b"", PngTexts()
    longest = dict.fromkeys((b"eXIf", b"iTXt", b"zTXt", b"tEXt"), LONGEST_BLOCK)
    for name, _, length, body in walk(file, longest):
        if name not in longest or length > len(body):
            continue
        if name == b"eXIf":
            exif = exif or body
        else:
            texts.add(name, body)
    return Blocks(_exif(exif or texts.exif), texts.xmp, texts.iptc, texts.said)


def _of_tiff(file: BinaryIO) -> Blocks:
    exif = read_fields(file)
    none = Field(0, "<", b"")
    xmp, iptc, photoshop = (
        exif.main.get(tag, none).body for tag in (TIFF_XMP, TIFF_IPTC, TIFF_PHOTOSHOP)
    )
    return Blocks(exif, xmp, iptc or iptc_of_photoshop(photoshop))


def _of_items(file: BinaryIO, format_: SourceFormat) -> Blocks:
    """Ask the decoder of AVIF or HEIF for the items of its container."""
    with opened(file, format_) as image:
        exif, xmp = (_bytes(image.info.get(name)) for name in ("exif", "xmp"))
    return Blocks(_exif(exif), xmp)


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""
