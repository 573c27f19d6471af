from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from image_proc.color import Color
from image_proc.png import Band, palette_png

PALETTE = tuple(
    Color(17 * step, 255 - step, step, 40 + step if step < 3 else 255) for step in range(16)
)


def decode(body: bytes) -> Image.Image:
    with Image.open(BytesIO(body)) as image:
        image.load()
        return image.convert("RGBA")


def expected_pixels(width: int, bits: int, rows: bytes) -> bytes:
    """The RGBA bytes that packed rows of palette indices stand for."""
    stride = (width * bits + 7) // 8
    pixels = bytearray()
    for start in range(0, len(rows), stride):
        number = int.from_bytes(rows[start : start + stride])
        for x in range(width):
            pixels += bytes(PALETTE[number >> (stride * 8 - bits * (x + 1)) & (2**bits - 1)])
    return bytes(pixels)


@given(st.data())
def test_decoded_pixels_are_the_palette_at_the_indices(data: st.DataObject) -> None:
    bits = data.draw(st.sampled_from([1, 2, 4]))
    width = data.draw(st.integers(1, 40))
    stride = (width * bits + 7) // 8
    row = st.binary(min_size=stride, max_size=stride)
    bands = data.draw(st.lists(st.builds(Band, row, st.integers(1, 9)), min_size=1, max_size=4))
    rows = b"".join(band.rows * band.repeat for band in bands)
    body = palette_png((width, len(rows) // stride), bits, PALETTE[: 2**bits], bands)
    assert decode(body).tobytes() == expected_pixels(width, bits, rows)


@pytest.mark.parametrize("size", [(1, 1), (3, 70_000), (4000, 3000), (4095, 1501)])
@pytest.mark.parametrize("index", [0, 3])
def test_large_blanks_decode_around_a_drawn_row(size: tuple[int, int], index: int) -> None:
    """Blanks of index 0 are blocks written by hand; the decoder checks the checksum."""
    width, height = size
    row = bytes([index << 4 | index]) * ((width * 4 + 7) // 8)
    drawn = bytes(range(256)) * (len(row) // 256 + 1)
    bands = [Band(row, height), Band(drawn[: len(row)]), Band(row, height)]
    picture = decode(palette_png((width, 2 * height + 1), 4, PALETTE, bands))
    assert picture.size == (width, 2 * height + 1)
    for y in (0, height - 1, height + 1, 2 * height):
        assert picture.getpixel((width - 1, y)) == PALETTE[index]
    middle = picture.crop((0, height, width, height + 1))
    assert middle.tobytes() == expected_pixels(width, 4, bands[1].rows)


def test_a_blank_costs_two_bits_for_258_bytes() -> None:
    body = palette_png((4000, 4000), 4, PALETTE, [Band(bytes(2000), 4000)])
    assert len(body) < 4000 * 2001 / 258 / 4 + 400
