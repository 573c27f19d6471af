"""What headers say, and which files are refused by them."""

import struct
import zlib
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageCms

from image_proc.decode.formats import accepted
from image_proc.decode.header import Header, SourceFormat
from image_proc.decode.probe import probe
from image_proc.errors import (
    BadPicture,
    BrokenPicture,
    TooLarge,
    TooManyPixels,
    UnknownFormat,
)
from image_proc.limits import Limits
from tests import pictures
from tests.pictures import animation, chunk, numbered, picture, png_header, scene
from tests.stored import encoded, stored

SIZE = (120, 80)
FORMATS = [*pictures.SAVED_AS, "heif"]
EXIF_FORMATS = ["jpeg", "png", "webp", "avif"]


def header_of(body: bytes, **limits: int) -> Header:
    return probe(stored(body, "some/picture"), Limits(**limits))


def exif(orientation: int) -> bytes:
    fields = Image.Exif()
    fields[274] = orientation
    return fields.tobytes()


def profile(space: Any = "sRGB") -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(space)).tobytes()


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_tells_its_size(format_: str) -> None:
    header = header_of(picture(format_))
    assert header.format is SourceFormat(format_)
    assert (header.stored, header.size, header.frames) == (SIZE, SIZE, 1)
    assert not header.alpha
    assert header.orientation == 1


@pytest.mark.parametrize("format_", ["png", "webp", "avif", "tiff", "gif", "heif"])
def test_what_may_be_clear_is_told(format_: str) -> None:
    image = scene().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 60, 80))
    assert header_of(picture(format_, image)).alpha


@pytest.mark.parametrize("lossless", [False, True])
def test_both_kinds_of_webp_are_read(*, lossless: bool) -> None:
    header = header_of(picture("webp", lossless=lossless))
    assert (header.stored, header.mode) == (SIZE, "RGB")


@pytest.mark.parametrize("format_", EXIF_FORMATS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_sideways_pictures_are_as_wide_as_they_are_seen(format_: str, orientation: int) -> None:
    header = header_of(picture(format_, exif=exif(orientation)))
    assert header.orientation == orientation
    assert header.size == (SIZE if orientation < 5 else SIZE[::-1])


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_is_none_is_upright(orientation: int) -> None:
    assert header_of(picture("jpeg", exif=exif(orientation))).orientation == 1


def test_a_tiff_is_as_wide_as_its_decoder_turns_it() -> None:
    image = scene()
    header = header_of(encoded(image, "TIFF", tiffinfo={274: 6}))
    assert (header.size, header.orientation) == (SIZE[::-1], 1)


def test_exif_behind_a_pngs_pixels_is_found() -> None:
    body = picture("png")
    late = chunk(b"eXIf", exif(8).removeprefix(b"Exif\x00\x00"))
    assert header_of(body[:-12] + late + body[-12:]).orientation == 8


@pytest.mark.parametrize("format_", [*EXIF_FORMATS, "tiff", "heif"])
def test_the_profile_is_named(format_: str) -> None:
    assert header_of(picture(format_, icc_profile=profile())).profile == "sRGB built-in"
    assert header_of(picture(format_)).profile is None


def test_a_profile_that_is_none_has_no_name() -> None:
    assert header_of(picture("jpeg", icc_profile=b"rubbish" * 9)).profile == "unknown"


@pytest.mark.parametrize("format_", ["gif", "webp", "png", "avif"])
def test_frames_are_counted(format_: str) -> None:
    header = header_of(animation(format_, numbered(5)))
    assert (header.frames, header.animated, header.stored) == (5, True, (24, 16))


@pytest.mark.parametrize("format_", ["gif", "webp", "png", "avif"])
def test_frames_over_the_cap_are_too_many(format_: str) -> None:
    body = animation(format_, numbered(5))
    assert header_of(body, source_frames=5).frames == 5
    with pytest.raises(TooManyPixels, match="more than 4 frames"):
        header_of(body, source_frames=4)


@pytest.mark.parametrize("format_", ["gif", "webp", "png", "avif"])
def test_pixels_of_all_frames_count(format_: str) -> None:
    body = animation(format_, numbered(5))
    # A third is what a frame of a WebP or an AVIF may have.
    assert header_of(body, max_pixels=5 * 24 * 16)
    with pytest.raises(TooManyPixels, match="1,920 pixels in its 5 frames"):
        header_of(body, max_pixels=5 * 24 * 16 - 1)


def test_pages_are_no_frames() -> None:
    pages = encoded(scene(), "TIFF", save_all=True, append_images=[scene((8, 8))])
    assert header_of(pages).frames == 1


def test_the_first_picture_of_an_mpo_is_a_jpeg() -> None:
    several = encoded(scene(), "MPO", save_all=True, append_images=[scene((8, 8))])
    header = header_of(several)
    assert (header.format, header.frames, header.stored) == (SourceFormat.JPEG, 1, SIZE)


@pytest.mark.parametrize(
    ("options", "interlaced"),
    [({}, False), ({"progressive": True}, True)],
)
def test_progressive_is_told(options: dict[str, Any], *, interlaced: bool) -> None:
    assert header_of(picture("jpeg", **options)).interlaced is interlaced


def test_padding_between_the_segments_of_a_jpeg_is_passed() -> None:
    body = picture("jpeg")
    assert header_of(body[:2] + b"\xff\xff\xff" + body[3:20] + body[20:]).stored == SIZE
    second = 4 + int.from_bytes(body[4:6])
    assert header_of(body[:second] + bytes(500) + body[second:]).stored == SIZE


def test_a_gif_whose_first_frame_is_larger_than_its_screen_grows() -> None:
    body = bytearray(picture("gif"))
    body[6:10] = struct.pack("<HH", 10, 10)
    assert header_of(bytes(body)).stored == SIZE


def test_bytes_over_the_cap_are_not_opened() -> None:
    body = picture("png")

    def open_() -> BytesIO:
        pytest.fail("opened")

    original = stored(body)
    closed = type(original)(original.name, original.identity, original.length, open_)
    with pytest.raises(TooLarge, match=f"{len(body):,} bytes; at most 100 are read"):
        probe(closed, Limits(source_bytes=100))


def test_files_that_are_held_in_memory_have_a_cap_of_their_own() -> None:
    body = picture("webp")
    original = stored(body)
    long = type(original)("long.webp", "", 40_000_000, original.open)
    with pytest.raises(TooLarge, match="of a WebP at most 33,554,432 are read"):
        probe(long, Limits())


@pytest.mark.parametrize(("format_", "share"), [("jpeg", 1), ("png", 1), ("webp", 3), ("avif", 3)])
def test_the_cap_on_pixels_is_met_exactly(format_: str, share: int) -> None:
    body, pixels = picture(format_), SIZE[0] * SIZE[1]
    assert header_of(body, max_pixels=pixels * share)
    with pytest.raises(TooManyPixels, match="9,600 pixels"):
        header_of(body, max_pixels=pixels * share - 1)


NOT_READ = {
    "nothing": b"",
    "one byte": b"\xff",
    "text": b"This is no picture, whatever its name says.",
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>',
    "PDF": b"%PDF-1.7\n",
    "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    "PSD": b"8BPS\x00\x01" + bytes(40),
    "ICO": b"\x00\x00\x01\x00\x01\x00" + bytes(40),
    "FITS": b"SIMPLE  =                    T",
    "PPM": b"P6 1 1 255 abc",
    "MP4": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom",
    "WAV": b"RIFF\x24\x00\x00\x00WAVEfmt ",
}


@pytest.mark.parametrize("name", NOT_READ)
def test_other_formats_are_not_read(name: str) -> None:
    with pytest.raises(UnknownFormat) as refusal:
        header_of(NOT_READ[name])
    assert "some/picture" in str(refusal.value)
    assert accepted() in str(refusal.value)


def test_the_formats_that_are_read_are_named() -> None:
    assert accepted() == "JPEG, PNG, WebP, GIF, AVIF, TIFF, BMP and HEIF"


TOO_MANY = {
    "a PNG of 50,000 × 50,000": pictures.claims_png((50_000, 50_000)),
    "a PNG, 65,536 wide": pictures.claims_png((65_536, 1)),
    "a PNG, 2³¹ high": pictures.claims_png((1, 2**31)),
    "a TIFF, 65,536 wide": pictures.claims_tiff(pictures.tiff_fields((65_536, 1))),
    "a TIFF of 2³² × 2³²": pictures.claims_tiff(pictures.tiff_fields((2**32 - 1, 2**32 - 1))),
    "a TIFF with a huge tile": pictures.claims_tiff(
        [
            field
            for field in pictures.tiff_fields((8, 8), t322=40_000, t323=40_000, t324=512, t325=999)
            if field[0] not in {273, 278, 279}
        ]
    ),
    "a BMP, 65,536 wide": pictures.claims_bmp((65_536, 1)),
    "a BMP of 2³¹ rows": pictures.claims_bmp((1, 2**31 - 1)),
    "a BMP of -100,000 rows": pictures.claims_bmp((10_000, -100_000)),
    "a GIF of 65,535 × 65,535": pictures.claims_gif((65_535, 65_535)),
    "a GIF of 100,000 frames": pictures.claims_gif((8, 8), 100_000),
    "a WebP of 16 million each way": pictures.claims_webp((2**24, 2**24)),
    "a WebP of 20,000 each way": pictures.claims_webp((20_000, 20_000)),
    "a WebP of 19,000 frames": pictures.claims_webp((8, 8), 19_000),
    "an APNG that speaks of 2³¹ frames": png_header((8, 8), 8, 2)
    + chunk(b"acTL", struct.pack(">II", 2**31, 0))
    + chunk(b"IDAT", zlib.compress(bytes(200))),
    "a JPEG of 65,535 × 65,535": picture("jpeg").replace(
        struct.pack(">HH", 80, 120), struct.pack(">HH", 65_535, 65_535), 1
    ),
    "an AVIF of 30,000 × 30,000": picture("avif").replace(
        b"ispe\x00\x00\x00\x00" + struct.pack(">II", 120, 80),
        b"ispe\x00\x00\x00\x00" + struct.pack(">II", 15_000, 15_000),
    ),
}


@pytest.mark.parametrize("name", TOO_MANY)
def test_too_many_pixels_are_refused_by_the_header(name: str) -> None:
    with pytest.raises(TooManyPixels, match="some/picture"):
        header_of(TOO_MANY[name])


ENDLESS_GIF = pictures.claims_gif((8, 8), 0)[:-1] + b"\x21\xfe" + b"\x01a" * 1_100_000
ODD_TIFF = b"II*\x00\x08\x00\x00\x00\xff\xff" + b"\xfe\xff\x01\x00" * 3 * 65_535
ENDLESS_TIFF = (
    b"II+\x00\x08\x00\x00\x00" + struct.pack("<QQ", 16, 2**60) + b"\xfe\xff\x63\x00" * 5 * 200_000
)


def lying(body: bytes) -> bytes:
    """Let an AVIF of 1000 × 800 speak of 8 × 8, of its items and (in 65,536ths) of its tracks."""
    for one in (1, 65_536):
        body = body.replace(
            struct.pack(">II", 1000 * one, 800 * one), struct.pack(">II", 8 * one, 8 * one)
        )
    return body


@pytest.mark.parametrize("moving", [False, True])
def test_what_is_coded_in_an_avif_counts_whatever_its_header_says(*, moving: bool) -> None:
    """Decoders make room for what is coded, and only then look at the size of the picture."""
    large = numbered(2, (1000, 800))
    body = animation("avif", large) if moving else picture("avif", large[0])
    assert header_of(lying(body), max_pixels=2_400_000)
    with pytest.raises(TooManyPixels, match="as much to decode as 800,000 pixels; of an AVIF"):
        header_of(lying(body), max_pixels=2_300_000)


BROKEN = {
    "half a PNG header": picture("png")[:20],
    "a PNG whose IHDR was changed": picture("png").replace(b"IHDR\x00\x00", b"IHDR\x00\x01"),
    "a PNG without IHDR": b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT", b""),
    "a PNG without pixels": png_header((8, 8), 8, 2) + chunk(b"IEND", b""),
    "a PNG of 3-bit samples": png_header((8, 8), 3, 0) + chunk(b"IDAT", b""),
    "a PNG of a colour that is none": png_header((8, 8), 8, 5) + chunk(b"IDAT", b""),
    "a PNG of indices without palette": png_header((8, 8), 8, 3) + chunk(b"IDAT", b""),
    "a PNG, 0 wide": pictures.claims_png((0, 8)),
    "a PNG of 20,000 chunks": png_header((8, 8), 8, 2) + chunk(b"zzZz", b"") * 20_000,
    "a JPEG's start": b"\xff\xd8\xff",
    "a JPEG without frame": b"\xff\xd8\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00",
    "a JPEG without scan": picture("jpeg")[:300],
    "a JPEG of nothing but padding": b"\xff\xd8\xff" + bytes(200_000),
    "a JPEG of 10,000 comments": b"\xff\xd8" + b"\xff\xfe\x00\x02" * 10_000,
    "a GIF's start": b"GIF89a",
    "a GIF without frames": pictures.claims_gif((8, 8), 0),
    "a GIF of blocks without end": ENDLESS_GIF,
    "a WebP's start": b"RIFF\x10\x00\x00\x00WEBP",
    "a WebP of 30,000 chunks": pictures.claims_webp((8, 8)) + b"zzzz\x00\x00\x00\x00" * 30_000,
    "an AVIF's start": picture("avif")[:40],
    "half an AVIF's header": picture("avif")[:150],
    "a HEIF's start": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
    "a TIFF's start": b"II*\x00\x08\x00\x00\x00",
    "a TIFF whose directory is elsewhere": b"II*\x00\xff\xff\xff\xff" + bytes(50),
    "a TIFF of 65,535 odd tags": ODD_TIFF,
    "a big TIFF of tags without end": ENDLESS_TIFF,
    "a TIFF without a size": pictures.claims_tiff([(258, 1, 8)]),
    "a TIFF whose samples are too many": pictures.claims_tiff(
        pictures.tiff_fields((8, 8), t277=2**31)
    ),
    "a BMP's start": b"BM" + bytes(10),
    "a BMP, 0 wide": pictures.claims_bmp((0, 8)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_headers_are_told(name: str) -> None:
    with pytest.raises((BrokenPicture, TooManyPixels), match="some/picture is truncated"):
        header_of(BROKEN[name])


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (ENDLESS_GIF, "cut into too many blocks"),
        (ENDLESS_TIFF, "does not come to an end"),
        (BROKEN["a PNG of 20,000 chunks"], "10,000 chunks"),
        (BROKEN["a WebP of 30,000 chunks"], "too many chunks"),
        (BROKEN["a JPEG of 10,000 comments"], "no frame or no scan"),
    ],
)
def test_headers_without_end_are_not_read_to_it(body: bytes, reason: str) -> None:
    with pytest.raises(BrokenPicture, match=reason):
        header_of(body)


def test_errors_of_the_disk_are_not_the_pictures() -> None:
    class Torn(BytesIO):
        def read(self, length: int | None = -1, /) -> bytes:
            if self.tell():
                raise OSError(5, "Input/output error")
            return super().read(length)

    original = stored(picture("bmp"))
    torn = type(original)("torn", "", original.length, lambda: Torn(picture("bmp")))
    with pytest.raises(OSError, match="Input/output"):
        probe(torn, Limits())


def test_files_are_closed_whatever_comes() -> None:
    for body in (picture("avif"), picture("tiff"), picture("png"), BROKEN["a WebP's start"], b"?"):
        files: list[BytesIO] = []

        def open_(body: bytes = body, files: list[BytesIO] = files) -> BytesIO:
            files.append(BytesIO(body))
            return files[0]

        original = stored(body)
        with suppress(BadPicture):
            probe(type(original)("x", "", original.length, open_), Limits())
        assert files[0].closed
