from hashlib import shake_128
from io import BytesIO
from zlib import Z_RLE

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat, JpegImagePlugin, PngImagePlugin

from image_proc.encode import Encoding, encode_picture
from image_proc.spec import Format

FORMATS = [Format.JPEG, Format.PNG, Format.WEBP, Format.AVIF, Format.GIF]
LOSSY = [Format.JPEG, Format.WEBP, Format.AVIF]
MODES = ["L", "LA", "RGB", "RGBA"]
EXIF_COPYRIGHT, EXIF_ARTIST = 0x8298, 0x013B


def noise(size: tuple[int, int], strength: float) -> Image.Image:
    """Make the same grey noise each time; 1 is as strong as it gets."""
    levels = shake_128(b"noise").digest(size[0] * size[1])
    return Image.frombytes("L", size, levels).point(lambda level: 128 + (level - 128) * strength)


def photo(mode: str = "RGB", size: tuple[int, int] = (96, 72)) -> Image.Image:
    """Make what is neither flat nor noise, in too many colours for a palette."""
    bands = [
        Image.radial_gradient("L").resize(size),
        Image.linear_gradient("L").resize(size),
        Image.linear_gradient("L").rotate(90).resize(size),
    ]
    grain = noise(size, 0.15)
    image = Image.merge("RGB", [ImageChops.overlay(band, grain) for band in bands]).convert(mode)
    if mode in {"LA", "RGBA"}:
        image.putalpha(Image.linear_gradient("L").resize(size))
    return image


PHOTOS = {mode: photo(mode) for mode in MODES}


def reopened(body: bytes) -> Image.Image:
    with Image.open(BytesIO(body)) as image:
        image.load()
        return image.copy()


def difference(one: Image.Image, other: Image.Image) -> float:
    """Give the mean distance of two pictures, laid on a green ground, in levels."""
    laid = [
        Image.alpha_composite(
            Image.new("RGBA", image.size, (0, 90, 0, 255)), image.convert("RGBA")
        ).convert("RGB")
        for image in (one, other)
    ]
    return max(ImageStat.Stat(ImageChops.difference(*laid)).mean)


@pytest.mark.parametrize("quality", [None, 1, 40, 89, 90, 99, 100])
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("format_", FORMATS)
def test_every_mode_goes_into_every_format(format_: Format, mode: str, quality: int | None) -> None:
    with Image.open(BytesIO(encode_picture(PHOTOS[mode], Encoding(format_, quality)))) as again:
        assert again.format == format_.name
        assert again.size == PHOTOS[mode].size
        again.load()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("size", [(1, 1), (1, 70), (70, 1), (17, 15)])
def test_the_smallest_pictures_are_written(
    format_: Format, mode: str, size: tuple[int, int]
) -> None:
    body = encode_picture(photo(mode, size), Encoding(format_))
    assert reopened(body).size == size


@pytest.mark.parametrize(
    ("format_", "mode", "most"),
    [
        (Format.PNG, "L", 0),
        (Format.PNG, "LA", 0),
        (Format.PNG, "RGB", 0),
        (Format.PNG, "RGBA", 0),
        (Format.JPEG, "L", 4),
        (Format.JPEG, "RGB", 9),
        (Format.WEBP, "L", 6),
        (Format.WEBP, "LA", 6),
        (Format.WEBP, "RGB", 9),
        (Format.WEBP, "RGBA", 9),
        (Format.AVIF, "L", 6),
        (Format.AVIF, "LA", 6),
        (Format.AVIF, "RGB", 9),
        (Format.AVIF, "RGBA", 9),
        (Format.GIF, "L", 2),
        (Format.GIF, "RGB", 9),
    ],
)
def test_a_picture_looks_as_it_did(format_: Format, mode: str, most: float) -> None:
    again = reopened(encode_picture(PHOTOS[mode], Encoding(format_)))
    assert difference(PHOTOS[mode], again) <= most


@pytest.mark.parametrize("format_", LOSSY)
def test_more_quality_is_nearer_and_longer(format_: Format) -> None:
    bodies = [encode_picture(PHOTOS["RGB"], Encoding(format_, quality)) for quality in (10, 50, 90)]
    lengths = [len(body) for body in bodies]
    distances = [difference(PHOTOS["RGB"], reopened(body)) for body in bodies]
    assert lengths == sorted(lengths)
    assert distances == sorted(distances, reverse=True)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_equal_pictures_give_equal_bytes(format_: Format, mode: str) -> None:
    first, second = (
        encode_picture(PHOTOS[mode].copy(), Encoding(format_, exif=exif())) for _ in range(2)
    )
    assert first == second


# Transparency


@pytest.mark.parametrize("mode", ["LA", "RGBA"])
def test_what_is_clear_becomes_white_in_jpeg_not_black(mode: str) -> None:
    again = reopened(encode_picture(Image.new(mode, (16, 16)), Encoding(Format.JPEG)))
    assert again.convert("RGB").getpixel((8, 8)) == (255, 255, 255)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(("mode", "opaque"), [("LA", "L"), ("RGBA", "RGB")])
def test_alpha_that_is_opaque_everywhere_is_left_out(
    format_: Format, mode: str, opaque: str
) -> None:
    image = PHOTOS[opaque].convert(mode)
    assert encode_picture(image, Encoding(format_)) == encode_picture(
        PHOTOS[opaque], Encoding(format_)
    )


@pytest.mark.parametrize("format_", [Format.PNG, Format.WEBP, Format.AVIF])
def test_half_clear_stays_half_clear(format_: Format) -> None:
    image = PHOTOS["RGBA"]
    alpha = reopened(encode_picture(image, Encoding(format_))).getchannel("A")
    off = ImageStat.Stat(ImageChops.difference(alpha, image.getchannel("A"))).mean[0]
    assert off <= 2


@pytest.mark.parametrize("quality", [5, 60, 100])
def test_a_gif_is_cut_out_and_light_on_its_edges(quality: int) -> None:
    image = Image.new("RGBA", (30, 10), (0, 0, 0, 0))
    image.paste((0, 0, 0, 128), (10, 0, 20, 10))
    image.paste((200, 0, 0, 255), (20, 0, 30, 10))
    again = reopened(encode_picture(image, Encoding(Format.GIF, quality))).convert("RGBA")
    assert [again.getpixel((x, 5)) for x in (15, 25)] == [(127, 127, 127, 255), (200, 0, 0, 255)]
    assert again.getchannel("A").getpixel((5, 5)) == 0


# Options of the formats


def markers(body: bytes) -> set[int]:
    """Name the markers of a JPEG up to its first pixels."""
    found, at = set(), 2
    while body[at + 1] != 0xDA:
        found.add(body[at + 1])
        at += 2 + int.from_bytes(body[at + 2 : at + 4])
    return found


BASELINE, PROGRESSIVE = 0xC0, 0xC2


@pytest.mark.parametrize(("progressive", "frame"), [(True, PROGRESSIVE), (False, BASELINE)])
def test_a_jpeg_is_progressive_unless_told_otherwise(progressive: bool, frame: int) -> None:
    body = encode_picture(PHOTOS["RGB"], Encoding(Format.JPEG, progressive=progressive))
    assert markers(body) & {BASELINE, PROGRESSIVE} == {frame}


@pytest.mark.parametrize(("quality", "sampling"), [(89, 2), (90, 0)])
def test_a_jpeg_keeps_colour_at_every_pixel_from_quality_90_on(quality: int, sampling: int) -> None:
    body = encode_picture(PHOTOS["RGB"], Encoding(Format.JPEG, quality))
    with Image.open(BytesIO(body)) as again:
        assert JpegImagePlugin.get_sampling(again) == sampling


@pytest.mark.parametrize("mode", ["RGB", "L"])
@pytest.mark.parametrize("quality", [95, 100])
def test_noise_at_the_best_quality_becomes_a_jpeg_as_well(mode: str, quality: int) -> None:
    # Pillow's buffer for progressive files is too small for it.
    image = noise((300 * len(mode), 300), 1)
    if mode == "RGB":
        image = Image.merge("RGB", [image.crop((x, 0, x + 300, 300)) for x in (0, 300, 600)])
    else:
        image = image.crop((0, 0, 300, 300))
    body = encode_picture(image, Encoding(Format.JPEG, quality, exif=exif()))
    assert reopened(body).size == (300, 300)


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA"])
def test_a_png_keeps_its_kind_of_colour(mode: str) -> None:
    assert reopened(encode_picture(PHOTOS[mode], Encoding(Format.PNG))).mode == mode


@pytest.mark.parametrize(("colors", "bits"), [(2, 1), (3, 2), (16, 4), (17, 8), (256, 8)])
def test_a_png_of_few_colours_is_a_palette_with_every_pixel_kept(colors: int, bits: int) -> None:
    image = Image.new("RGB", (64, 64))
    for index in range(colors):
        image.paste((index, 255 - index, index // 2), (index % 64, index // 64, 64, 64))
    body = encode_picture(image, Encoding(Format.PNG))
    again = reopened(body)
    assert again.mode == "P"
    assert body[24] == bits
    assert again.convert("RGB").tobytes() == image.tobytes()


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_a_png_of_less_than_full_quality_is_a_smaller_palette(mode: str) -> None:
    lengths = [
        len(encode_picture(PHOTOS[mode], Encoding(Format.PNG, quality)))
        for quality in (10, 50, 99, 100)
    ]
    assert lengths == sorted(lengths)
    again = reopened(encode_picture(PHOTOS[mode], Encoding(Format.PNG, 50)))
    assert again.mode == "P"
    assert len(again.getcolors(256) or []) <= 128


@pytest.mark.parametrize(("kind", "most"), [("page", 0.8), ("photo", 1.0)])
def test_a_screenshot_and_a_photo_are_packed_each_in_its_way(kind: str, most: float) -> None:
    image = photo("RGB", (500, 300))
    if kind == "page":
        line = image.resize((500, 12))
        for number in range(25):
            image.paste(line, (number % 2, 12 * number))
    with_repeats_alone = BytesIO()
    image.save(with_repeats_alone, "PNG", compress_level=6, compress_type=Z_RLE)
    length = len(encode_picture(image, Encoding(Format.PNG)))
    assert length <= most * with_repeats_alone.tell()


def test_a_gif_is_not_interlaced() -> None:
    body = encode_picture(PHOTOS["RGB"], Encoding(Format.GIF))
    after_palette = 13 + 3 * (2 << (body[10] & 0b111))
    assert body[after_palette : after_palette + 1] == b","
    assert not body[after_palette + 9] & 0x40


# Metadata


def exif() -> bytes:
    kept = Image.Exif()
    kept[EXIF_COPYRIGHT] = "somebody"
    kept[EXIF_ARTIST] = "someone else"
    return kept.tobytes()


@pytest.mark.parametrize("format_", [Format.JPEG, Format.PNG, Format.WEBP, Format.AVIF])
def test_exif_is_written_when_it_is_given(format_: Format) -> None:
    body = encode_picture(PHOTOS["RGB"], Encoding(format_, exif=exif()))
    with Image.open(BytesIO(body)) as again:
        again.load()
        assert dict(again.getexif()) == {EXIF_COPYRIGHT: "somebody", EXIF_ARTIST: "someone else"}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("mode", MODES)
def test_nothing_of_the_source_goes_along(format_: Format, mode: str) -> None:
    image = PHOTOS[mode].copy()
    image.info = {
        "comment": b"secret",
        "exif": b"Exif\0\0secret",
        "xmp": b"secret",
        "icc_profile": b"secret",
        "transparency": 3,
        "duration": 77,
        "loop": 5,
        "background": 7,
        "dpi": (300, 300),
        "XML:com.adobe.xmp": "secret",
    }
    assert encode_picture(image, Encoding(format_)) == encode_picture(
        PHOTOS[mode], Encoding(format_)
    )


def test_exif_that_is_too_long_for_jpeg_is_left_out() -> None:
    body = encode_picture(PHOTOS["RGB"], Encoding(Format.JPEG, exif=b"Exif\0\0" + b"x" * 70_000))
    assert body == encode_picture(PHOTOS["RGB"], Encoding(Format.JPEG))


# What no parser lets through


@pytest.mark.parametrize("format_", [Format.SVG, Format.JSON])
def test_what_is_no_bitmap_is_no_encoding(format_: Format) -> None:
    with pytest.raises(ValueError, match="no format of pictures"):
        Encoding(format_)


@pytest.mark.parametrize("quality", [0, -1, 101])
def test_quality_is_1_to_100(quality: int) -> None:
    with pytest.raises(ValueError, match="1 to 100"):
        Encoding(Format.JPEG, quality)


@given(
    format_=st.sampled_from(FORMATS),
    mode=st.sampled_from(MODES),
    quality=st.one_of(st.none(), st.integers(1, 100)),
    size=st.tuples(st.integers(1, 24), st.integers(1, 24)),
    pixels=st.binary(min_size=8, max_size=64),
)
def test_no_pixels_are_refused(
    format_: Format, mode: str, quality: int | None, size: tuple[int, int], pixels: bytes
) -> None:
    needed = size[0] * size[1] * len(mode)
    image = Image.frombytes(mode, size, (pixels * (needed // len(pixels) + 1))[:needed])
    assert reopened(encode_picture(image, Encoding(format_, quality))).size == size


def test_a_png_knows_no_text_or_time() -> None:
    body = encode_picture(PHOTOS["RGB"], Encoding(Format.PNG))
    with Image.open(BytesIO(body)) as again:
        assert isinstance(again, PngImagePlugin.PngImageFile)
        again.load()
        assert again.info == {}
