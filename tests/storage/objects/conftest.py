from itertools import count
from pathlib import Path

import pytest

from storage.objects import BucketStore, FolderStore, ObjectStore
from storage.s3 import Bucket, S3Access
from tests.seaweed import OWNER, SeaweedFs

_prefixes = count(1)


@pytest.fixture
def folder_store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "root")


@pytest.fixture(scope="module")
def bucket_name(seaweedfs: SeaweedFs) -> str:
    return str(seaweedfs.bucket().config["bucket"])


@pytest.fixture
def bucket(seaweedfs: SeaweedFs, bucket_name: str) -> Bucket:
    """Give a part of a bucket that nothing lies in: SeaweedFS has no room for many buckets."""
    prefix = f"all my/pictures ½/{next(_prefixes)}"
    return Bucket(bucket_name, prefix, S3Access(seaweedfs.url, "us-east-1", *OWNER))


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest) -> ObjectStore:
    """Give an empty store of each kind; for the folder, one that has had an object."""
    if request.param == "bucket":
        return BucketStore(request.getfixturevalue("bucket"))
    folder: FolderStore = request.getfixturevalue("folder_store")
    return folder
