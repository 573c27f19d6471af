"""What keeps long animations from taking minutes."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from image_proc.encode import Encoding, animation, encode_animation, moving_webp
from image_proc.encode.ladder import Ladder
from image_proc.encode.webp import lossless_file
from image_proc.spec import Format
from tests.stored import encoded, spec_of

SIZE = (192, 192)
PHOTO = Path(__file__).parents[3] / "assets" / "pictures" / "coffee.jpg"


@dataclass(frozen=True)
class Shot:
    image: Image.Image
    duration: int = 40


def dithered() -> Image.Image:
    """A photo that was a GIF."""
    with Image.open(PHOTO) as photo:
        small = photo.convert("RGB").resize(SIZE)
    palette = small.quantize(256, Image.Quantize.FASTOCTREE)
    return small.quantize(palette=palette).convert("RGB")


def screen(line: int) -> Image.Image:
    image = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(image)
    for at in range(line):
        draw.text((2, 10 * at), f"$ line {at}", "black")
    return image


@pytest.mark.parametrize(("image", "tried"), [(dithered(), False), (screen(8), True)])
def test_only_what_may_be_smaller_is_tried_without_loss(
    image: Image.Image, tried: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[tuple[int, int]] = []

    def remembering(each: Image.Image) -> bytes:
        sizes.append(each.size)
        return lossless_file(each)

    monkeypatch.setattr(moving_webp, "lossless_file", remembering)
    encode_animation([Shot(image)], 0, Encoding(Format.WEBP))
    assert (SIZE in sizes) is tried


@pytest.mark.parametrize(("count", "side", "tries"), [(2, 100, 3), (8, 1100, 2), (10, 2000, 1)])
def test_long_animations_are_tried_less_often(
    count: int, side: int, tries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []

    def write(step: int) -> bytes:
        written.append(step)
        return bytes(step)

    monkeypatch.setattr(animation, "_ladder", lambda *_: Ladder(write, range(1, 92)))
    frames = [Shot(Image.new("L", (side, side)))] * count
    encode_animation(frames, 0, Encoding(Format.WEBP, max_bytes=60))
    assert len(written) == 2 + tries


def test_of_long_animations_one_is_made_at_a_time() -> None:
    image = Image.new("L", (64, 64))
    shades = [image.point([level] * 256) for level in range(4)]
    movie = encoded(image, "GIF", save_all=True, append_images=shades[1:])
    size = {"width": "1800", "height": "1800", "enlarge": "true"}
    assert spec_of(movie, format="gif", **size).slow
    assert not spec_of(movie, format="jpeg", **size).slow
    assert not spec_of(movie, format="gif").slow
