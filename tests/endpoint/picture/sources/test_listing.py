from pathlib import Path

import pytest
from werkzeug.exceptions import NotFound

from endpoint.picture.sources import Sources
from endpoint.picture.sources.listing import PER_PAGE
from image_proc.errors import InvalidParameter
from tests.endpoint.picture.sources.attacks import REFUSED_BY_FORM


def test_a_folder_lists_what_can_be_opened_in_it(sources: Sources, photos: Path) -> None:
    (photos / "notes.txt").touch()
    (photos / "jpg").touch()
    (photos / "@shop").mkdir()
    (photos / "back\\slash.jpg").touch()
    listing = sources.pictures()
    assert listing.folders == ("album", "trip")
    assert listing.pictures == ("alias.jpg", "größe ½.png", "round.jpg")
    assert (listing.folder, listing.page, listing.pages) == ("", 1, 1)
    for path in listing.pictures:
        assert sources.find(path).length


def test_a_folder_below_lists_whole_paths(sources: Sources, photos: Path) -> None:
    (photos / "trip/@day/2").mkdir(parents=True)
    assert sources.pictures("trip").pictures == ("trip/one.jpg",)
    assert sources.pictures("trip").folders == ("trip/@day",)
    assert sources.pictures("trip/@day").folders == ("trip/@day/2",)
    assert sources.pictures("album").pictures == ("album/one.jpg",)


def test_pictures_stand_in_natural_order(sources: Sources, photos: Path) -> None:
    names = ("1.JPG", "2.jpeg", "10.png", "a2b3.tiff", "a2b10.bmp", "B.heic", "b.webp", "Z.avif")
    (photos / "new").mkdir()
    for name in reversed(names):
        (photos / "new" / name).touch()
    assert sources.pictures("new").pictures == tuple(f"new/{name}" for name in names)


def test_a_large_folder_has_pages(sources: Sources, photos: Path) -> None:
    (photos / "new").mkdir()
    for number in range(2 * PER_PAGE + 1):
        (photos / f"new/{number}.gif").touch()
    pages = [sources.pictures("new", page) for page in (1, 2, 3, 4)]
    assert [len(page.pictures) for page in pages] == [PER_PAGE, PER_PAGE, 1, 0]
    assert {page.pages for page in pages} == {3}
    assert pages[2].pictures == (f"new/{2 * PER_PAGE}.gif",)


@pytest.mark.parametrize("folder", [path for path in REFUSED_BY_FORM if path and path[0] != "@"])
def test_what_is_no_path_is_not_listed(sources: Sources, folder: str, opened: list[Path]) -> None:
    with pytest.raises(InvalidParameter):
        sources.pictures(folder)
    assert opened == []


@pytest.mark.parametrize(
    "folder",
    [
        "missing",
        "up",
        "up/photos-secret",
        "sibling",
        ".git",
        "trip/one.jpg",
        "alias.jpg",
        "null.jpg",
        "fifo.jpg",
        "loop.jpg",
        "a" * 300,
    ],
)
def test_what_is_no_folder_below_is_not_listed(
    sources: Sources, photos: Path, folder: str, opened: list[Path]
) -> None:
    with pytest.raises(NotFound):
        sources.pictures(folder)
    assert [each for each in opened if not each.is_relative_to(photos)] == []


def test_listing_opens_nothing_outside(sources: Sources, photos: Path, opened: list[Path]) -> None:
    sources.pictures()
    assert opened
    assert [each for each in opened if not each.is_relative_to(photos)] == []
