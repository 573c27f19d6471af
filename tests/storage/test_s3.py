import time
from datetime import UTC, datetime

import pytest
from obstore.store import S3Store

from storage.errors import Changed, Missing, Refused, StorageError, Unavailable
from storage.s3 import Bucket, Patience, S3Access
from tests.real_server import free_port
from tests.seaweed import READER, SeaweedFs
from tests.upstream import Reply, Upstream, serving

MEGABYTE = 1024 * 1024
# What the client would read by itself, each of which breaks a request.
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "another",
    "AWS_ENDPOINT": "http://127.0.0.1:1",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:1",
    "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:1",
    "AWS_REGION": "eu-west-1",
    "AWS_S3_EXPRESS": "true",
    "AWS_SECRET_ACCESS_KEY": "another",
    "AWS_SESSION_TOKEN": "another",
    "AWS_SKIP_SIGNATURE": "true",
    "AWS_VIRTUAL_HOSTED_STYLE_REQUEST": "true",
}


@pytest.fixture(scope="module")
def written(seaweedfs: SeaweedFs) -> S3Store:
    return seaweedfs.bucket()


def bucket_of(written: S3Store, server: SeaweedFs, prefix: str = "") -> Bucket:
    key, secret = READER
    access = S3Access(server.url, "us-east-1", key, secret)
    return Bucket(str(written.config["bucket"]), prefix, access)


@pytest.fixture
def bucket(written: S3Store, seaweedfs: SeaweedFs) -> Bucket:
    return bucket_of(written, seaweedfs)


@pytest.mark.parametrize(
    "path",
    [
        "one.jpg",
        "a/b/c.jpg",
        "größe ½.png",
        "100%.jpg",
        "a%20b.jpg",
        "%2e%2e.jpg",
        "what?now#then.jpg",
        "a+b&c=d.jpg",
        "~[*]^`{|}.jpg",
        "\"'<>.jpg",
        "at 9.41\u202fPM.png",
        "a...b/.c",
    ],
)
def test_an_object_is_read_by_its_very_name(written: S3Store, bucket: Bucket, path: str) -> None:
    written.put(path, path.encode())
    assert bucket.head(path).size == len(path.encode())
    assert b"".join(bucket.stream(path)) == path.encode()


def test_an_object_tells_its_size_version_and_age(written: S3Store, bucket: Bucket) -> None:
    before = datetime.now(UTC)
    written.put("told.jpg", b"one")
    stat = bucket.head("told.jpg")
    assert stat.size == 3
    assert abs((stat.last_modified - before).total_seconds()) < 60
    assert bucket.head("told.jpg") == stat
    written.put("told.jpg", b"two")
    assert bucket.head("told.jpg").etag not in {"", stat.etag}


def test_a_large_object_comes_in_pieces(written: S3Store, bucket: Bucket) -> None:
    body = bytes(range(256)) * (5 * MEGABYTE // 256) + b"end"
    written.put("large.jpg", body)
    pieces = list(bucket.stream("large.jpg", bucket.head("large.jpg").etag))
    assert b"".join(pieces) == body
    assert 2 <= len(pieces) <= 6
    assert max(map(len, pieces)) < 3 * MEGABYTE


def test_an_empty_object_has_no_bytes(written: S3Store, bucket: Bucket) -> None:
    written.put("empty.jpg", b"")
    assert bucket.head("empty.jpg").size == 0
    assert b"".join(bucket.stream("empty.jpg")) == b""


def test_another_version_is_not_taken_for_the_one_meant(written: S3Store, bucket: Bucket) -> None:
    written.put("changed.jpg", b"one")
    etag = bucket.head("changed.jpg").etag
    written.put("changed.jpg", b"two")
    with pytest.raises(Changed):
        list(bucket.stream("changed.jpg", etag))
    assert list(bucket.stream("changed.jpg")) == [b"two"]


@pytest.mark.parametrize("path", ["missing.jpg", "below/missing.jpg", "below", "x" * 1025])
def test_what_is_not_there_is_missing(written: S3Store, bucket: Bucket, path: str) -> None:
    written.put("below/one.jpg", b"one")
    with pytest.raises(Missing):
        bucket.head(path)
    with pytest.raises(Missing):
        list(bucket.stream(path))


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        ".",
        "..",
        "../secret.jpg",
        "a/../../secret.jpg",
        "a/../secret.jpg",
        "./one.jpg",
        "/secret.jpg",
        "//secret.jpg",
        "one.jpg/",
        "a//one.jpg",
        "../pics-secret/one.jpg",
        "%2e%2e/secret.jpg",
        "..\\secret.jpg",
        "one.jpg\0",
        "one\n.jpg",
        "\ud800",
    ],
)
def test_no_path_leaves_the_prefix(written: S3Store, seaweedfs: SeaweedFs, path: str) -> None:
    for key in ("pics/one.jpg", "secret.jpg", "pics-secret/one.jpg", "pics/a/one.jpg"):
        written.put(key, b"one")
    bucket = bucket_of(written, seaweedfs, "pics")
    assert bucket.head("one.jpg").size == 3
    for ask in (bucket.head, lambda path: list(bucket.stream(path))):
        with pytest.raises(Missing):
            ask(path)


def test_wrong_keys_are_refused(written: S3Store, seaweedfs: SeaweedFs) -> None:
    written.put("one.jpg", b"one")
    name = str(written.config["bucket"])
    secret = "a secret of nobody"  # noqa: S105 - nobody's
    for access in (
        S3Access(seaweedfs.url, "us-east-1", READER[0], secret),
        S3Access(seaweedfs.url, "us-east-1", "nobody", secret),
        S3Access(seaweedfs.url),
    ):
        with pytest.raises(Refused) as caught:
            Bucket(name, "", access).head("one.jpg")
        assert secret not in f"{caught.value}{access}"


def test_only_the_settings_count_and_not_the_environment(
    written: S3Store, seaweedfs: SeaweedFs, monkeypatch: pytest.MonkeyPatch
) -> None:
    written.put("one.jpg", b"one")
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    assert bucket_of(written, seaweedfs).head("one.jpg").size == 3


def test_nobody_there_is_told_soon() -> None:
    bucket = Bucket("none", "", S3Access(f"http://127.0.0.1:{free_port()}", "us-east-1", *READER))
    begin = time.monotonic()
    with pytest.raises(Unavailable):
        bucket.head("one.jpg")
    with pytest.raises(Unavailable):
        list(bucket.stream("one.jpg"))
    assert time.monotonic() - begin < 10


@pytest.mark.parametrize(
    "reply",
    [
        Reply(delay=30),
        Reply(status=500),
        Reply(status=503),
        Reply(status=301),
        Reply(b"\0\1\2\r\n\r\n", raw=True),
        Reply(b"", raw=True),
        Reply([b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: x\r\n\r\n", b"ab"], raw=True),
        Reply([b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", b"a", b"b"], raw=True, pause=20),
    ],
)
def test_a_bad_answer_is_given_up_in_time(reply: Reply) -> None:
    patience = Patience(connect=0.5, silence=0.5, whole=2.0, again=1)
    with serving() as server:
        server.routes["/shop/one.jpg"] = reply
        bucket = Bucket("shop", "", S3Access(server.origin, "us-east-1", *READER), patience)
        begin = time.monotonic()
        with pytest.raises(StorageError):
            list(bucket.stream("one.jpg"))
        assert time.monotonic() - begin < 8
    assert 1 <= len(_requests(server)) <= 4


def _requests(server: Upstream) -> list[str]:
    return [seen.target for seen in server.requests]
