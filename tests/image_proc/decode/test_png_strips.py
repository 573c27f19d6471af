"""PNGs that are decoded a strip at a time look as Pillow decodes them at once."""

import struct
import zlib
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from image_proc.decode import png_strips
from image_proc.decode.load import load
from image_proc.decode.modes import to_eight_bits
from image_proc.decode.probe import probe
from image_proc.errors import BrokenPicture
from image_proc.limits import Limits
from tests.pictures import (
    PNG_KINDS,
    animation,
    chunk,
    interlaced_png,
    noise_png,
    numbered,
    picture,
    png_header,
    png_stride,
    scene,
)
from tests.stored import stored

CLEARABLE = [(kind, depth) for kind, depth in PNG_KINDS if kind in {0, 2, 3}]


def decoded(body: bytes, least: tuple[int, int] | None = None) -> Image.Image:
    original = stored(body)
    header = probe(original, Limits())
    return load(original, header, least or header.size).image


def by_pillow(body: bytes) -> Image.Image:
    with Image.open(BytesIO(body)) as image:
        return to_eight_bits(image).copy()


def difference(one: Image.Image, other: Image.Image) -> int:
    """Give the largest difference of any channel of any px."""
    assert (one.mode, one.size) == (other.mode, other.size)
    return max(ImageChops.difference(one, other).tobytes())


@pytest.fixture(autouse=True)
def _short_strips(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many strips even of a small picture."""
    monkeypatch.setattr(png_strips, "_STRIP", 700)


@pytest.mark.parametrize(("kind", "depth"), PNG_KINDS)
def test_every_kind_and_depth_looks_as_with_pillow(kind: int, depth: int) -> None:
    body = noise_png((37, 90), depth, kind)
    ours, theirs = decoded(body), by_pillow(body)
    if (kind, depth) == (4, 16):
        # Pillow makes four channels of grey and alpha of 16 bits.
        ours = ours.convert("RGBA")
    # The high byte of 16 bits, where Pillow's L is rounded.
    assert difference(ours, theirs) <= ((kind, depth) == (0, 16))


@pytest.mark.parametrize(("kind", "depth"), CLEARABLE)
def test_a_clear_colour_is_cut_out_as_with_pillow(kind: int, depth: int) -> None:
    body = noise_png((37, 90), depth, kind, clear=True)
    ours, theirs = decoded(body), by_pillow(body)
    assert difference(ours, theirs) <= ((kind, depth) == (0, 16))
    assert ours.getchannel("A").getextrema()[1] == 255


@pytest.mark.parametrize("kind", [0, 2])
def test_16_bits_are_clear_only_where_all_of_them_are_the_colours(kind: int) -> None:
    channels = {0: 1, 2: 3}[kind]
    samples = [0x1234, 0x1235, 0x1334, 0x1234]
    row = b"\x00" + b"".join(struct.pack(">H", sample) * channels for sample in samples)
    body = (
        png_header((4, 1), 16, kind)
        + chunk(b"tRNS", struct.pack(">H", 0x1234) * channels)
        + chunk(b"IDAT", zlib.compress(row))
    )
    assert list(decoded(body).getchannel("A").tobytes()) == [0, 255, 255, 0]


@given(
    width=st.integers(1, 70),
    height=st.integers(1, 70),
    least=st.tuples(st.integers(1, 70), st.integers(1, 70)),
    kind=st.sampled_from(PNG_KINDS),
)
def test_strips_are_averaged_like_the_whole(
    width: int, height: int, least: tuple[int, int], kind: tuple[int, int]
) -> None:
    body = noise_png((width, height), kind[1], kind[0])
    original = stored(body)
    header = probe(original, Limits())
    part = load(original, header, least)
    whole = load(original, header, header.size)
    assert whole.scale == 1
    expected = whole.image.reduce(part.scale)
    assert difference(part.image, expected) == 0
    left = min(width / part.scale / least[0], height / part.scale / least[1])
    assert part.scale == 1 or left >= 2


def test_what_is_clear_does_not_stain_what_is_averaged() -> None:
    checks = Image.new("RGBA", (64, 64), (255, 0, 0, 255))
    for x in range(0, 64, 2):
        checks.paste((0, 255, 0, 0), (x, 0, x + 1, 64))
    averaged = decoded(picture("png", checks), (16, 16))
    assert averaged.size == (32, 32)
    assert averaged.getpixel((9, 9)) == (255, 0, 0, 128)


@pytest.mark.parametrize("filter_", range(5))
@pytest.mark.parametrize("depth", [8, 16])
def test_each_filter_is_undone_over_the_edges_of_strips(filter_: int, depth: int) -> None:
    """One filter for all rows: an error would grow from row to row."""
    stride = png_stride(19, depth, 6)
    row = bytes([filter_]) + bytes(range(7, 7 + stride))
    pixels = zlib.compress(row * 64)
    body = png_header((19, 64), depth, 6) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    assert difference(decoded(body), by_pillow(body)) == 0


@given(cuts=st.lists(st.integers(0, 4000), max_size=12))
def test_pixels_may_lie_in_any_number_of_chunks(cuts: list[int]) -> None:
    body = noise_png((20, 60), 8, 2)
    start = body.index(b"IDAT") - 4
    pixels = body[start + 8 : -16]
    places = [0, *sorted(min(cut, len(pixels)) for cut in cuts), len(pixels)]
    parts = [chunk(b"IDAT", pixels[one:other]) for one, other in pairwise(places)]
    assert difference(decoded(body[:start] + b"".join(parts)), by_pillow(body)) == 0


def test_what_follows_the_pixels_is_not_read() -> None:
    body = noise_png((20, 60), 8, 2)
    for more in (b"PK\x03\x04 a ZIP, say", chunk(b"zTXt", b"a\x00\x00 not deflated"), b"\x00"):
        assert difference(decoded(body + more), by_pillow(body)) == 0
        assert difference(decoded(body[:-12] + more), by_pillow(body)) == 0


def test_more_rows_than_the_header_says_are_not_read() -> None:
    row = b"\x00" + bytes(60)
    body = png_header((20, 5), 8, 2) + chunk(b"IDAT", zlib.compress(row * 900))
    assert decoded(body).size == (20, 5)


def test_the_first_frame_of_an_apng_is_decoded() -> None:
    frames = numbered(3)
    assert difference(decoded(animation("png", frames)), frames[0]) == 0


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA"])
@pytest.mark.parametrize("size", [(1, 1), (3, 5), (50, 40)])
def test_interlaced_pictures_look_as_with_pillow(mode: str, size: tuple[int, int]) -> None:
    image = scene(size).convert(mode)
    body = interlaced_png(image, chunk(b"zTXt", b"a\x00\x00 not deflated"))
    assert probe(stored(body), Limits()).interlaced
    assert difference(decoded(body), image) == 0
    with pytest.raises(BrokenPicture):
        decoded(body[:-20])


CUT = noise_png((30, 50), 8, 2)


@pytest.mark.parametrize("left", [0.1, 0.3, 0.5, 0.8, 0.95, 0.99])
def test_a_truncated_picture_is_broken(left: float) -> None:
    start = CUT.index(b"IDAT") + 4
    with pytest.raises(BrokenPicture):
        decoded(CUT[: start + int((len(CUT) - 16 - start) * left)])


def test_a_picture_without_its_last_bytes_is_broken() -> None:
    whole = len(CUT) - len("....IEND....")
    assert decoded(CUT[:whole]).size == (30, 50)
    for missing in range(1, 12):
        with pytest.raises(BrokenPicture):
            decoded(CUT[: whole - missing])


@pytest.mark.parametrize("place", [0.02, 0.2, 0.5, 0.9])
def test_a_wrong_byte_is_told_by_the_checksum(place: float) -> None:
    start = CUT.index(b"IDAT") + 4
    at = start + int((len(CUT) - 16 - start) * place)
    with pytest.raises(BrokenPicture):
        decoded(CUT[:at] + bytes([CUT[at] ^ 1]) + CUT[at + 1 :])


def test_a_wrong_sum_of_the_rows_is_told() -> None:
    rows = zlib.compress(b"".join(b"\x00" + bytes(60) for _ in range(5)))
    head = png_header((20, 5), 8, 2)
    assert decoded(head + chunk(b"IDAT", rows))
    with pytest.raises(BrokenPicture):
        decoded(head + chunk(b"IDAT", rows[:-1] + bytes([rows[-1] ^ 1])))


def test_a_filter_that_is_none_is_told() -> None:
    body = png_header((20, 5), 8, 2) + chunk(b"IDAT", zlib.compress((b"\x05" + bytes(60)) * 5))
    with pytest.raises(BrokenPicture):
        decoded(body)


def test_a_photo_loses_nothing_that_is_seen() -> None:
    """Averaging to twice the size, then Lanczos: 44 dB against Lanczos alone."""
    image = scene((900, 600))
    original = stored(picture("png", image))
    part = load(original, probe(original, Limits()), (150, 100))
    assert part.scale == 3
    ours = part.image.resize((150, 100), Image.Resampling.LANCZOS)
    theirs = image.resize((150, 100), Image.Resampling.LANCZOS)
    squares = sum(
        count * (level % 256) ** 2
        for level, count in enumerate(ImageChops.difference(ours, theirs).histogram())
    )
    assert squares / (150 * 100 * 3) < 255**2 / 10**4.4
