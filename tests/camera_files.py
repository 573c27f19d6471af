"""Photos as cameras and their owners' programs leave them: EXIF, XMP and IPTC, with a place."""

import struct
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from tests.animations import chunk
from tests.exif_blocks import ASCII, UNDEFINED, Entry, Written
from tests.pictures import scene
from tests.stored import encoded

SECRETS = ("Canarywharf", "Seacret", "SW1A", "51.5", "51,30", "30.26", "Canaryland", "XCN")
"""Parts of all words and numbers below that tell of the place."""

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "aux": "http://ns.adobe.com/exif/1.0/aux/",
    "lr": "http://ns.adobe.com/lightroom/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "drone": "http://www.dji.com/drone-dji/1.0/",
}


def packet(elements: str = "", attributes: str = "") -> bytes:
    """An XMP packet of one description."""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}">'
        f'<rdf:Description rdf:about="" {spaces} {attributes}>{elements}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


XMP = packet(
    """
<dc:title><rdf:Alt><rdf:li xml:lang="de">Katze</rdf:li>
<rdf:li xml:lang="x-default">Cat</rdf:li></rdf:Alt></dc:title>
<dc:subject><rdf:Bag><rdf:li>cat</rdf:li><rdf:li>sofa &amp; cushion</rdf:li></rdf:Bag></dc:subject>
<dc:coverage>Canarywharf</dc:coverage>
<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li Iptc4xmpExt:City="Canarywharf"/></rdf:Bag>
</Iptc4xmpExt:LocationShown>
<Iptc4xmpCore:CreatorContactInfo rdf:parseType="Resource">
<Iptc4xmpCore:CiAdrCity>Canarywharf</Iptc4xmpCore:CiAdrCity></Iptc4xmpCore:CreatorContactInfo>
""",
    'exif:GPSLatitude="51,30.26N" exif:GPSLongitude="0,1.5W" exif:GPSMapDatum="Canaryland"'
    ' photoshop:City="Canarywharf" photoshop:State="Seacret" photoshop:Country="Canaryland"'
    ' Iptc4xmpCore:Location="SW1A" Iptc4xmpCore:CountryCode="XCN" drone:GpsLatitude="51.5"'
    ' xmp:Rating="4" photoshop:Headline="A cat" aux:Lens="EF50mm"'
    ' xmpRights:WebStatement="https://example.org/mine"',
)


def iptc(*datasets: tuple[int, int, bytes]) -> bytes:
    return b"".join(
        struct.pack(">3BH", 0x1C, record, number, len(text)) + text
        for record, number, text in datasets
    )


IPTC = iptc(
    (1, 90, b"\x1b%G"),
    (2, 0, b"\0\4"),
    (2, 5, b"The cat"),
    (2, 25, b"cat"),
    (2, 25, "Größe".encode()),
    (2, 80, b"Ann"),
    (2, 26, b"XCN"),
    (2, 27, b"Canarywharf"),
    (2, 90, b"Canarywharf"),
    (2, 92, b"SW1A"),
    (2, 95, b"Seacret"),
    (2, 100, b"XCN"),
    (2, 101, b"Canaryland"),
    (2, 116, "© Ann".encode()),
    (2, 120, b"A cat on a sofa"),
)


def resources(record: bytes) -> bytes:
    """Photoshop's image resources: one of another kind, with a name, and IPTC's."""
    other = b"8BIM" + struct.pack(">H", 0x0BB7) + b"\x03odd" + struct.pack(">I", 3) + b"abc\0"
    return other + b"8BIM" + struct.pack(">H2xI", 0x0404, len(record)) + record


_PLAIN = Written()


def camera_exif(written: Written = _PLAIN) -> bytes:
    """EXIF as a camera writes it, with where it stood."""
    main: dict[int, Entry] = {
        270: written.text("a cat"),
        271: written.text("Canon"),
        272: written.text("Canon EOS R5"),
        305: written.text("firmware 7"),
        33432: (ASCII, "© Ann".encode() + b"\0"),
    }
    photo: dict[int, Entry] = {
        33434: written.rationals((1, 250)),
        33437: written.rationals((28, 10)),
        34855: written.shorts(400),
        36864: (UNDEFINED, b"0232"),
        36867: written.text("2026:02:03 04:05:06"),
        36881: written.text("+01:00"),
        37500: (UNDEFINED, b"Canarywharf, the maker says"),
        37510: (UNDEFINED, b"ASCII\0\0\0purring\0\0"),
        37521: written.text("12"),
        42034: written.rationals((24, 1), (70, 1), (28, 10), (0, 0)),
        42036: written.text("RF24-70mm F2.8"),
    }
    gps: dict[int, Entry] = {
        1: written.text("N"),
        2: written.rationals((51, 1), (30, 1), (156, 10)),
        3: written.text("W"),
        4: written.rationals((0, 1), (1, 1), (30, 1)),
        5: (1, b"\1"),
        6: written.rationals((1234, 100)),
        7: written.rationals((3, 1), (5, 1), (6, 1)),
        17: written.rationals((2705, 10)),
        18: written.text("Canaryland"),
        27: (UNDEFINED, b"ASCII\0\0\0Seacret"),
        29: written.text("2026:02:03"),
    }
    return written.block(main, photo, gps)


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    """A JPEG with segments put in: (marker, body)."""
    body = encoded(scene(), "JPEG")
    added = b"".join(
        bytes((0xFF, marker)) + struct.pack(">H", len(each) + 2) + each for marker, each in segments
    )
    return body[:2] + added + body[2:]


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG with chunks behind its pixels, where ExifTool puts them."""
    body = encoded(scene(), "PNG")
    end = body.rindex(b"IEND") - 4
    return body[:end] + b"".join(chunk(*each) for each in chunks) + body[end:]


def raw_profile(name: str, block: bytes) -> bytes:
    """Bytes as ImageMagick puts them into a PNG's text."""
    lines = "\n".join(block.hex()[at : at + 72] for at in range(0, 2 * len(block), 72))
    return f"Raw profile type {name}\0\n{name}\n{len(block):8}\n{lines}\n".encode()


def exif_in_tiff(written: Written) -> bytes:
    """A TIFF, its own directory first, with the camera's fields in it."""
    size = written.shorts(1)
    strip = 16 if written.big else 8
    main: dict[int, Entry] = {
        256: size,
        257: size,
        258: written.shorts(8),
        259: size,
        262: size,
        273: written.shorts(strip),
        277: size,
        278: size,
        279: size,
        271: written.text("Canon"),
        272: written.text("Canon EOS R5"),
        700: (1, XMP),
        33723: (UNDEFINED, IPTC),
    }
    gps: dict[int, Entry] = {
        1: written.text("N"),
        2: written.rationals((51, 1), (30, 1), (156, 10)),
        3: written.text("W"),
        4: written.rationals((0, 1), (1, 1), (30, 1)),
    }
    return written.block(main, {42036: written.text("RF24-70mm F2.8")}, gps)


def heif() -> bytes:
    library = pytest.importorskip("pillow_heif")
    file = BytesIO()
    library.from_pillow(Image.new("RGB", (64, 64), "red")).save(file, exif=camera_exif(), xmp=XMP)
    return file.getvalue()


PHOTOS: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: jpeg(
        (0xE1, b"Exif\0\0" + camera_exif()),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP),
        (0xED, b"Photoshop 3.0\0" + resources(IPTC)),
    ),
    "png": lambda: png(
        (b"eXIf", camera_exif(Written(">"))),
        (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP),
        (b"tEXt", raw_profile("8bim", resources(IPTC))),
    ),
    "webp": lambda: encoded(scene(), "WEBP", exif=camera_exif(), xmp=XMP),
    "avif": lambda: encoded(scene(), "AVIF", exif=camera_exif(), xmp=XMP, speed=10),
    "tiff": lambda: exif_in_tiff(Written(">")),
    "tiff of over 4 GB": lambda: exif_in_tiff(Written("<", big=True)),
    "heif": heif,
}
"""A photo of each format that keeps metadata, with all that it can keep."""
