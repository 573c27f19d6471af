"""One pass gives the hash and the small picture that two passes would."""

from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import BinaryIO

import pytest
from PIL import Image

from image_proc.decode.header import Header
from image_proc.decode.load import Decoded, load
from image_proc.decode.probe import probe
from image_proc.errors import BrokenPicture
from image_proc.hash import hash_and_load, pixel_hash
from image_proc.limits import Limits
from image_proc.original import Original
from tests import icc
from tests.pictures import PNG_KINDS, animation, chunk, interlaced_png, numbered, picture, scene
from tests.png_samples import png_of, random_samples
from tests.stored import encoded, stored

LEAST = (30, 20)
PROFILE = icc.matrix_profile(icc.P3, 1.8)


def large(mode: str = "RGB") -> Image.Image:
    return scene((301, 203)).convert(mode)


def clear() -> Image.Image:
    image = large("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image


def turned(format_: str) -> bytes:
    fields = Image.Exif()
    fields[274] = 6
    return encoded(large(), format_, exif=fields.tobytes(), icc_profile=PROFILE)


ONCE: dict[str, Callable[[], bytes]] = {
    "png": lambda: encoded(large()),
    "grey png": lambda: encoded(large("L")),
    "clear png": lambda: encoded(clear()),
    "palette png": lambda: encoded(large().quantize(9), transparency=3),
    "png with a clear colour": lambda: encoded(large(), transparency=(20, 40, 60)),
    "turned png": lambda: turned("PNG"),
    "small png": lambda: encoded(scene((5, 3))),
    "webp": lambda: encoded(large(), "WEBP"),
    "clear webp": lambda: encoded(clear(), "WEBP"),
    "turned webp": lambda: turned("WEBP"),
    "small webp": lambda: encoded(scene((5, 3)), "WEBP"),
    "gif": lambda: encoded(large().quantize(60), "GIF"),
    "clear gif": lambda: encoded(large().quantize(60), "GIF", transparency=4),
    "grey gif": lambda: encoded(large("L"), "GIF", transparency=9),
    "small gif": lambda: encoded(scene((5, 3)).quantize(5), "GIF", transparency=0),
    "avif": lambda: encoded(large(), "AVIF", speed=10),
    "clear, turned avif": lambda: encoded(clear(), "AVIF", speed=10, icc_profile=PROFILE),
    "heif": lambda: picture("heif", large()),
    "tiff": lambda: encoded(large(), "TIFF", compression="tiff_lzw"),
    "turned tiff": lambda: turned("TIFF"),
    "deep tiff": lambda: encoded(Image.linear_gradient("L").convert("I;16"), "TIFF"),
    "tiff of floats": lambda: encoded(Image.new("F", (300, 200), 0.4), "TIFF"),
    "fax tiff": lambda: encoded(large("1"), "TIFF", compression="group4"),
    "inks in a tiff": lambda: encoded(large("CMYK"), "TIFF"),
    "lab tiff": lambda: encoded(Image.new("LAB", (300, 200), (90, 30, 200)), "TIFF"),
    "bmp": lambda: encoded(large(), "BMP"),
    "bmp of bits": lambda: encoded(large("1"), "BMP"),
}
TWICE: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: encoded(large(), "JPEG"),
    "turned jpeg": lambda: turned("JPEG"),
    "interlaced png": lambda: interlaced_png(scene((101, 67))),
    "moving gif": lambda: animation("gif", numbered(3)),
    "moving webp": lambda: animation("webp", numbered(3)),
    "moving avif": lambda: animation("avif", numbered(3)),
}


def read(body: bytes) -> tuple[Original, Header, list[BytesIO]]:
    header = probe(stored(body), Limits())
    files: list[BytesIO] = []

    def open_() -> BinaryIO:
        files.append(BytesIO(body))
        return files[-1]

    return Original("x", "", len(body), open_), header, files


def pixels(decoded: Decoded) -> tuple[object, ...]:
    image = decoded.image
    told = decoded.scale, decoded.profile, decoded.columns
    return image.mode, image.size, image.info, image.tobytes(), *told


@pytest.mark.parametrize("name", [*ONCE, *TWICE])
def test_both_are_as_two_passes_give_them(name: str) -> None:
    original, header, _ = read({**ONCE, **TWICE}[name]())
    for least in (LEAST, (3, 2), header.size):
        found, decoded = hash_and_load(original, header, least)
        assert found == pixel_hash(original, header)
        assert pixels(decoded) == pixels(load(original, header, least))


@pytest.mark.parametrize(("kind", "depth"), PNG_KINDS)
def test_they_are_of_any_png_a_colour_of_which_is_clear(kind: int, depth: int) -> None:
    samples = random_samples((70, 50), kind, depth)
    plain = png_of(samples, kind, depth, filtered=Random(3))  # noqa: S311
    key = b"".join(level.to_bytes(2) for level in samples[0][0])
    keyed = plain[:33] + chunk(b"tRNS", key) + plain[33:]
    for body in (plain, keyed) if kind in {0, 2} else (plain,):
        original, header, _ = read(body)
        for least in ((7, 5), (70, 50)):
            found, decoded = hash_and_load(original, header, least)
            assert found == pixel_hash(original, header)
            assert pixels(decoded) == pixels(load(original, header, least))


@pytest.mark.parametrize("name", ONCE)
def test_most_pictures_are_decoded_once(name: str) -> None:
    original, header, files = read(ONCE[name]())
    hash_and_load(original, header, LEAST)
    assert len(files) == 1
    assert files[0].closed


@pytest.mark.parametrize("name", ["png", "webp", "gif", "tiff", "bmp"])
def test_what_is_cut_is_refused(name: str) -> None:
    body = ONCE[name]()
    _, header, _ = read(body)
    cut = Original("x", "", len(body), lambda: BytesIO(body[: len(body) * 2 // 3]))
    with pytest.raises(BrokenPicture):
        hash_and_load(cut, header, LEAST)
