from io import BytesIO

import pytest
from PIL import Image

from image_proc.encode import encode
from image_proc.spec import Format

BITMAPS = [Format.PNG, Format.WEBP, Format.JPEG, Format.GIF, Format.AVIF]


def reopened(image: Image.Image, format_: Format) -> Image.Image:
    again = Image.open(BytesIO(encode(image, format_)))
    again.load()
    return again


@pytest.mark.parametrize("format_", BITMAPS)
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P"])
def test_every_mode_goes_into_every_format(mode: str, format_: Format) -> None:
    image = Image.linear_gradient("L").resize((40, 30)).convert(mode)
    again = reopened(image, format_)
    assert again.format == format_.name
    assert again.size == (40, 30)


@pytest.mark.parametrize("format_", [Format.PNG, Format.WEBP])
def test_lossless_formats_keep_every_pixel(format_: Format) -> None:
    image = Image.effect_noise((50, 40), 60).convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize((50, 40)).point(lambda level: level | 1))
    assert reopened(image, format_).convert("RGBA").tobytes() == image.tobytes()


def test_clear_pixels_become_white_in_jpeg_not_black() -> None:
    clear = Image.new("RGBA", (16, 16), (0, 0, 0, 0))
    pixel = reopened(clear, Format.JPEG).getpixel((8, 8))
    assert pixel == (255, 255, 255)


def test_gif_keeps_a_clear_ground() -> None:
    image = Image.new("RGBA", (16, 16), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 8, 16))
    again = reopened(image, Format.GIF).convert("RGBA")
    assert again.getpixel((2, 2)) == (255, 0, 0, 255)
    assert again.getchannel("A").getpixel((12, 2)) == 0
