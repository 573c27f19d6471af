"""A border of an animation is what no frame shows anything on."""

from io import BytesIO

import pytest
from PIL import Image

from image_proc.produce import draw
from tests.stored import encoded, spec_of

FORMATS = ["gif", "png", "webp", "avif"]
CLEAR = (0, 0, 0, 0)
RED = (200, 0, 0, 255)


def moving(format_: str, *lefts: int | None) -> bytes:
    """A square of 10 px on a clear ground of 80 by 30, a frame for each place; None is empty."""
    shots = []
    for left in lefts:
        shot = Image.new("RGBA", (80, 30), CLEAR)
        if left is not None:
            shot.paste(RED, (left, 10, left + 10, 20))
        shots.append(shot)
    options = {"save_all": True, "append_images": shots[1:], "duration": 100}
    return encoded(shots[0], format_.upper(), **options, **_EXACT.get(format_, {"disposal": 2}))


_EXACT: dict[str, dict[str, object]] = {
    "png": {"disposal": 1},
    "webp": {"lossless": True},
    "avif": {"quality": 100, "subsampling": "4:4:4"},
}


def shown(body: bytes, format_: str, **fields: str) -> list[Image.Image]:
    result = draw(spec_of(body, format=format_, trim="20", **fields)).body
    with Image.open(BytesIO(result)) as image:
        images = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            images.append(image.convert("RGBA"))
        return images


@pytest.mark.parametrize("format_", FORMATS)
def test_what_moves_is_seen_in_every_frame(format_: str) -> None:
    images = shown(moving(format_, 10, 30, 60), format_)

    assert len(images) == 3
    assert {image.size for image in images} == {(60, 10)}
    for image, left in zip(images, (0, 20, 50), strict=True):
        seen = image.getpixel((left + 5, 5))
        assert isinstance(seen, tuple)
        assert seen[0] > 150
        assert seen[3] > 250


def test_a_frame_that_shows_nothing_keeps_nothing() -> None:
    images = shown(moving("webp", None, 30, 50), "webp")
    assert [image.size for image in images] == [(30, 10)] * 3


def test_a_crop_is_trimmed_in_all_frames() -> None:
    images = shown(moving("webp", 10, 30, 60), "webp", crop="20,0,30,30")
    assert [image.size for image in images] == [(10, 10)] * 3


def test_a_still_of_an_animation_is_trimmed_as_what_it_shows() -> None:
    (image,) = shown(moving("webp", 10, 30, 60), "jpeg")
    assert image.size == (10, 10)
