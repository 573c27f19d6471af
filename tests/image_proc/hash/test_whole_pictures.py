"""The pixel hash is also what says that a picture is whole: whatever is missing, it is refused."""

import tracemalloc
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from image_proc.decode.probe import probe
from image_proc.errors import BadPicture, BrokenPicture
from image_proc.hash import pixel_hash
from image_proc.limits import Limits
from tests.pictures import animation, chunk, interlaced_png, picture, run_lengths
from tests.png_samples import png_of, random_samples
from tests.stored import encoded, stored

PHOTO = Path(__file__).parents[3] / "assets" / "pictures" / "coffee.jpg"
SMALL = Limits(max_pixels=300_000, source_frames=20)


@cache
def photo() -> Image.Image:
    with Image.open(PHOTO) as image:
        image.draft("RGB", (200, 150))
        return image.convert("RGB").resize((150, 110))


def parts() -> Sequence[Image.Image]:
    return [photo().crop((step, 0, 90 + step, 90)) for step in range(0, 40, 10)]


def clear() -> Image.Image:
    image = photo().copy()
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image


MAKERS: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: picture("jpeg", photo()),
    "jpeg, restarts": lambda: picture("jpeg", photo(), restart_marker_rows=1),
    "jpeg, progressive": lambda: picture("jpeg", photo(), progressive=True),
    "jpeg, grey": lambda: picture("jpeg", photo().convert("L")),
    "jpeg, inks": lambda: picture("jpeg", photo().convert("CMYK")),
    "png": lambda: picture("png", photo()),
    "png, palette": lambda: picture("png", photo().quantize(60)),
    "png, interlaced": lambda: interlaced_png(photo().resize((40, 30))),
    "png, 16 bits": lambda: png_of(random_samples((30, 20), 6, 16), 6, 16, interlaced=True),
    "png, moving": lambda: animation("png", parts()),
    "webp": lambda: picture("webp", photo()),
    "webp, clear": lambda: picture("webp", clear()),
    "webp, lossless": lambda: picture("webp", photo(), lossless=True),
    "webp, moving": lambda: animation("webp", parts()),
    "gif": lambda: picture("gif", photo()),
    "gif, moving": lambda: animation("gif", parts()),
    "avif": lambda: picture("avif", photo()),
    "avif, clear": lambda: picture("avif", clear()),
    "avif, moving": lambda: animation("avif", parts()),
    "tiff": lambda: picture("tiff", photo()),
    "tiff, lzw": lambda: picture("tiff", photo(), compression="tiff_lzw"),
    "tiff, deflate": lambda: picture("tiff", photo(), compression="tiff_adobe_deflate"),
    "tiff, jpeg": lambda: picture("tiff", photo(), compression="jpeg"),
    "tiff, fax": lambda: picture("tiff", photo().convert("1"), compression="group4"),
    "bmp": lambda: picture("bmp", photo()),
    "bmp, run lengths": lambda: run_lengths((20, 20), b"\x0a\x01\x0a\x00\x00\x00" * 20),
    "heif": lambda: picture("heif", photo()),
}


@cache
def whole(name: str) -> bytes:
    return MAKERS[name]()


def hash_of(body: bytes) -> str:
    original = stored(body)
    return pixel_hash(original, probe(original, SMALL))


def refused(body: bytes) -> bool:
    try:
        hash_of(body)
    except BrokenPicture:
        return True
    return False


@pytest.mark.parametrize("name", MAKERS)
def test_a_picture_that_is_cut_is_refused(name: str) -> None:
    body = whole(name)
    assert len(hash_of(body)) == 128
    for share in (0.3, 0.5, 0.7, 0.9, 0.95):
        assert refused(body[: int(share * len(body))]), share


@pytest.mark.parametrize("name", MAKERS)
def test_wherever_it_is_cut_no_other_picture_is_hashed(name: str) -> None:
    """What is behind the last pixel of a BMP or a TIFF may be missing: padding, an end mark."""
    body, found = whole(name), hash_of(whole(name))
    ends = {*range(len(body) - 16, len(body)), *range(40, len(body), len(body) // 25)}
    for end in ends:
        assert refused(body[:end]) or hash_of(body[:end]) == found, end - len(body)


@pytest.mark.parametrize("name", [name for name in MAKERS if not name.startswith(("bmp", "tiff"))])
def test_not_even_the_last_byte_may_be_missing(name: str) -> None:
    assert refused(whole(name)[:-1])


@pytest.mark.parametrize("name", MAKERS)
def test_what_follows_the_end_is_not_looked_at(name: str) -> None:
    body = whole(name)
    assert hash_of(body + bytes(3) + b"<html>") == hash_of(body)


def test_a_jpeg_that_is_cut_in_its_last_scan_is_refused() -> None:
    body = whole("jpeg, progressive")
    scan = body.rindex(b"\xff\xda")
    assert scan < len(body) - 200
    for end in (scan + 12, (scan + len(body)) // 2, len(body) - 40, len(body) - 2):
        assert refused(body[:end])


def test_a_gif_without_its_last_frames_is_refused() -> None:
    """Cut between two frames, it is a shorter animation in all but its missing end."""
    body = whole("gif, moving")
    control = body.rindex(b"\x21\xf9\x04")
    for end in (control, control + 1, control + 5, control + 8):
        assert refused(body[:end])
    assert not refused(body[:control] + b";")


@pytest.mark.parametrize("name", ["png", "png, interlaced", "png, 16 bits"])
def test_a_png_with_a_wrong_checksum_is_refused(name: str) -> None:
    body = bytearray(whole(name))
    body[-17] ^= 1
    assert refused(bytes(body))


@pytest.mark.parametrize("interlaced", [False, True])
@pytest.mark.parametrize("depth", [8, 16])
def test_a_png_with_a_wrong_checksum_in_its_stream_is_refused(
    depth: int, *, interlaced: bool
) -> None:
    body = png_of(random_samples((30, 20), 2, depth), 2, depth, interlaced=interlaced)
    at = body.index(b"IDAT")
    length = int.from_bytes(body[at - 4 : at])
    stream = bytearray(body[at + 4 : at + 4 + length])
    stream[-1] ^= 1
    # The checksum in a chunk of its own, too, where all pixels are known before it is read.
    for parts in ([stream], [stream[:-4], stream[-4:]]):
        chunks = b"".join(chunk(b"IDAT", bytes(part)) for part in parts)
        assert refused(body[: at - 4] + chunks + chunk(b"IEND", b""))
    assert not refused(body)


@pytest.mark.parametrize("name", MAKERS)
@settings(max_examples=12, deadline=None)
@given(st.data())
def test_changed_bytes_are_hashed_or_refused(name: str, data: st.DataObject) -> None:
    body = bytearray(whole(name))
    place = st.one_of(st.integers(0, min(200, len(body) - 1)), st.integers(0, len(body) - 1))
    for at in data.draw(st.lists(place, min_size=1, max_size=5)):
        body[at] = data.draw(st.sampled_from([0, 1, 127, 128, 255]) | st.integers(0, 255))
    with suppress(BadPicture):
        assert len(hash_of(bytes(body))) == 128


@pytest.mark.parametrize("format_", ["bmp", "png", "jpeg"])
def test_no_second_copy_of_a_large_picture_is_made(format_: str) -> None:
    """Pillow's own memory is not seen here: what is, are the bytes that are made of it."""
    original = stored(picture(format_, Image.new("RGB", (3000, 2000), (9, 90, 200))))
    header = probe(original, Limits())
    tracemalloc.start()
    try:
        pixel_hash(original, header)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4_000_000


def test_a_file_that_cannot_be_read_is_no_broken_picture() -> None:
    body = encoded(photo())
    original = stored(body)
    header = probe(original, SMALL)

    class Failing:
        def __call__(self) -> None:
            raise OSError(5, "Input/output error")

    object.__setattr__(original, "open", Failing())
    with pytest.raises(OSError, match="Input/output"):
        pixel_hash(original, header)
