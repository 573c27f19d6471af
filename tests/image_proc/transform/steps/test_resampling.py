"""Lanczos in two halves is Lanczos."""

from functools import cache

import pytest
from PIL import Image, ImageChops

from image_proc.transform.company import COMPANY, Company
from image_proc.transform.plan import Box, Size
from image_proc.transform.steps import resampling
from image_proc.transform.steps.resampling import lanczos

LARGE = (1000, 800)


@cache
def noise(mode: str, size: Size = LARGE) -> Image.Image:
    bands = [Image.effect_noise(size, 20) for _ in Image.new(mode, (1, 1)).getbands()]
    return Image.merge(mode, bands)


def plain(image: Image.Image, size: Size, box: Box) -> Image.Image:
    return image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def most_different(one: Image.Image, other: Image.Image) -> int:
    extremes = ImageChops.difference(one, other).split()
    return max(level for band in extremes for level, count in enumerate(band.histogram()) if count)


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK", "LA", "RGBA"])
@pytest.mark.parametrize(
    ("size", "box"),
    [
        ((500, 400), (0, 0, 1000, 800)),
        ((301, 203), (0, 0, 1000, 799.25)),
        ((333, 1), (10.5, 20.25, 700.75, 400.5)),
        ((77, 2), (0, 0, 1000, 800)),
        ((1000, 501), (0, 100, 1000, 800)),
        ((60, 51), (3, 5, 997, 795)),
        ((1200, 960), (0, 0, 1000, 800)),
    ],
)
def test_two_halves_make_what_one_piece_makes(mode: str, size: Size, box: Box) -> None:
    image = noise(mode)
    made = lanczos(image, size, box)
    assert (made.mode, made.size) == (mode, size)
    # Pillow rounds after its first pass, and which one that is depends on the size.
    assert most_different(made, plain(image, size, box)) <= 2


@pytest.mark.parametrize(
    ("image", "size"),
    [
        (noise("RGB", (600, 800)), (300, 400)),
        (noise("RGB"), (2000, 1001)),
        (noise("RGBA"), (500, 400)),
        (noise("RGB"), (500, 1)),
        (noise("RGB"), (100, 80)),
    ],
    ids=["few pixels", "a large result", "alpha", "one row", "far less pixels"],
)
def test_what_is_not_worth_it_is_done_in_one_piece(
    image: Image.Image, size: Size, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resampling, "ThreadPoolExecutor", None)
    assert lanczos(image, size, (0, 0, *image.size)).size == size


def test_a_half_that_fails_fails_the_whole() -> None:
    with pytest.raises(ValueError, match="box offset"):
        lanczos(noise("RGB"), (500, 400), (0, -10, 1000, 800))


def test_with_another_picture_under_way_one_thread_makes_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone = lanczos(noise("RGB"), (501, 401), (0.5, 0, 1000, 799.25))
    monkeypatch.setattr(resampling, "ThreadPoolExecutor", None)
    with COMPANY.joined(), COMPANY.joined():
        assert lanczos(noise("RGB"), (501, 401), (0.5, 0, 1000, 799.25)) == alone
    with COMPANY.joined(), pytest.raises(TypeError):
        lanczos(noise("RGB"), (501, 401), (0.5, 0, 1000, 799.25))


def test_a_picture_that_fails_is_no_longer_company() -> None:
    company = Company()
    for _ in range(2):
        with pytest.raises(ValueError, match="broken"), company.joined():
            int("broken")
    seen = [company.alone]
    with company.joined():
        seen.append(company.alone)
        with company.joined():
            seen.append(company.alone)
        seen.append(company.alone)
    assert seen == [True, True, False, True]
