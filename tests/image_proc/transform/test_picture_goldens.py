"""Whole pictures of the sample photos, as people ask for them."""

import pytest
from PIL import Image

from config import SAMPLES
from image_proc.produce import draw
from image_proc.transform.gravity import Gravity
from image_proc.transform.steps.marks import Marks
from tests.conftest import Golden
from tests.stored import spec_of

MARKS = Marks((SAMPLES.parent / "watermarks",))
PICTURES: dict[str, tuple[str, dict[str, object]]] = {
    "inside": ("coffee.jpg", {"width": "240"}),
    "cover-smart": (
        "seed-head.jpg",
        {"width": "160", "height": "160", "fit": "cover", "gravity": Gravity.SMART},
    ),
    "contain": (
        "easel.png",
        {"width": "220", "height": "140", "fit": "contain", "background": "#fde68a"},
    ),
    "circle": ("cat.png", {"width": "140", "height": "140", "fit": "cover", "radius": "max"}),
    "turned": ("dandelion.jpg", {"width": "120", "rotate": "90", "flip": "h"}),
    "toned": (
        "raccoon.webp",
        {"width": "200", "brightness": "1.15", "contrast": "1.2", "saturation": "1.5"},
    ),
    "grey-and-sharp": ("raccoon.webp", {"width": "200", "grayscale": "true", "sharpen": "1"}),
    "marked": (
        "coffee.jpg",
        {"width": "240", "watermark": MARKS.find("easel.png"), "watermark_position": "northwest"},
    ),
    "lettered": ("dandelion.jpg", {"width": "240", "watermark": "© Jane Doe"}),
    "framed": (
        "coffee.jpg",
        {"width": "200", "padding": "12", "background": "white", "dpr": "1.5"},
    ),
    "cropped": ("cat.png", {"crop": "100,20,200,150", "blur": "1.5"}),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_drawn_like_its_golden(name: str, golden: Golden) -> None:
    file, asked = PICTURES[name]
    body = (SAMPLES / file).read_bytes()
    golden(f"picture/{name}.png", draw(spec_of(body, **asked)).body)


def test_a_photo_stored_sideways_is_upright() -> None:
    file = SAMPLES / "seed-head.jpg"
    with Image.open(file) as stored:
        assert stored.getexif()[0x0112] == 6
        width, height = stored.size
    assert spec_of(file.read_bytes(), width="200").size == (200, round(200 * width / height))
