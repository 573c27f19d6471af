"""EXIF is edited where it stands, or dropped where it is odd; how a picture is turned stays."""

import struct
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from image_proc.decode.probe import probe
from image_proc.limits import Limits
from tests.located import (
    BYTE,
    CANARY,
    LONG,
    RIGHTS,
    SHORT,
    UNDEFINED,
    avif,
    exif,
    jpeg,
    png,
    segment,
    short,
    text,
    tiff_of,
    webp,
)
from tests.pictures import picture
from tests.redacted import redacted, redaction_of
from tests.stored import stored

INTRO = b"Exif\x00\x00"


def exif_of(body: bytes) -> bytes:
    """Give the EXIF of a file, "Exif" not before it."""
    with Image.open(BytesIO(body)) as image:
        found = image.info.get("exif", b"")
    assert isinstance(found, bytes)
    return found.removeprefix(INTRO)


def public_exif(block: bytes) -> bytes:
    plain = picture("jpeg")
    return exif_of(redacted(plain[:2] + segment(0xE1, INTRO + block) + plain[2:]))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_block_keeps_its_length_and_its_fields(orientation: int, order: str) -> None:
    block = exif(orientation, order)
    public = public_exif(block)
    assert len(public) == len(block)
    fields = Image.Exif()
    fields.load(public)
    kept = {271: "Easel", 274: orientation, 315: "Someone", 33432: RIGHTS}
    assert dict(fields) == kept | {0x8769: fields[0x8769]}
    taken = fields.get_ifd(0x8769)
    assert dict(taken) == {0x829A: 1 / 250, 0x9003: "2026:05:04 03:02:01"}
    # Neither a place nor a thumbnail.
    assert not fields.get_ifd(0x8825)
    assert not fields.get_ifd(1)


def gps(at: int) -> bytes:
    """Write a block whose only other field is a pointer."""
    return tiff_of(">", [short(274, 6), (0x8825, LONG, 1, struct.pack(">I", at))], {})


NAMED = [short(274, 6), text(315, b"Someone")]
# Where the values of two fields stand, if those are all that a block has.
SHARED = 8 + 2 + 2 * 12 + 4

ODD: dict[str, bytes] = {
    "nothing": b"",
    "no TIFF": b"nothing at all" + CANARY,
    "cut short": exif(6)[:30],
    "cut within its directory": exif(6)[:60],
    "directory behind its end": b"MM\x00*\xff\xff\xff\xff" + exif(6)[8:],
    "directory in its own head": b"MM\x00*\x00\x00\x00\x02" + exif(6)[8:],
    "65,535 entries": exif(6)[:8] + b"\xff\xff" + exif(6)[10:],
    "no entries": exif(6)[:8] + b"\x00\x00" + exif(6)[10:],
    "a circle": tiff_of(">", [short(274, 6), (0x8769, LONG, 1, b"\x00\x00\x00\x08")], {}),
    "fields over one another": tiff_of(
        ">", [short(274, 6), (315, 2, 40, b"\x00\x00\x00\x08"), text(33432, CANARY * 2)], {}
    ),
    "only what goes": tiff_of(">", [text(700, CANARY, BYTE)], {}),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_block_is_dropped(name: str) -> None:
    plain = picture("jpeg")
    body = plain[:2] + segment(0xE1, INTRO + ODD[name]) + plain[2:]
    public = redacted(body)
    assert CANARY not in public
    turned = probe(stored(body), Limits()).orientation
    assert probe(stored(public), Limits()).orientation == turned
    assert len(exif_of(public)) in {0, 26}


@pytest.mark.parametrize(
    "name", ["65,535 entries", "a circle", "fields over one another", "cut within its directory"]
)
@pytest.mark.parametrize("write", [jpeg, png, webp])
def test_a_picture_stays_turned_without_its_block(
    write: Callable[[bytes], bytes], name: str
) -> None:
    body = write(ODD[name])
    assert probe(stored(body), Limits()).orientation == 6
    public = redacted(body)
    assert CANARY not in public
    assert probe(stored(public), Limits()).orientation == 6
    with Image.open(BytesIO(public)) as image:
        assert dict(image.getexif()) == {274: 6}
    assert redacted(public) == public


def test_two_places_are_two_too_many() -> None:
    inner = tiff_of(">", [short(274, 6), text(29, CANARY)], {})
    start = len(gps(0)) + 12
    fields = [short(274, 6), *[(0x8825, LONG, 1, struct.pack(">I", start))] * 2]
    public = public_exif(tiff_of(">", fields, {}) + inner[8:])
    assert CANARY not in public
    assert b"\x88\x25" not in public
    assert struct.unpack_from(">H", public, 8) == (1,)


def test_a_place_within_what_stays_takes_all_with_it() -> None:
    """A text that reaches over the place would show it."""
    place = tiff_of(">", [text(29, CANARY)], {})[8:]
    at = SHARED + 12
    fields = [short(274, 6), (315, 2, 12 + len(place), struct.pack(">I", SHARED + 12))]
    block = tiff_of(">", [*fields, (0x8825, LONG, 1, struct.pack(">I", at))], {})
    public = public_exif(block[: SHARED + 12] + place)
    assert CANARY not in public
    assert len(public) == 26


def test_two_fields_may_share_a_value() -> None:
    shared = struct.pack(">I", SHARED + 12)
    fields = [short(274, 6), (282, 5, 1, shared), (283, 5, 1, shared)]
    public = public_exif(tiff_of(">", fields, {}) + struct.pack(">2I", 72, 1))
    found = Image.Exif()
    found.load(public)
    assert dict(found) == {274: 6, 282: 72, 283: 72}


def test_a_field_that_ends_behind_the_block_goes_alone() -> None:
    fields = [*NAMED, (33432, 2, 5000, b"\x00\x00\x00\x40")]
    found = Image.Exif()
    found.load(public_exif(tiff_of(">", fields, {})))
    assert dict(found) == {274: 6, 315: "Someone"}


def test_interoperability_stays_and_places_in_its_stead_go() -> None:
    """Its first fields have the numbers of GPS's."""
    taken = [text(0x9003, b"2026"), (0xA005, LONG, 1, b"\x00" * 4)]
    block = tiff_of(">", [short(274, 6)], {0x8769: taken})
    inner = struct.pack(">H", 2) + struct.pack(">HHI4s", 1, 2, 4, b"R98\x00")
    inner += struct.pack(">HHII", 2, UNDEFINED, len(CANARY), len(block) + 30) + bytes(4)
    at = block.index(b"\xa0\x05") + 8
    block = block[:at] + struct.pack(">I", len(block)) + block[at + 4 :] + inner + CANARY
    public = public_exif(block)
    assert CANARY not in public
    assert b"R98" in public


def test_xmp_that_an_avif_shares_with_its_exif_is_encoded_anew() -> None:
    assert redaction_of(avif(exif())) is None


@pytest.mark.parametrize("name", ["65,535 entries", "a circle", "only what goes"])
def test_an_avifs_odd_block_is_replaced_where_it_stands(name: str) -> None:
    body = picture("avif", exif=exif(1, xmp=b""))
    at = body.index(b"MM\x00*")
    odd = ODD[name][:200]
    public = redacted(body[:at] + odd + body[at + len(odd) :])
    assert CANARY not in public
    with Image.open(BytesIO(public)) as image:
        image.load()
        assert list(image.getexif()) == [274]


@settings(max_examples=60)
@given(st.data())
def test_no_block_breaks_it(data: st.DataObject) -> None:
    block = bytearray(exif(6, data.draw(st.sampled_from("<>"))))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, 400))
        block[at] = data.draw(st.sampled_from([0, 1, 8, 128, 255]) | st.integers(0, 255))
    plain = picture("jpeg")
    body = plain[:2] + segment(0xE1, INTRO + bytes(block)) + plain[2:]
    public = redacted(body)
    before, after = (probe(stored(each), Limits()) for each in (body, public))
    assert after.orientation == before.orientation
    assert redacted(public) == public


def test_a_block_of_many_kinds_of_fields_is_read() -> None:
    kinds = [(kind, size) for kind, size in ((1, 1), (SHORT, 2), (LONG, 4), (5, 8), (12, 8))]
    fields = [
        (0x9201 + index, kind, 3, bytes(3 * size)) for index, (kind, size) in enumerate(kinds)
    ]
    block = tiff_of(">", NAMED, {0x8769: fields})
    assert public_exif(block) == block
