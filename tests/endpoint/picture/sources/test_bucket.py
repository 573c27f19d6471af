import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from obstore.store import S3Store
from werkzeug.exceptions import NotFound

from endpoint.copies import Copies
from endpoint.picture.sources import Sources, bucket
from endpoint.picture.sources.bucket import BucketSource
from endpoint.picture.sources.folder import Folder
from image_proc.errors import TooLarge
from source.errors import Changed, Unreachable
from storage.results import ResultStore
from storage.s3 import Bucket, Patience, S3Access, Stat
from tests.endpoint.picture.sources.attacks import NOT_THERE
from tests.real_server import free_port
from tests.seaweed import READER, SeaweedFs

MOST = 3_000_000


class Counted(Bucket):
    """A bucket that tells what it was asked."""

    def __init__(self, name: str, access: S3Access) -> None:
        super().__init__(name, "pics", access, Patience(connect=1, silence=2, whole=5, again=0))
        self.heads: list[str] = []
        self.reads: list[str] = []

    def head(self, path: str) -> Stat:
        self.heads.append(path)
        return super().head(path)

    def stream(self, path: str, etag: str = "") -> Iterator[bytes]:
        self.reads.append(path)
        return super().stream(path, etag)


@dataclass
class Shop:
    """A bucket, who writes it, and who reads it."""

    written: S3Store
    counted: Counted
    folder: Path
    budget: int = 100_000_000

    def sources(self) -> Sources:
        """Begin as another process would."""
        copies = Copies(ResultStore(self.folder, self.budget))
        source = BucketSource(self.counted, copies, MOST)
        return Sources(Folder(self.folder, MOST), {"shop": source})

    def body(self, path: str = "@shop/one.jpg") -> bytes:
        with self.sources().find(path).open() as file:
            return file.read()


@pytest.fixture(scope="module")
def written(seaweedfs: SeaweedFs) -> S3Store:
    return seaweedfs.bucket()


@pytest.fixture
def shop(written: S3Store, seaweedfs: SeaweedFs, tmp_path: Path) -> Shop:
    written.put("pics/one.jpg", b"one")
    access = S3Access(seaweedfs.url, "us-east-1", *READER)
    return Shop(written, Counted(str(written.config["bucket"]), access), tmp_path / "store")


def test_a_picture_is_read_once_and_kept(shop: Shop) -> None:
    original = shop.sources().find("@shop/one.jpg")
    assert (original.name, original.length) == ("@shop/one.jpg", 3)
    assert shop.counted.reads == []
    with original.open() as one, original.open() as other:
        assert one.read() == other.read() == b"one"
        assert one.seek(1) == 1
    assert shop.body() == b"one"
    assert shop.counted.reads == ["one.jpg"]


def test_a_bucket_is_believed_for_some_seconds(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = shop.sources()
    identity = sources.find("@shop/one.jpg").identity
    assert sources.find("@shop/one.jpg").identity == identity
    assert shop.counted.heads == ["one.jpg"]
    shop.written.put("pics/one.jpg", b"two")
    monkeypatch.setattr(bucket, "FRESH", 0.0)
    changed = sources.find("@shop/one.jpg")
    assert changed.identity != identity
    with changed.open() as file:
        assert file.read() == b"two"


def test_a_picture_that_was_replaced_meanwhile_is_not_taken_for_the_old_one(shop: Shop) -> None:
    sources = shop.sources()
    original = sources.find("@shop/one.jpg")
    shop.written.put("pics/one.jpg", b"two")
    with pytest.raises(Changed):
        original.open()
    with sources.find("@shop/one.jpg").open() as file:
        assert file.read() == b"two"


@pytest.mark.parametrize("budget", [0, 100_000_000])
def test_a_large_picture_comes_through_the_disk(shop: Shop, budget: int) -> None:
    body = bytes(range(256)) * 10_000
    shop.written.put("pics/large.jpg", body)
    shop.budget = budget
    assert shop.body("@shop/large.jpg") == body
    assert shop.body("@shop/large.jpg") == body
    assert len(shop.counted.reads) == (1 if budget else 4)


def test_a_picture_over_the_most_is_refused_unread(shop: Shop) -> None:
    shop.written.put("pics/most.jpg", bytes(MOST))
    shop.written.put("pics/more.jpg", bytes(MOST + 1))
    assert len(shop.body("@shop/most.jpg")) == MOST
    with pytest.raises(TooLarge, match=rf"'@shop/more\.jpg' has more than {MOST} bytes"):
        shop.sources().find("@shop/more.jpg")
    assert shop.counted.reads == ["most.jpg"]


@pytest.mark.parametrize("path", [each for each in NOT_THERE if each[0] not in ".@"])
def test_what_is_not_in_the_bucket_is_not_there(shop: Shop, path: str) -> None:
    shop.written.put("secret.jpg", b"hidden")
    shop.written.put("pics/trip/one.jpg", b"one")
    with pytest.raises(NotFound):
        shop.sources().find(f"@shop/{path}")
    assert shop.counted.reads == []


def test_a_picture_that_is_deleted_after_it_was_found_is_not_there(shop: Shop) -> None:
    original = shop.sources().find("@shop/one.jpg")
    shop.written.delete("pics/one.jpg")
    with pytest.raises(NotFound):
        original.open()


def test_a_bucket_that_cannot_be_read_is_told_without_its_address(
    shop: Shop, seaweedfs: SeaweedFs
) -> None:
    name = str(shop.written.config["bucket"])
    for access in (
        S3Access(seaweedfs.url, "us-east-1", READER[0], "a wrong secret"),
        S3Access(f"http://127.0.0.1:{free_port()}", "us-east-1", *READER),
    ):
        shop.counted = Counted(name, access)
        with pytest.raises(Unreachable, match=r"'@shop/one\.jpg' cannot be had") as caught:
            shop.sources().find("@shop/one.jpg")
        assert "127.0.0.1" not in str(caught.value)


def test_twenty_at_once_are_one_read(shop: Shop) -> None:
    body = bytes(range(256)) * 8_000
    shop.written.put("pics/many.jpg", body)
    processes = [shop.sources(), shop.sources()]
    bodies: list[bytes] = []

    def read(number: int) -> None:
        with processes[number % 2].find("@shop/many.jpg").open() as file:
            bodies.append(file.read())

    threads = [threading.Thread(target=read, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bodies == [body] * 20
    assert shop.counted.reads == ["many.jpg"]
    assert len(shop.counted.heads) <= 2 * 2
