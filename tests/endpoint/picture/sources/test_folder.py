import os
from pathlib import Path

import pytest
from werkzeug.exceptions import NotFound

from endpoint.picture.sources import Sources
from image_proc.errors import TooLarge
from source.errors import Changed, Unreachable
from tests.endpoint.picture.sources.conftest import MOST


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("trip/one.jpg", b"one"),
        ("alias.jpg", b"one"),
        ("album/one.jpg", b"one"),
        ("round.jpg", b"one"),
        ("größe ½.png", b"named"),
    ],
)
def test_a_picture_is_found_and_opened(sources: Sources, path: str, body: bytes) -> None:
    original = sources.find(path)
    assert (original.name, original.length) == (path, len(body))
    with original.open() as one, original.open() as other:
        assert one.read() == other.read() == body
        one.seek(0)
        assert one.read() == body


def test_names_may_hold_what_cannot_be_seen(sources: Sources, photos: Path) -> None:
    (photos / "at 9.41\u202fPM.png").write_bytes(b"screenshot")
    (photos / "\U0001f469\u200d\U0001f680.png").write_bytes(b"astronaut")
    assert sources.find("at 9.41\u202fPM.png").length == 10
    assert sources.find("\U0001f469\u200d\U0001f680.png").length == 9


def test_the_identity_stays_until_the_file_changes(sources: Sources, photos: Path) -> None:
    file = photos / "trip/one.jpg"
    found = {sources.find("trip/one.jpg").identity, sources.find("trip/one.jpg").identity}
    assert len(found) == 1
    when = file.stat().st_mtime_ns
    os.utime(file, ns=(when, when + 1))
    found.add(sources.find("trip/one.jpg").identity)
    file.write_bytes(b"longer")
    os.utime(file, ns=(when, when))
    found.add(sources.find("trip/one.jpg").identity)
    (photos / "next").write_bytes(b"longes")
    os.utime(photos / "next", ns=(when, when))
    (photos / "next").rename(file)
    found.add(sources.find("trip/one.jpg").identity)
    found.add(sources.find("alias.jpg").identity)
    assert len(found) == 5


def test_a_picture_that_was_replaced_meanwhile_is_not_taken_for_the_old_one(
    sources: Sources, photos: Path
) -> None:
    original = sources.find("trip/one.jpg")
    (photos / "next").write_bytes(b"two")
    (photos / "next").rename(photos / "trip/one.jpg")
    with pytest.raises(Changed, match="was replaced while it was read"):
        original.open()
    with sources.find("trip/one.jpg").open() as file:
        assert file.read() == b"two"


def test_a_folder_that_became_a_link_out_meanwhile_is_not_followed(
    sources: Sources, photos: Path, opened: list[Path]
) -> None:
    original = sources.find("trip/one.jpg")
    (photos / "trip").rename(photos / "moved")
    (photos / "trip").symlink_to("../photos-secret")
    with pytest.raises(Changed):
        original.open()
    with pytest.raises(NotFound):
        sources.find("trip/one.jpg")
    assert all(each.is_relative_to(photos) for each in opened)


def test_a_picture_that_was_deleted_meanwhile_is_to_be_looked_for_again(
    sources: Sources, photos: Path
) -> None:
    original = sources.find("trip/one.jpg")
    (photos / "trip/one.jpg").unlink()
    with pytest.raises(Changed):
        original.open()


def test_a_picture_over_the_most_is_refused_unread(sources: Sources, photos: Path) -> None:
    (photos / "most.jpg").write_bytes(bytes(MOST))
    (photos / "more.jpg").write_bytes(bytes(MOST + 1))
    assert sources.find("most.jpg").length == MOST
    with pytest.raises(TooLarge, match=r"'more\.jpg' has more than 1000 bytes"):
        sources.find("more.jpg")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_picture_that_may_not_be_read_is_named(sources: Sources, photos: Path) -> None:
    (photos / "trip/one.jpg").chmod(0)
    with pytest.raises(Unreachable, match=r"'trip/one\.jpg' cannot be read"):
        sources.find("trip/one.jpg")


def test_a_folder_of_pictures_that_is_gone_has_none(sources: Sources, photos: Path) -> None:
    photos.rename(photos.with_name("moved"))
    with pytest.raises(NotFound, match=r"There is no picture 'trip/one\.jpg'\."):
        sources.find("trip/one.jpg")


def test_nothing_is_left_open_by_who_only_finds(sources: Sources) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    found = [sources.find("alias.jpg") for _ in range(20)]
    for original in found:
        original.open().close()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
