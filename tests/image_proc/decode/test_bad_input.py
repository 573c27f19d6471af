"""Whatever bytes come: a picture, or an error of ours; no warning, and no file is left open."""

from collections.abc import Callable
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from image_proc.decode.load import load
from image_proc.decode.modes import PLAIN
from image_proc.decode.probe import probe
from image_proc.errors import BadPicture, BrokenPicture
from image_proc.limits import Limits
from tests.pictures import (
    animation,
    claims_bmp,
    claims_gif,
    claims_webp,
    interlaced_png,
    numbered,
    picture,
    run_lengths,
    scene,
)
from tests.stored import encoded, stored

SMALL = Limits(max_pixels=300_000, source_frames=20)


def sideways() -> bytes:
    fields = Image.Exif()
    fields[274] = 6
    return fields.tobytes()


MAKERS: dict[str, Callable[[Image.Image], bytes]] = {
    "jpeg": lambda image: picture("jpeg", image, exif=sideways()),
    "progressive": lambda image: picture("jpeg", image, progressive=True),
    "cmyk": lambda image: picture("jpeg", image.convert("CMYK")),
    "png": lambda image: picture("png", image, exif=sideways()),
    "palette": lambda image: picture("png", image.quantize(9), transparency=3),
    "interlaced": interlaced_png,
    "apng": lambda _: animation("png", numbered(3)),
    "webp": lambda image: picture("webp", image, exif=sideways()),
    "lossless": lambda image: picture("webp", image, lossless=True),
    "moving webp": lambda _: animation("webp", numbered(3)),
    "gif": lambda image: picture("gif", image),
    "moving gif": lambda _: animation("gif", numbered(3)),
    "avif": lambda image: picture("avif", image, exif=sideways()),
    "moving avif": lambda _: animation("avif", numbered(3)),
    "tiff": lambda image: picture("tiff", image),
    "lzw": lambda image: picture("tiff", image, compression="tiff_lzw"),
    "bmp": lambda image: picture("bmp", image),
    "rle": lambda _: run_lengths((20, 20), b"\x0a\x01\x0a\x00\x00\x00" * 20),
    "heif": lambda image: picture("heif", image),
}
FORMATS = [*MAKERS]
STILLS = [name for name in FORMATS if name not in {"apng", "rle"} and "moving" not in name]


@cache
def whole(name: str) -> bytes:
    return MAKERS[name](scene((40, 30)))


def tried(body: bytes) -> Image.Image | None:
    """Probe and decode, in part and wholly.

    Returns:
        None for what is refused by one of our errors.
    """
    files: list[BytesIO] = []
    original = stored(body)

    def open_() -> BytesIO:
        files.append(BytesIO(body))
        return files[-1]

    watched = type(original)("x", "", original.length, open_)
    try:
        header = probe(watched, SMALL)
        load(watched, header, (3, 3))
        decoded = load(watched, header, header.size)
    except BadPicture:
        return None
    finally:
        assert all(file.closed for file in files)
    assert decoded.image.mode in PLAIN
    assert decoded.image.size == header.size
    return decoded.image


@pytest.mark.parametrize("name", FORMATS)
def test_whole_files_are_decoded(name: str) -> None:
    image = tried(whole(name))
    assert image is not None
    assert len(set(image.convert("L").tobytes())) >= 1


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=30)
@given(st.data())
def test_files_with_changed_bytes_are_pictures_or_refused(name: str, data: st.DataObject) -> None:
    body = bytearray(whole(name))
    # Headers are where parsers err: half of the changes go there.
    place = st.one_of(st.integers(0, min(200, len(body) - 1)), st.integers(0, len(body) - 1))
    for at in data.draw(st.lists(place, min_size=1, max_size=6)):
        body[at] = data.draw(st.sampled_from([0, 1, 127, 128, 255]) | st.integers(0, 255))
    tried(bytes(body))


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=15)
@given(st.data())
def test_files_with_bytes_too_few_or_too_many_are_too(name: str, data: st.DataObject) -> None:
    body = whole(name)
    one = data.draw(st.integers(0, len(body)))
    other = data.draw(st.integers(0, len(body)))
    if data.draw(st.booleans()):
        tried(body[:one] + body[other:])
    else:
        tried(body[:one] + data.draw(st.binary(max_size=20)) + body[one:])


@given(st.sampled_from(FORMATS), st.binary(max_size=300))
def test_files_that_only_begin_well_are_too(name: str, rest: bytes) -> None:
    for begin in (4, 16, 40):
        tried(whole(name)[:begin] + rest)


@pytest.mark.parametrize("name", STILLS)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.75, 0.9])
def test_truncated_pictures_are_never_shown_half(name: str, share: float) -> None:
    body = whole(name)
    assert tried(body[: int(len(body) * share)]) is None


@pytest.mark.parametrize("format_", ["webp", "gif", "avif"])
def test_truncated_animations_are_pictures_or_refused(format_: str) -> None:
    body = whole(f"moving {format_}")
    for length in range(0, len(body), 7):
        tried(body[:length])


@pytest.mark.parametrize(
    "body",
    [
        claims_bmp((500, 500)),
        claims_gif((500, 500))[:-5],
        claims_webp((300, 300)),
        whole("tiff")[:400],
    ],
)
def test_headers_without_pixels_are_broken(body: bytes) -> None:
    original = stored(body)
    with pytest.raises(BrokenPicture):
        load(original, probe(original, SMALL), (500, 500))


def test_a_jpeg_of_a_thousand_scans_is_broken() -> None:
    """Each scan is a pass over all pixels: 30 kB would take a minute of 50 MP."""
    body = whole("progressive")
    last = body.rindex(b"\xff\xda")
    tried(body)
    assert tried(body[:-2] + body[last:-2] * 90 + body[-2:])
    original = stored(body[:-2] + body[last:-2] * 1000 + body[-2:])
    with pytest.raises(BrokenPicture, match="more than 100 scans"):
        load(original, probe(original, SMALL), (40, 30))


def test_odd_files_warn_nobody() -> None:
    """Pillow warns of a tag that is longer than its file, and here a warning is an error."""
    body = bytearray(encoded(scene((40, 30)), "TIFF", tiffinfo={270: "a" * 50}))
    place = body.index(b"\x0e\x01\x02\x00")
    body[place + 4 : place + 8] = b"\xff\xff\xff\x00"
    with pytest.warns(UserWarning, match="larger than file"), Image.open(BytesIO(body)):
        pass
    assert tried(bytes(body)) is not None
