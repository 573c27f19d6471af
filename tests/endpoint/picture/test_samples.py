"""The pictures that are shipped: what they are to show, and where they are from."""

import re
from collections.abc import Callable

import pytest
from PIL import Image

from config import ROOT

FOLDER = ROOT / "assets" / "pictures"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
FILES = sorted(each for each in FOLDER.rglob("*") if each.is_file() and each.suffix != ".md")
NAMES = [each.relative_to(FOLDER).as_posix() for each in FILES]


def test_each_sample_has_its_licence() -> None:
    rows = re.findall(r"^\| `([^`]+)` \|.*\| ([^|]+) \| ([^|]+) \| [^|]*\|$", README, re.MULTILINE)
    assert [name for name, _, _ in rows] == NAMES
    for name, author, licence in rows:
        assert author.strip(), name
        assert licence.startswith(("CC0 1.0", "public domain", "as the project")), name


def test_samples_are_small() -> None:
    assert sum(each.stat().st_size for each in FILES) <= 1_200_000
    for each in FILES:
        assert each.stat().st_size <= 250_000, each.name
        with Image.open(each) as image:
            assert max(image.size) <= 1600, each.name


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("seed-head.jpg", lambda image: image.getexif()[0x0112] == 6),
        ("easel.png", lambda image: image.getchannel("A").getextrema() == (0, 255)),
        ("day.gif", lambda image: image.n_frames == 36),
        ("dandelion.jpg", lambda image: image.info["progressive"]),
        ("dandelion.jpg", lambda image: image.getexif()[0x013B] == "Clemens Engelhardt"),
    ],
)
def test_samples_are_of_many_sorts(name: str, says: Callable[[Image.Image], bool]) -> None:
    with Image.open(FOLDER / name) as image:
        assert says(image)
