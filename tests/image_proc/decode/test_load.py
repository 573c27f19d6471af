"""Pictures are decoded whole, upright, and no larger than they are needed."""

import math
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms

from image_proc.decode.cost import decode_pixels
from image_proc.decode.header import Header, SourceFormat
from image_proc.decode.load import Decoded, load
from image_proc.decode.probe import probe
from image_proc.errors import BrokenPicture
from image_proc.limits import SMALL, Limits
from tests.pictures import SAVED_AS, animation, interlaced_png, numbered, picture, scene
from tests.stored import encoded, stored

PHOTOS = Path(__file__).parents[3] / "assets" / "pictures"
EXACT = ["png", "bmp", "tiff"]
FORMATS = [*SAVED_AS, "heif"]


def loaded(body: bytes, least: tuple[int, int] | None = None) -> Decoded:
    original = stored(body)
    header = probe(original, Limits())
    return load(original, header, least or header.size)


def by_pillow(body: bytes) -> Image.Image:
    with Image.open(BytesIO(body)) as image:
        return image.convert("RGB")


def noise(one: Image.Image, other: Image.Image) -> float:
    """Give the decibels between two pictures."""
    assert (one.mode, one.size) == (other.mode, other.size)
    histogram = ImageChops.difference(one, other).histogram()
    squares = sum(count * (level % 256) ** 2 for level, count in enumerate(histogram))
    values = one.width * one.height * len(one.getbands())
    return math.inf if not squares else 10 * math.log10(255**2 * values / squares)


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_is_decoded_as_it_was(format_: str) -> None:
    decoded = loaded(picture(format_))
    assert (decoded.scale, decoded.profile) == (1, None)
    assert (decoded.image.mode, decoded.image.size) == ("RGB", (120, 80))
    assert noise(decoded.image, scene()) >= (math.inf if format_ in EXACT else 25)


@pytest.mark.parametrize("format_", [*SAVED_AS])
def test_every_format_is_decoded_as_pillow_does(format_: str) -> None:
    body = picture(format_)
    assert loaded(body).image.tobytes() == by_pillow(body).tobytes()


@pytest.mark.parametrize("format_", FORMATS)
def test_nothing_that_a_file_says_comes_along(format_: str) -> None:
    """A writer would take a profile, a comment or a place on earth over from there."""
    assert loaded(picture(format_)).image.info == {}
    assert loaded(picture(format_), (10, 10)).image.info == {}


@pytest.mark.parametrize("format_", ["png", "webp", "avif", "tiff", "heif"])
def test_what_is_clear_stays_clear(format_: str) -> None:
    image = scene().convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    for least in (image.size, (10, 10)):
        decoded = loaded(picture(format_, image), least).image
        assert decoded.mode == "RGBA"
        alphas = decoded.getchannel("A").tobytes()
        assert min(alphas) < 50
        assert max(alphas) > 200


@pytest.mark.parametrize(
    ("mode", "options"),
    [
        ("L", {}),
        ("RGB", {}),
        ("CMYK", {}),
        ("RGB", {"progressive": True}),
        ("CMYK", {"progressive": True}),
    ],
)
@pytest.mark.parametrize("scale", [1, 2, 4, 8])
def test_a_jpeg_is_decoded_at_a_part_of_its_size(
    mode: str, options: dict[str, Any], scale: int
) -> None:
    image = scene((400, 240)).convert(mode)
    body = picture("jpeg", image, quality=95, **options)
    decoded = loaded(body, (400 // scale * 4 // 5, 240 // scale * 4 // 5))
    assert decoded.scale == scale
    assert (decoded.image.mode, decoded.image.size) == (mode, (400 // scale, 240 // scale))
    assert noise(decoded.image, image.reduce(scale)) > 26


@given(
    size=st.tuples(st.integers(1, 90), st.integers(1, 90)),
    least=st.tuples(st.integers(1, 90), st.integers(1, 90)),
    format_=st.sampled_from(["jpeg", "bmp"]),
)
def test_enough_is_left_and_the_scale_is_what_it_says(
    size: tuple[int, int], least: tuple[int, int], format_: str
) -> None:
    decoded = loaded(picture(format_, scene(size)), least)
    scale = decoded.scale
    assert decoded.image.size == (-(-size[0] // scale), -(-size[1] // scale))
    margin = min(size[0] / scale / least[0], size[1] / scale / least[1])
    assert scale == 1 or margin >= (1.25 if format_ == "jpeg" else 2)
    if format_ == "jpeg" and scale < 8:
        assert min(size[0] / least[0], size[1] / least[1]) < 1.25 * 2 * scale
    if format_ == "bmp":
        assert min(size[0] / least[0], size[1] / least[1]) < 2 * (scale + 1)


@pytest.mark.parametrize("photo", ["seed-head.jpg", "raccoon.webp"])
@pytest.mark.parametrize("width", [100, 210])
@pytest.mark.parametrize(
    ("format_", "options", "least"),
    # A raccoon's fur at an eighth is the worst there is; most photos have 44 and more.
    [("jpeg", {"quality": 92}, 38), ("png", {"compress_level": 1}, 44), ("tiff", {}, 44)],
)
def test_photos_lose_nothing_that_is_seen(
    photo: str, width: int, format_: str, options: dict[str, Any], least: float
) -> None:
    """What is decoded, then Lanczos, against Lanczos of everything."""
    image = by_pillow((PHOTOS / photo).read_bytes())
    body = picture(format_, image, **options)
    whole = by_pillow(body)
    size = width, round(width * image.height / image.width)
    decoded = loaded(body, size)
    assert decoded.scale > 1
    box = (0, 0, image.width / decoded.scale, image.height / decoded.scale)
    ours = decoded.image.resize(size, Image.Resampling.LANCZOS, box)
    assert noise(ours, whole.resize(size, Image.Resampling.LANCZOS)) >= least


@pytest.mark.parametrize("format_", ["jpeg", "png", "webp", "avif"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_stand_upright_at_any_size(format_: str, orientation: int) -> None:
    fields = Image.Exif()
    fields[274] = orientation
    body = picture(format_, scene((160, 80)), exif=fields.tobytes())
    tall = orientation >= 5
    whole, part = loaded(body), loaded(body, (20, 40) if tall else (40, 20))
    assert whole.image.size == ((80, 160) if tall else (160, 80))
    # Had the sides not been swapped, less would have been averaged.
    assert part.scale == 2
    assert noise(part.image, whole.image.reduce(2)) > 26


@pytest.mark.parametrize("format_", ["jpeg", "png", "tiff"])
def test_a_profile_is_handed_on_unless_it_is_srgb(format_: str) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert loaded(picture(format_, icc_profile=srgb)).profile is None
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert loaded(picture(format_, icc_profile=lab)).profile == lab


@pytest.mark.parametrize("format_", ["gif", "webp", "png", "avif"])
def test_the_first_frame_of_an_animation_is_decoded(format_: str) -> None:
    frames = numbered(4)
    decoded = loaded(animation(format_, frames))
    assert noise(decoded.image.convert("RGB"), frames[0]) > 35


def test_the_first_page_is_decoded() -> None:
    pages = encoded(scene(), "TIFF", save_all=True, append_images=[scene((8, 8))])
    assert loaded(pages).image.tobytes() == scene().tobytes()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_tiff_is_turned_once(orientation: int) -> None:
    body = encoded(scene(), "TIFF", tiffinfo={274: orientation})
    header = probe(stored(body), Limits())
    assert loaded(body).image.size == header.size


def test_a_palette_is_averaged_as_colours() -> None:
    image = scene((200, 100)).quantize(16)
    for format_ in ("gif", "bmp", "tiff", "png"):
        decoded = loaded(picture(format_, image), (50, 25))
        assert decoded.scale == 2
        assert noise(decoded.image, image.convert("RGB").reduce(2)) > 60


def test_another_file_than_the_header_speaks_of_is_broken() -> None:
    for format_ in FORMATS:
        header = probe(stored(picture(format_)), Limits())
        with pytest.raises(BrokenPicture):
            load(stored(picture(format_, scene((60, 60)))), header, (10, 10))


@pytest.mark.parametrize("format_", FORMATS)
def test_loaded_pictures_outlive_their_file(format_: str) -> None:
    decoded = loaded(picture(format_))
    decoded.image.resize((5, 5)).load()
    assert decoded.image.copy().getpixel((1, 1))


@pytest.mark.parametrize("format_", FORMATS)
def test_files_are_closed(format_: str) -> None:
    files: list[BytesIO] = []
    original = stored(picture(format_))

    def open_() -> BytesIO:
        files.append(BytesIO(picture(format_)))
        return files[-1]

    watched = type(original)("x", "", original.length, open_)
    load(watched, probe(watched, Limits()), (5, 5))
    assert len(files) == 2
    assert all(file.closed for file in files)


def test_less_is_asked_of_admission_for_less() -> None:
    header = Header(SourceFormat.JPEG, (8000, 6000), "RGB")
    whole, part = decode_pixels(header, header.size), decode_pixels(header, (800, 600))
    assert whole >= 48_000_000
    assert part < 3_000_000
    progressive = Header(SourceFormat.JPEG, (8000, 6000), "RGB", interlaced=True)
    assert decode_pixels(progressive, (800, 600)) > 72_000_000


def test_small_pictures_pass_between_large_ones() -> None:
    """Of PNG, JPEG and GIF: what is up to 250,000 px does not queue."""
    for format_ in (SourceFormat.PNG, SourceFormat.JPEG, SourceFormat.GIF):
        header = Header(format_, (300, 300), "RGB")
        assert decode_pixels(header, header.size) <= SMALL


def test_an_interlaced_png_is_decoded_whole() -> None:
    body = interlaced_png(scene((60, 40)))
    header = probe(stored(body), Limits())
    flat = probe(stored(picture("png", scene((60, 40)))), Limits())
    assert decode_pixels(header, (10, 10)) > decode_pixels(flat, (10, 10))
    assert loaded(body, (10, 10)).scale == 2
