"""A grey GIF, which Pillow decodes into the very image that still knows its file."""

import pytest
from PIL import Image

from tests.stored import encoded, made


@pytest.mark.parametrize("frames", [1, 3])
@pytest.mark.parametrize("format_", ["avif", "webp", "png", "gif", "jpeg"])
def test_a_grey_gif_of_its_own_size_can_be_any_format(format_: str, frames: int) -> None:
    shades = [Image.linear_gradient("L").rotate(30 * number) for number in range(frames)]
    options = {"save_all": True, "append_images": shades[1:]} if frames > 1 else {}
    image = made(encoded(shades[0], "GIF", **options), format=format_)
    assert image.size == (256, 256)
