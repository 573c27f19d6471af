"""Pictures that tell where they were taken, in every place where a file can; each also says whose.

What tells the place is always `CANARY`, in plain letters, so that a search of the bytes finds it.
"""

import struct
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

from PIL import Image, TiffImagePlugin

from tests import icc
from tests.animations import Patch, gif
from tests.pictures import animation, chunk, numbered, picture, scene

CANARY = b"Canary Islands 28.1234"
RIGHTS = "(c) a friend of the house"
ICC = icc.matrix_profile(icc.SRGB, 2.2)
XMP = (
    b'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf='
    b'"http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:exif='
    b'"http://ns.adobe.com/exif/1.0/" exif:GPSMapDatum="' + CANARY + b'"/></rdf:RDF></x:xmpmeta>'
)
IPTC = b"\x1c\x02\x5a" + len(CANARY).to_bytes(2) + CANARY
PHOTOSHOP = b"8BIM\x04\x04\x00\x00" + len(IPTC).to_bytes(4) + IPTC + b"\x00" * (len(IPTC) % 2)

BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED = 1, 2, 3, 4, 5, 7
Field = tuple[int, int, int, bytes]
"""Tag, type, count, values."""


def short(tag: int, number: int, order: str = ">") -> Field:
    return tag, SHORT, 1, struct.pack(order + "H", number)


def text(tag: int, words: bytes, kind: int = ASCII) -> Field:
    body = words + b"\x00" if kind == ASCII else words
    return tag, kind, len(body), body


def exif(orientation: int = 1, order: str = ">", *, xmp: bytes = XMP) -> bytes:
    """Write a block as a camera does: four directories, a maker's note and a thumbnail.

    Args:
        orientation: 1 to 8.
        order: ">" or "<".
        xmp: a packet of it.
    """
    degrees = struct.pack(order + "6I", 28, 1, 7, 1, 24, 1)
    gps = [text(1, b"N"), (2, RATIONAL, 3, degrees), text(27, CANARY, UNDEFINED), text(29, CANARY)]
    note = text(0x927C, b"Maker\x00" + CANARY * 9, UNDEFINED)
    taken = [
        (0x829A, RATIONAL, 1, struct.pack(order + "2I", 1, 250)),
        text(0x9003, b"2026:05:04 03:02:01"),
        note,
        text(0x9286, b"ASCII\x00\x00\x00" + CANARY, UNDEFINED),
    ]
    main = [
        text(271, b"Easel"),
        short(274, orientation, order),
        text(315, b"Someone"),
        text(700, xmp, BYTE),
        text(33432, RIGHTS.encode()),
        text(33723, IPTC, UNDEFINED),
        text(34377, PHOTOSHOP, BYTE),
        text(0x9C9E, CANARY, BYTE),
    ]
    small = picture("jpeg", scene((16, 12)))
    small = small[:2] + segment(0xE1, b"Exif\x00\x00" + CANARY) + small[2:]
    return tiff_of(order, main, {0x8769: taken, 0x8825: gps}, small)


def tiff_of(
    order: str, main: Sequence[Field], inner: Mapping[int, Sequence[Field]], thumbnail: bytes = b""
) -> bytes:
    """Write directories one after the other, the first as the first, a thumbnail's as the last."""
    out = bytearray((b"MM\x00*" if order == ">" else b"II*\x00") + struct.pack(order + "I", 8))
    fields = sorted([*main, *((tag, LONG, 1, b"\x00" * 4) for tag in inner)])
    places = _directory(out, order, fields)
    for tag in inner:
        at = places[tag]
        out[at : at + 4] = struct.pack(order + "I", len(out))
        _directory(out, order, sorted(inner[tag]))
    if thumbnail:
        next_ = 8 + 2 + 12 * len(fields)
        out[next_ : next_ + 4] = struct.pack(order + "I", len(out))
        length = (514, LONG, 1, struct.pack(order + "I", len(thumbnail)))
        at = _directory(out, order, [(513, LONG, 1, b"\x00" * 4), length])[513]
        out[at : at + 4] = struct.pack(order + "I", len(out))
        out += thumbnail
    return bytes(out)


def _directory(out: bytearray, order: str, fields: Sequence[Field]) -> dict[int, int]:
    """Write a directory and its values; give where each entry's value stands."""
    places = {}
    start = len(out)
    out += struct.pack(order + "H", len(fields)) + bytes(12 * len(fields) + 4)
    for index, (tag, kind, count, body) in enumerate(fields):
        at = start + 2 + 12 * index
        struct.pack_into(order + "HHI", out, at, tag, kind, count)
        places[tag] = at + 8
        if len(body) <= 4:
            out[at + 8 : at + 12] = body.ljust(4, b"\x00")
        else:
            out[at + 8 : at + 12] = struct.pack(order + "I", len(out))
            out += body + b"\x00" * (len(body) % 2)
    return places


def segment(marker: int, body: bytes) -> bytes:
    """Write a JPEG's segment."""
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2) + body


def jpeg(block: bytes, image: Image.Image | None = None, **options: Any) -> bytes:
    """Write a JPEG with all that phones and Photoshop add, and a second picture behind its end."""
    plain = picture("jpeg", image, icc_profile=ICC, comment="kept", **options)
    xmp = b"http://ns.adobe.com/xap/1.0/\x00" + XMP
    long_xmp = b"http://ns.adobe.com/xmp/extension/\x00" + b"0" * 32 + bytes(8) + XMP
    before = (
        segment(0xE1, b"Exif\x00\x00" + block)
        + segment(0xE1, xmp)
        + segment(0xE1, long_xmp)
        + segment(0xE0, b"JFXX\x00\x10" + CANARY)
        + segment(0xE2, b"MPF\x00" + CANARY)
        + segment(0xE5, CANARY)
        + segment(0xED, b"Photoshop 3.0\x00" + PHOTOSHOP)
        + segment(0xFE, XMP)
    )
    second = plain[:2] + segment(0xE1, b"Exif\x00\x00" + exif()) + plain[2:]
    return plain[:2] + before + plain[2:] + second + CANARY


def png(block: bytes, plain: bytes | None = None) -> bytes:
    """Write a PNG with EXIF, texts before and behind its pixels, and chunks of programs."""
    plain = plain or picture("png", icc_profile=ICC)
    before = (
        chunk(b"eXIf", block)
        + chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + XMP)
        + chunk(b"tEXt", b"Location\x00" + CANARY)
        + chunk(b"tEXt", b"Copyright\x00" + RIGHTS.encode())
        + chunk(b"tEXt", b"Raw profile type exif\x00" + CANARY)
        + chunk(b"caNv", CANARY)
    )
    at = plain.index(b"IDAT") - 4
    behind = chunk(b"tEXt", b"Comment\x00" + CANARY) + chunk(b"vpAg", CANARY)
    return plain[:at] + before + plain[at:-12] + behind + plain[-12:] + CANARY


def webp(block: bytes, plain: bytes | None = None, **options: Any) -> bytes:
    """Write a WebP with EXIF, XMP, a chunk that nobody knows, and something behind its end."""
    plain = plain or picture("webp", exif=block, xmp=XMP, icc_profile=ICC, **options)
    body = plain[8:] + b"what" + struct.pack("<I", len(CANARY)) + CANARY
    return b"RIFF" + struct.pack("<I", len(body)) + body + CANARY


def moving_webp(block: bytes) -> bytes:
    stream = BytesIO()
    first, *others = numbered(3)
    first.save(stream, "WEBP", save_all=True, append_images=others, exif=block, xmp=XMP)
    return webp(block, stream.getvalue())


def moving_gif() -> bytes:
    """Write a GIF of three frames with XMP, a program's block, two comments, and a trailer."""
    frames = [Patch((0, 0), [[0, 1, 2], [at, 2, 1]], delay=7 * at) for at in range(3)]
    plain = gif((3, 2), frames, repeats=3)
    # XMP stands in a GIF as it is, and a row of all bytes leads out of it from anywhere.
    out_of_it = bytes([1, *range(255, -1, -1), 0])
    before = b"!\xff\x0bXMP DataXMP" + XMP + out_of_it
    before += b"!\xff\x0bPROGRAM1234" + bytes([len(CANARY)]) + CANARY + b"\x00"
    before += b"!\xfe\x04kept\x00!\xfe" + bytes([len(XMP[:200])]) + XMP[:200] + b"\x00"
    at = 13 + 3 * 8
    return plain[:at] + before + plain[at:] + CANARY


def box(name: bytes, body: bytes) -> bytes:
    """Write a box of an AVIF or HEIF."""
    return (len(body) + 8).to_bytes(4) + name + body


def avif(block: bytes, **options: Any) -> bytes:
    """Write an AVIF with EXIF, XMP, a maker's box and a phone's video.

    EXIF should hold no XMP of its own: libavif writes what is the same only once.
    """
    plain = picture("avif", exif=block, xmp=XMP, icc_profile=ICC, **options)
    return plain + box(b"uuid", CANARY) + box(b"mpvd", CANARY) + box(b"free", CANARY)


def moving_avif(block: bytes) -> bytes:
    stream = BytesIO()
    first, *others = numbered(3, (64, 48))
    options: dict[str, Any] = {"speed": 10, "max_threads": 1, "exif": block, "xmp": XMP}
    first.save(stream, "AVIF", save_all=True, append_images=others, duration=70, **options)
    return stream.getvalue() + box(b"uuid", CANARY)


def heif(block: bytes) -> bytes:
    plain = picture("heif", exif=block, xmp=XMP)
    return plain + box(b"mpvd", CANARY) + CANARY


def tiff(*, more: bool = True, **options: Any) -> bytes:
    """Write a TIFF with XMP, IPTC, Photoshop and something behind its end.

    Args:
        more: with GPS, a maker's note and a map's field, too, which libtiff does not write.
        options: of Pillow's.
    """
    fields = TiffImagePlugin.ImageFileDirectory_v2()
    fields[33432], fields[700] = RIGHTS, XMP
    fields[33723], fields.tagtype[33723] = IPTC, UNDEFINED
    fields[34377], fields.tagtype[34377] = PHOTOSHOP, BYTE
    fields[306] = "2026:05:04 03:02:01"
    if more:
        fields[34737] = CANARY.decode()
        fields[0x8769] = {0x9003: "2026:05:04 03:02:01", 0x927C: CANARY * 5}
        fields[0x8825] = {1: "N", 2: (28.0, 7.0, 24.0), 29: CANARY.decode()}
    body = picture("tiff", tiffinfo=fields, icc_profile=ICC, **options)
    # Some editors leave what they have changed where it was, and write the new one behind.
    return body + CANARY


def bmp() -> bytes:
    return picture("bmp") + CANARY


MAKERS: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: jpeg(exif()),
    "turned jpeg": lambda: jpeg(exif(6)),
    "progressive jpeg": lambda: jpeg(exif(8, "<"), progressive=True),
    "restarting jpeg": lambda: jpeg(exif(3), restart_marker_blocks=1),
    "cmyk jpeg": lambda: jpeg(exif(), scene().convert("CMYK")),
    "png": lambda: png(exif(6)),
    "apng": lambda: png(exif(5, "<"), animation("png", numbered(3))),
    "webp": lambda: webp(exif(6)),
    "lossless webp": lambda: webp(exif(2, "<"), lossless=True),
    "moving webp": lambda: moving_webp(exif()),
    "moving gif": moving_gif,
    "avif": lambda: avif(exif(6, xmp=b"")),
    "moving avif": lambda: moving_avif(exif(xmp=b"")),
    "heif": lambda: heif(exif()),
    "tiff": tiff,
    "lzw tiff": lambda: tiff(compression="tiff_lzw", more=False),
    "packed tiff": lambda: tiff(compression="packbits", more=False),
    "jpeg tiff": lambda: tiff(compression="jpeg", more=False),
    "paged tiff": lambda: tiff(more=False, save_all=True, append_images=[scene((30, 20))]),
    "big tiff": lambda: tiff(big_tiff=True),
    "bmp": bmp,
}
"""Files of every format that hold `CANARY`."""


def opened(body: bytes) -> Image.Image:
    """Open a file with Pillow, a HEIF too."""
    if b"ftyphe" in body[:12]:
        import pillow_heif  # noqa: PLC0415 - optional

        return pillow_heif.open_heif(BytesIO(body)).to_pillow()
    return Image.open(BytesIO(body))
