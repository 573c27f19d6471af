"""Copyright and artist stay; where, when and with what a picture was taken does not."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from image_proc.decode.credit import Credit, iptc_credit, xmp_credit
from image_proc.decode.metadata import LONGEST, kept_exif
from image_proc.decode.probe import probe
from image_proc.errors import BadPicture
from image_proc.limits import Limits
from image_proc.original import Original
from tests.animations import chunk

ARTIST, COPYRIGHT, GPS, EXIF_IFD = 315, 33432, 0x8825, 0x8769
SAID = {ARTIST: "Ann Ander", COPYRIGHT: "© 2026 Ann Ander"}


def original(body: bytes) -> Original:
    return Original("a photo", "1", len(body), lambda: BytesIO(body))


def kept(body: bytes) -> dict[int, str]:
    """What is kept, as another reader (Pillow) sees it; EXIF's texts are UTF-8."""
    photo = original(body)
    exif = Image.Exif()
    exif.load(kept_exif(photo, probe(photo, Limits())))
    return {tag: str(value).encode("latin-1").decode() for tag, value in exif.items()}


def camera_exif(texts: dict[int, str]) -> bytes:
    """EXIF as a camera writes it: with its place, its number and a maker's note."""
    exif = Image.Exif()
    exif[271], exif[272], exif[305], exif[306] = "Easel", "One", "firmware 7", "2026:02:03 04:05:06"
    for tag, text in texts.items():
        exif[tag] = text.encode()  # of a text Pillow would write the ASCII alone
    exif[EXIF_IFD] = {0xA431: "SERIAL-0815", 0x927C: b"maker's note", 0x9286: b"ASCII\0\0\0hello"}
    exif[GPS] = {1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)}
    return exif.tobytes()


def written(file_format: str, **options: object) -> bytes:
    file = BytesIO()
    Image.new("RGB", (32, 24), (90, 120, 60)).save(file, file_format, **options)
    return file.getvalue()


def as_tiff(texts: dict[int, str]) -> bytes:
    exif = Image.Exif()
    exif.load(camera_exif(texts))
    body = written("TIFF", exif=exif)
    for text in texts.values():
        # Pillow writes the ASCII alone: the rest is put in its place.
        body = body.replace(
            text.encode().decode("latin-1").encode("ascii", "replace"), text.encode()
        )
    return body


def as_heif(texts: dict[int, str]) -> bytes:
    heif = pytest.importorskip("pillow_heif")
    file = BytesIO()
    heif.from_pillow(Image.new("RGB", (64, 64))).save(file, exif=camera_exif(texts))
    return file.getvalue()


CAMERAS: dict[str, Callable[[dict[int, str]], bytes]] = {
    "JPEG": lambda texts: written("JPEG", exif=camera_exif(texts)),
    "PNG": lambda texts: written("PNG", exif=camera_exif(texts)),
    "WEBP": lambda texts: written("WEBP", exif=camera_exif(texts)),
    "AVIF": lambda texts: written("AVIF", exif=camera_exif(texts), speed=10),
    "TIFF": as_tiff,
    "HEIF": as_heif,
}


@pytest.mark.parametrize("file_format", CAMERAS)
def test_two_fields_stay_and_no_other(file_format: str) -> None:
    body = CAMERAS[file_format](SAID)
    assert b"SERIAL-0815" in body
    assert kept(body) == SAID


@pytest.mark.parametrize("file_format", CAMERAS)
def test_a_photo_of_nobody_keeps_nothing(file_format: str) -> None:
    photo = original(CAMERAS[file_format]({}))
    assert kept_exif(photo, probe(photo, Limits())) == b""


@pytest.mark.parametrize("file_format", ["GIF", "BMP"])
def test_formats_without_metadata_have_none(file_format: str) -> None:
    assert kept(written(file_format)) == {}


RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XMP = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="52,31.2N">
<dc:creator><rdf:Seq><rdf:li>Ann Ander</rdf:li><rdf:li>Bo Berg</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="de">Alle Rechte</rdf:li>
<rdf:li xml:lang="x-default">© Ann &amp; Bo</rdf:li></rdf:Alt></dc:rights>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()
BY_XMP = {ARTIST: "Ann Ander; Bo Berg", COPYRIGHT: "© Ann & Bo"}


def png_with(*chunks: bytes) -> bytes:
    """Put chunks behind the pixels, where ExifTool does."""
    body = written("PNG")
    end = body.rindex(b"IEND") - 4
    return body[:end] + b"".join(chunks) + body[end:]


def xmp_chunk(*, packed: bool) -> bytes:
    text = zlib.compress(XMP) if packed else XMP
    head = b"XML:com.adobe.xmp\0" + bytes([packed, 0]) + b"\0\0"
    return chunk(b"iTXt", head + text)


def as_tiff_with_xmp() -> bytes:
    return written("TIFF", tiffinfo={700: XMP})


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(lambda: written("JPEG", xmp=XMP), id="JPEG"),
        pytest.param(lambda: written("WEBP", xmp=XMP), id="WebP"),
        pytest.param(lambda: written("AVIF", xmp=XMP, speed=10), id="AVIF"),
        pytest.param(as_tiff_with_xmp, id="TIFF"),
        pytest.param(lambda: png_with(xmp_chunk(packed=False)), id="PNG"),
        pytest.param(lambda: png_with(xmp_chunk(packed=True)), id="PNG, packed"),
    ],
)
def test_what_only_xmp_says_is_taken_from_there(body: Callable[[], bytes]) -> None:
    assert kept(body()) == BY_XMP


def test_exif_counts_before_xmp_each_for_itself() -> None:
    body = written("JPEG", exif=camera_exif({ARTIST: "Cy"}), xmp=XMP)
    assert kept(body) == {ARTIST: "Cy", COPYRIGHT: BY_XMP[COPYRIGHT]}


def iptc(*datasets: tuple[int, int, bytes]) -> bytes:
    return b"".join(
        struct.pack(">3BH", 0x1C, record, number, len(text)) + text
        for record, number, text in datasets
    )


def test_what_only_iptc_says_is_taken_from_there() -> None:
    record = iptc((2, 80, b"Ann"), (2, 80, b"Bo"), (2, 116, b"\xa9 both"), (2, 90, b"Berlin"))
    block = b"8BIM" + struct.pack(">H2xI", 0x0404, len(record)) + record + bytes(len(record) % 2)
    marker = b"Photoshop 3.0\0" + block
    body = written("JPEG")
    body = body[:2] + b"\xff\xed" + struct.pack(">H", len(marker) + 2) + marker + body[2:]
    assert kept(body) == {ARTIST: "Ann; Bo", COPYRIGHT: "© both"}


def test_png_texts_say_it_too() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Ånn")
    info.add_text("Copyright", "© 我", zip=True)
    info.add_text("Comment", "taken at home")
    assert kept(written("PNG", pnginfo=info)) == {ARTIST: "Ånn", COPYRIGHT: "© 我"}


def test_latin_1_of_old_cameras_becomes_utf_8() -> None:
    exif = Image.Exif()
    exif[COPYRIGHT] = "© Åse".encode("latin-1")
    assert kept(written("JPEG", exif=exif.tobytes())) == {COPYRIGHT: "© Åse"}


def test_texts_are_bounded_between_two_characters_and_printable() -> None:
    found = kept(CAMERAS["JPEG"]({COPYRIGHT: "x" + "é" * 5000, ARTIST: " A\tn\x1bn\n "}))
    assert found == {COPYRIGHT: "x" + "é" * ((LONGEST - 1) // 2), ARTIST: "A n n"}


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"no xml",
        XMP[:300],
        b'<!DOCTYPE a [<!ENTITY b "c">]>' + XMP,
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd">' + XMP,
        XMP + bytes(2 * 1024 * 1024),
        b"<a>" * 100_000 + b"http://purl.org/dc/elements/1.1/",
        b'<a xmlns:d="http://purl.org/dc/elements/1.1/">'
        + b"<b>" * 100_000
        + b"</b>" * 100_000
        + b"</a>",
        b'<?xml version="1.0" encoding="nonsense"?>' + XMP,
    ],
    ids=range(9),
)
def test_hostile_xmp_says_nothing(packet: bytes) -> None:
    assert xmp_credit(packet) == Credit()


def test_short_forms_of_xmp_are_read() -> None:
    space = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    assert xmp_credit(f'<a {space} dc:rights="R" dc:creator="C"/>'.encode()) == Credit("C", "R")
    assert xmp_credit(f"<a {space}><dc:rights>R</dc:rights></a>".encode()) == Credit("", "R")


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_iptc_raises(record: bytes) -> None:
    assert isinstance(iptc_credit(b"\x1c\x02" + record), Credit)


def test_iptc_says_how_it_is_coded() -> None:
    record = iptc((1, 90, b"\x1b%G"), (2, 116, "© 我".encode()))
    assert iptc_credit(record) == Credit("", "© 我")


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_bytes_raise_anything_else(file_format: str, data: st.DataObject) -> None:
    body = bytearray(CAMERAS[file_format](SAID))
    header = probe(original(bytes(body)), Limits())
    for _ in range(data.draw(st.integers(1, 5))):
        body[data.draw(st.integers(4, len(body) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = kept_exif(original(bytes(body)), header)
    except BadPicture:
        return
    assert len(found) <= 2 * LONGEST + 100
    assert b"SERIAL" not in found
