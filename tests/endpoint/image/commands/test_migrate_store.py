"""`flask images migrate-store`: to another folder, to a real S3 server, and back."""

from pathlib import Path
from shutil import copytree

import pytest

from storage.objects import BucketStore, FolderStore
from storage.s3 import Bucket, S3Access
from tests.endpoint.image.commands.conftest import Make
from tests.repository import Repository
from tests.seaweed import OWNER, SeaweedFs

COLORS = ("red", "green", "blue", "white")


@pytest.fixture
def closed(repository: Repository, make: Make) -> Repository:
    """Give a repository with four pictures that only reads."""
    for color in COLORS:
        repository.upload(color)
    return make("here", READ_ONLY="1")


def old(repository: Repository) -> Path:
    return repository.folder / "images"


def test_all_goes_to_a_folder_and_the_setting_is_told(
    closed: Repository, tmp_path: Path, make: Make
) -> None:
    before = closed.state()
    done = closed.run("migrate-store", old(closed), tmp_path / "new")
    assert (done.exit_code, done.stdout) == (0, f"STORAGE_URL={tmp_path / 'new'}\n")
    assert done.stderr.startswith("Copied 4 objects, ")
    assert closed.state() == before
    old(closed).rename(tmp_path / "no longer")
    moved = make("here", STORAGE_URL=str(tmp_path / "new"))
    assert moved.state() == before
    assert moved.run("fsck", "--deep").exit_code == 0
    assert [*(tmp_path / "new" / "staging").iterdir()] == []


def test_there_and_back_by_a_bucket(
    repository: Repository, tmp_path: Path, make: Make, mariadb_url: str, seaweedfs: SeaweedFs
) -> None:
    del repository
    bucket = str(seaweedfs.bucket().config["bucket"])
    environ = {
        "DATABASE_URL": mariadb_url,
        "AWS_ENDPOINT_URL": seaweedfs.url,
        "AWS_ACCESS_KEY_ID": OWNER[0],
        "AWS_SECRET_ACCESS_KEY": OWNER[1],
    }
    first = make("first", **environ)
    for color in COLORS:
        first.upload(color)
    before, url = first.state(), f"s3://{bucket}/all/images"
    closed = make("first", **environ, READ_ONLY="1")
    done = closed.run("migrate-store", old(first), url)
    assert (done.exit_code, done.stdout) == (0, f"STORAGE_URL={url}\n")
    again = closed.run("migrate-store", old(first), url)
    assert again.stderr == "Copied 0 objects, 0 B; 4 were there.\n"

    remote = make("first", **environ, STORAGE_URL=url)
    assert isinstance(remote.images.store, BucketStore)
    assert remote.state() == before
    key = remote.blobs()[0].object_key
    remote.images.store.quarantine(key)
    assert remote.run("fsck").exit_code == 1
    assert remote.run("fsck", "--deep", "--repair").exit_code == 0
    assert remote.run("export", tmp_path / "out").exit_code == 0

    assert closed.run("migrate-store", url, tmp_path / "back").exit_code == 0
    back = make("first", **environ, STORAGE_URL=str(tmp_path / "back"))
    assert back.state() == before
    assert back.run("fsck", "--deep").exit_code == 0

    other = make("other", **environ | {"DATABASE_URL": ""}, STORAGE_URL=f"s3://{bucket}/other")
    assert other.run("import", tmp_path / "out").exit_code == 0
    assert other.state() == before
    blobs = {blob.object_key for blob in other.blobs()}
    store = BucketStore(Bucket(bucket, "other", S3Access(seaweedfs.url, "us-east-1", *OWNER)))
    assert {found.key for found in store.list()} == blobs


def test_what_was_broken_off_goes_on(
    closed: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = FolderStore.put, []

    def breaking(store: FolderStore, key: str, file: Path, sha256: str) -> None:
        calls.append(key)
        if len(calls) == 3:
            raise KeyboardInterrupt
        real(store, key, file, sha256)

    with monkeypatch.context() as patch:
        patch.setattr(FolderStore, "put", breaking)
        assert closed.run("migrate-store", old(closed), tmp_path / "new").exit_code == 1
    done = closed.run("migrate-store", old(closed), tmp_path / "new")
    assert done.exit_code == 0
    assert done.stderr.startswith("Copied 2 objects, ")
    assert done.stderr.endswith("; 2 were there.\n")


@pytest.mark.parametrize("damage", ["gone", "short", "other"])
def test_what_is_not_right_is_not_copied_and_named(
    closed: Repository, tmp_path: Path, damage: str
) -> None:
    path = closed.path(1)
    body = path.read_bytes()
    path.unlink()
    if damage != "gone":
        path.write_bytes(body[:-3] if damage == "short" else b"x" * len(body))
    done = closed.run("migrate-store", old(closed), tmp_path / "new")
    assert (done.exit_code, done.stdout) == (1, "")
    assert path.name in done.stderr
    assert "Not copied: 1" in done.stderr
    assert {found.key for found in FolderStore(tmp_path / "new").list()} == {
        blob.object_key for blob in closed.blobs() if blob.object_key != path.name
    }
    path.unlink(missing_ok=True)
    path.write_bytes(body)
    assert closed.run("migrate-store", old(closed), tmp_path / "new").exit_code == 0


def test_what_is_wrong_in_the_new_place_is_put_away_and_copied(
    closed: Repository, tmp_path: Path
) -> None:
    new = copytree(old(closed), tmp_path / "new")
    paths = sorted(path for path in (new / "objects").rglob("*") if path.is_file())
    paths[0].write_bytes(b"half")
    paths[1].write_bytes(bytes(reversed(paths[1].read_bytes())))
    done = closed.run("migrate-store", old(closed), new)
    assert done.exit_code == 0
    assert done.stderr.startswith("Copied 2 objects, ")
    assert {path.name for path in (new / "quarantine").iterdir()} == {
        path.name for path in paths[:2]
    }


def test_an_old_place_that_is_not_there_is_said_in_a_line(
    closed: Repository, tmp_path: Path
) -> None:
    done = closed.run("migrate-store", tmp_path / "nowhere", tmp_path / "new")
    assert done.exit_code == 1
    assert done.stderr == ("Error: the store of objects: the folder of all objects is not there\n")


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("s3://B", "new", "FROM is 's3://B'; accepted: "),
        ("old", "ftp://example.org/x", "TO is 'ftp:"),
        ("old", "s3:bucket", "TO is 's3:bucket'"),
        ("old", "old", "the same"),
        ("s3://bucket/a", "s3://bucket/a/", "the same"),
    ],
)
def test_places_that_cannot_be_meant_are_refused(
    closed: Repository, source: str, target: str, said: str
) -> None:
    done = closed.run("migrate-store", source, target)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_nothing_is_moved_while_uploads_are_taken(repository: Repository, tmp_path: Path) -> None:
    done = repository.run("migrate-store", old(repository), tmp_path / "new")
    assert done.exit_code == 2
    assert "READ_ONLY=1" in done.stderr
    assert not (tmp_path / "new").exists()
