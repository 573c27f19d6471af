"""Whatever bytes come: a public form of just its length, or none; and never much work."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from struct import pack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from image_proc.decode.header import Header
from image_proc.decode.probe import probe
from image_proc.errors import BadPicture
from image_proc.limits import Limits
from image_proc.original import Original
from image_proc.redact import redaction
from tests.located import CANARY, MAKERS, avif, box, exif, jpeg, png, segment
from tests.pictures import (
    chunk,
    claims_bmp,
    claims_gif,
    claims_tiff,
    picture,
    run_lengths,
    tiff_fields,
)
from tests.redacted import part_of, redacted, redaction_of
from tests.stored import stored


@cache
def whole(name: str) -> bytes:
    return MAKERS[name]()


@cache
def header_of(name: str) -> Header:
    return probe(stored(whole(name)), Limits())


def tried(name: str, body: bytes) -> None:
    """Redact bytes under the header that they had before they were changed, which may now lie."""
    files: list[BytesIO] = []

    def open_() -> BytesIO:
        files.append(BytesIO(body))
        return files[-1]

    found = redaction(Original("x", "", len(body), open_), header_of(name))
    assert all(file.closed for file in files)
    if found is not None:
        assert len(part_of(body, found, 0, found.length)) == found.length


@pytest.mark.parametrize("name", MAKERS)
@settings(max_examples=25)
@given(st.data())
def test_files_with_changed_bytes_have_a_public_form_or_none(
    name: str, data: st.DataObject
) -> None:
    body = bytearray(whole(name))
    place = st.one_of(st.integers(0, min(300, len(body) - 1)), st.integers(0, len(body) - 1))
    for at in data.draw(st.lists(place, min_size=1, max_size=6)):
        body[at] = data.draw(st.sampled_from([0, 1, 127, 128, 255]) | st.integers(0, 255))
    tried(name, bytes(body))


@pytest.mark.parametrize("name", MAKERS)
@settings(max_examples=15)
@given(st.data())
def test_files_with_bytes_too_few_or_too_many_do_too(name: str, data: st.DataObject) -> None:
    body = whole(name)
    one, other = (data.draw(st.integers(0, len(body))) for _ in range(2))
    tried(name, body[:one] + data.draw(st.binary(max_size=20)) + body[other:])


@pytest.mark.parametrize("name", MAKERS)
def test_files_that_only_begin_well_do_too(name: str) -> None:
    for length in range(0, 64, 3):
        tried(name, whole(name)[:length])
        tried(name, whole(name)[:length] + bytes(500))
        tried(name, whole(name)[:length] + b"\xff" * 500)


JPEG = picture("jpeg")
PNG = picture("png")
WEBP = picture("webp", lossless=True)
GIF = claims_gif((2, 2))
AVIF = picture("avif")
TIFF = picture("tiff")


def webp_of(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(
        name + pack("<I", len(each)) + each + bytes(len(each) % 2) for name, each in chunks
    )
    return b"RIFF" + pack("<I", len(body) + 4) + b"WEBP" + body


def frame(*inner: tuple[bytes, bytes]) -> bytes:
    return bytes(6) + b"\x01\0\0\x01\0\0" + bytes(4) + webp_of(*inner)[12:]


MOVES = (b"VP8X", b"\x02" + bytes(3) + b"\x01\0\0\x01\0\0")
UNSURE: dict[str, bytes] = {
    "jpeg without an end": JPEG[:-2],
    "jpeg with a segment cut short": JPEG[:-2] + b"\xff\xe5\0\0" + JPEG[-2:],
    "hierarchical jpeg": JPEG[:2] + segment(0xDE, bytes(6)) + JPEG[2:],
    "jpeg of 5,000 segments": JPEG[:-2] + segment(0xFE, b"a") * 5000 + JPEG[-2:],
    "jpeg in 5,000 pieces": JPEG[:2] + (segment(0xFE, b"a") + segment(0xE5, b"")) * 2000 + JPEG[2:],
    "png without an end": PNG[:-12],
    "png with an unknown critical chunk": PNG[:33] + chunk(b"CgBI", b"1234") + PNG[33:],
    "webp that is shorter than it says": WEBP[:-2],
    "webp with a chunk of no frame in a frame": webp_of(
        MOVES, (b"ANMF", frame((b"VP8L", WEBP[20:]), (b"what", CANARY)))
    ),
    "gif without an end": GIF[:-1],
    "gif with something unknown": GIF[:-1] + b"\x99;",
    "avif with fragments": AVIF + box(b"moof", bytes(8)),
    "avif whose items are at its end": AVIF.replace(b"mdat", b"free"),
    "avif with a kind of items that is not known": avif(exif(xmp=b"")).replace(b"mime", b"what", 1),
    "raw file of a camera": claims_tiff([*tiff_fields((8, 8)), (50706, 4, 1)]),
    "tiff with JPEG of old": claims_tiff(tiff_fields((8, 8), t259=6)),
    "tiff that counts too few bytes": claims_tiff(tiff_fields((8, 8), t279=63)),
    "tiff whose pixels lie over its fields": claims_tiff(tiff_fields((8, 8), t273=9)),
    "tiff with pages in a circle": claims_tiff(tiff_fields((8, 8)))[:-4100]
    + pack("<I", 8)
    + bytes(4096),
    "bmp of run lengths with a trailer": run_lengths((20, 20), b"\x14\x01\0\0" * 20) + CANARY,
}


@pytest.mark.parametrize(
    "body",
    [
        claims_tiff(tiff_fields((8, 8))),
        claims_tiff(tiff_fields((8, 8), t279=64)),
        JPEG[:-2] + segment(0xFE, b"a") * 50 + JPEG[-2:],
        webp_of(MOVES, (b"ANMF", frame((b"VP8L", WEBP[20:])))),
        b"BM" + pack("<I", 142) + run_lengths((20, 20), b"\x14\x01\0\0" * 20)[6:],
        AVIF + box(b"what", bytes(8)),
    ],
)
def test_what_is_like_the_unsure_ones_below_is_sure(body: bytes) -> None:
    assert redaction_of(body) is not None


@pytest.mark.parametrize("name", UNSURE)
def test_what_is_not_sure_has_no_public_form(name: str) -> None:
    try:
        assert redaction_of(UNSURE[name]) is None
    except BadPicture:
        pytest.fail("not even its header is read")


def test_a_bmp_is_cut_where_it_says_it_ends() -> None:
    body = claims_bmp((4, 4))[:2] + pack("<I", 102) + claims_bmp((4, 4))[6:] + bytes(48)
    assert redacted(body) == body
    assert redacted(body + CANARY) == body
    longer, without = (body[:2] + pack("<I", length) + body[6:] for length in (500, 0))
    assert redacted(longer) == longer
    assert redacted(without + CANARY) == without


def test_padding_of_cameras_is_left_out() -> None:
    assert redacted(JPEG[:20] + bytes(3000) + CANARY + JPEG[20:]) == JPEG


def test_a_marker_at_the_end_of_a_piece_is_found() -> None:
    """Pixels are read in pieces of 256 kB."""
    start = JPEG.index(b"\xff\xda") + 14
    for length in range(262_140, 262_150):
        body = JPEG[:start] + b"\xff\x00" * 5 + b"a" * (length - 10) + b"\xff\xd9" + CANARY
        assert redacted(body) == body[: -len(CANARY)]


def test_a_huge_file_is_not_read_at_once() -> None:
    most = 0

    class Watched(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            nonlocal most
            assert size is not None
            assert size >= 0
            most = max(most, size)
            return super().read(size)

    for body in (
        JPEG[:-2] + bytes(8_000_000) + b"\xff\xd9" + bytes(100),
        png(exif(), PNG[:-12] + chunk(b"IDAT", bytes(8_000_000)) + PNG[-12:]),
        TIFF + bytes(8_000_000),
    ):
        original = Original("x", "", len(body), lambda body=body: Watched(body))  # type: ignore[misc]
        assert redaction(original, probe(stored(body), Limits())) is not None
    assert most <= 1024 * 1024


def test_exif_behind_a_jpegs_pixels_is_of_nobody() -> None:
    body = jpeg(exif(6))
    start = JPEG.index(b"\xff\xdb")
    late = segment(0xE1, b"Exif\x00\x00" + exif())
    end = body.index(b"\xff\xd9", body.index(b"\xff\xda", len(exif())))
    assert redacted(body[:end] + late + JPEG[start:]).count(b"Exif\x00\x00") == 1


def overwritten(body: bytes, at: int, new: bytes) -> bytes:
    return body[:at] + new + body[at + len(new) :]


def hidden_handler(body: bytes) -> bytes:
    return overwritten(body, body.index(b"pict", body.index(b"mdhd")), b"meta")


def encrypted_item(body: bytes) -> bytes:
    return overwritten(body, body.index(b"infe") + 10, b"\x00\x01")


def two_items_of_one_number(body: bytes) -> bytes:
    first = body.index(b"infe")
    return overwritten(body, body.index(b"infe", first + 4) + 8, body[first + 8 : first + 10])


def box_longer_than_its_holder(body: bytes) -> bytes:
    at = body.index(b"minf") - 4
    return overwritten(body, at, (int.from_bytes(body[at : at + 4]) + 1).to_bytes(4))


def two_boxes_of_one_kind(body: bytes) -> bytes:
    return overwritten(body, body.index(b"pitm"), b"idat").replace(b"iref", b"idat", 1)


@pytest.mark.parametrize(
    "change",
    [
        hidden_handler,
        encrypted_item,
        two_items_of_one_number,
        box_longer_than_its_holder,
        two_boxes_of_one_kind,
    ],
)
def test_a_container_that_readers_may_read_in_two_ways_has_no_public_form(
    change: Callable[[bytes], bytes],
) -> None:
    body = change(whole("moving avif"))
    assert redaction(stored(body), header_of("moving avif")) is None
