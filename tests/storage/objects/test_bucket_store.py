"""Objects in a bucket: what only a bucket has, and what goes wrong only there."""

import hashlib
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from obstore.store import S3Store

from config import ROOT
from storage.errors import Missing, Refused, StorageError, Unavailable
from storage.objects import BucketStore, Found, new_key
from storage.s3 import Bucket, Patience, S3Access
from tests.real_server import free_port
from tests.seaweed import OWNER, READER, SeaweedFs
from tests.storage.objects.objects import put
from tests.upstream import Reply, serving

LARGE = 40 << 20  # bytes
SHORT = Patience(connect=0.5, silence=0.5, whole=2.0, again=1)
LITTLE = 24 << 20  # bytes that a process may take besides what it has
IN_LITTLE_MEMORY = f"""
import resource, sys
from pathlib import Path
from storage.objects import BucketStore, new_key
from storage.s3 import Bucket, S3Access

endpoint, key_id, secret, name, file, digest = sys.argv[1:]
store = BucketStore(Bucket(name, "", S3Access(endpoint, "us-east-1", key_id, secret)))
small = Path(file).with_name("small")
small.write_bytes(b"")
store.put(new_key(), small, "{hashlib.sha256().hexdigest()}")

status = Path("/proc/self/status").read_text()
limit = int(status.partition("VmData:")[2].split()[0]) * 1024 + {LITTLE}
resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
key = new_key()
store.put(key, Path(file), digest)
assert sum(map(len, store.read(key, 0, {LARGE}))) == {LARGE}
with store.open(key) as far:
    while far.read(1 << 16):
        pass
store.delete(key)
"""


@pytest.fixture
def bucket_store(bucket: Bucket) -> BucketStore:
    return BucketStore(bucket)


def raw(server: SeaweedFs, name: str) -> S3Store:
    return server.open(name)


def test_objects_have_the_names_that_they_have_in_a_folder(
    seaweedfs: SeaweedFs, bucket_name: str, tmp_path: Path
) -> None:
    access = S3Access(seaweedfs.url, "us-east-1", *OWNER)
    store = BucketStore(Bucket(bucket_name, "named", access))
    key, other = put(store, tmp_path, b"one"), put(store, tmp_path, b"two")
    store.quarantine(other)
    names = {found["path"] for page in raw(seaweedfs, bucket_name).list("named") for found in page}
    assert names == {f"named/objects/{key[:2]}/{key}", f"named/quarantine/{other}"}


def test_strangers_are_passed_over(seaweedfs: SeaweedFs, bucket_name: str, tmp_path: Path) -> None:
    access = S3Access(seaweedfs.url, "us-east-1", *OWNER)
    store = BucketStore(Bucket(bucket_name, "strange", access))
    key = put(store, tmp_path, b"one")
    owner = raw(seaweedfs, bucket_name)
    for stranger in (
        f"objects/{key}",
        f"objects/{key[:2]}/{key}.bak",
        f"objects/{key[:2]}/{key}/more",
        f"objects/zz/{key}",
        f"objects/{'ff' if key[:2] != 'ff' else '00'}/{key}",
        "objects/README",
        f"objects-old/{key[:2]}/{key}",
    ):
        owner.put(f"strange/{stranger}", b"a stranger's")
    assert list(store.list()) == [Found(key, 3)]


def test_a_quarantine_that_was_cut_short_is_done_again(
    seaweedfs: SeaweedFs, bucket_name: str, tmp_path: Path
) -> None:
    access = S3Access(seaweedfs.url, "us-east-1", *OWNER)
    store = BucketStore(Bucket(bucket_name, "cut", access))
    key = put(store, tmp_path, b"one")
    raw(seaweedfs, bucket_name).put(f"cut/quarantine/{key}", b"one")
    store.quarantine(key)
    assert list(store.list()) == []


def test_anybody_may_read_at_a_signed_address_and_no_other(
    bucket_store: BucketStore, tmp_path: Path
) -> None:
    key = put(bucket_store, tmp_path, b"one")
    signed = bucket_store.sign(key, 60)
    assert signed
    assert OWNER[1] not in signed
    address = urlsplit(signed)
    assert address.hostname
    for query, status in ((address.query, 200), ("", 403), (f"{address.query[:-1]}g", 403)):
        connection = HTTPConnection(address.hostname, address.port or 80, timeout=30)
        connection.request("GET", f"{address.path}?{query}")
        answer = connection.getresponse()
        assert (answer.status, answer.read() == b"one") == (status, status == 200)
        connection.close()
    with pytest.raises(Missing):
        bucket_store.sign("no key", 60)


def test_nothing_is_signed_without_a_key(seaweedfs: SeaweedFs) -> None:
    assert BucketStore(Bucket("any", "", S3Access(seaweedfs.url))).sign(new_key(), 60) is None


def test_nobody_tells_how_much_room_there_is(bucket_store: BucketStore) -> None:
    assert bucket_store.free() is None


def test_who_may_only_read_is_refused(
    seaweedfs: SeaweedFs, bucket_name: str, bucket_store: BucketStore, tmp_path: Path
) -> None:
    key = put(bucket_store, tmp_path, b"one")
    reader = BucketStore(Bucket(bucket_name, "", S3Access(seaweedfs.url, "us-east-1", *READER)))
    with pytest.raises(Refused):
        put(reader, tmp_path, b"two")
    with pytest.raises(StorageError):
        reader.delete(key)
    assert bucket_store.size(key) == 3


def test_memory_stays_small(seaweedfs: SeaweedFs, bucket_name: str, tmp_path: Path) -> None:
    file = tmp_path / "large"
    with file.open("wb") as target:
        target.truncate(LARGE)
    with file.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    arguments = [seaweedfs.url, *OWNER, bucket_name, str(file), digest]
    subprocess.run([sys.executable, "-c", IN_LITTLE_MEMORY, *arguments], cwd=ROOT, check=True)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(delay=30),
        Reply(status=500),
        Reply(status=503),
        Reply(b"", raw=True),
        Reply(b"\0\1\2\r\n\r\n", raw=True),
    ],
)
def test_an_answer_that_never_comes_or_is_none_is_told_in_time(
    reply: Reply, tmp_path: Path
) -> None:
    key = new_key()
    with serving() as server:
        server.routes[f"/shop/objects/{key[:2]}/{key}"] = reply
        access = S3Access(server.origin, "us-east-1", *OWNER)
        store = BucketStore(Bucket("shop", "", access, SHORT, SHORT))
        begin = time.monotonic()
        with pytest.raises(Unavailable):
            put(store, tmp_path, b"one", key)
        with pytest.raises(Unavailable):
            store.open(key)
        with pytest.raises(Unavailable):
            store.read(key, 0, 1)
        assert time.monotonic() - begin < 20


def test_nobody_there_is_told_soon(tmp_path: Path) -> None:
    access = S3Access(f"http://127.0.0.1:{free_port()}", "us-east-1", *OWNER)
    store = BucketStore(Bucket("none", "", access, SHORT, SHORT))
    begin = time.monotonic()
    key = new_key()
    for ask in (
        lambda: put(store, tmp_path, b"one"),
        lambda: store.size(key),
        lambda: store.open(key),
        lambda: store.read(key, 0, 1),
        lambda: store.delete(key),
        lambda: store.quarantine(key),
        lambda: list(store.list()),
    ):
        with pytest.raises(Unavailable):
            ask()
    assert time.monotonic() - begin < 20


def test_a_list_that_breaks_off_is_never_just_shorter() -> None:
    with serving() as server:
        page = (
            b"<ListBucketResult><IsTruncated>true</IsTruncated>"
            b"<NextContinuationToken>more</NextContinuationToken><Contents>"
            b"<Key>objects/aa/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</Key><Size>3</Size>"
            b"<LastModified>2026-01-01T00:00:00Z</LastModified></Contents></ListBucketResult>"
        )
        server.routes["/shop?list-type=2&prefix=objects%2F"] = Reply(page)
        access = S3Access(server.origin, "us-east-1", *OWNER)
        store = BucketStore(Bucket("shop", "", access, SHORT, SHORT))
        with pytest.raises(StorageError):
            list(store.list())
        assert len(server.requests) >= 2, server.requests


def test_an_object_that_breaks_off_is_never_just_shorter() -> None:
    key = "a" * 32
    head = b"HTTP/1.1 206 Partial Content\r\nContent-Length: 10\r\nETag: x\r\n"
    head += b"Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\nContent-Range: bytes 0-9/10\r\n\r\n"
    with serving() as server:
        server.routes[f"/shop/objects/aa/{key}"] = Reply([head, b"01234"], raw=True)
        access = S3Access(server.origin, "us-east-1", *OWNER)
        store = BucketStore(Bucket("shop", "", access, SHORT, SHORT))
        with pytest.raises(Unavailable):
            list(store.read(key, 0, 10))
