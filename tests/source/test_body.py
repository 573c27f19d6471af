import gzip
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source.body import UnknownCoding, gather
from source.bounds import TooLarge

LIMIT = 1000
TEXT = b"some text, not too short to be packed. " * 20


def gzipped(body: bytes) -> bytes:
    """Pack without the time: tests are named by their parameters, in each process alike."""
    return gzip.compress(body, mtime=0)


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def packed(body: bytes, encoding: str) -> bytes:
    if encoding == "gzip":
        return gzipped(body)
    return zlib.compress(body) if encoding == "deflate" else body


def cut(body: bytes, size: int) -> Iterator[bytes]:
    return (body[start : start + size] for start in range(0, len(body), size))


@pytest.mark.parametrize("size", [1, 7, 4096])
@pytest.mark.parametrize(
    ("encoding", "sent"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzipped(TEXT)),
        (" X-GZip ", gzipped(TEXT)),
        ("gzip", gzipped(TEXT[:99]) + gzipped(TEXT[99:])),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw_deflate(TEXT)),
    ],
)
def test_bodies_are_unpacked_however_they_come(encoding: str, sent: bytes, size: int) -> None:
    assert gather(cut(sent, size), encoding, LIMIT) == TEXT


def test_an_empty_body_is_empty() -> None:
    assert gather(iter(()), "", LIMIT) == b""
    assert gather(iter([gzipped(b"")]), "gzip", LIMIT) == b""


@pytest.mark.parametrize("encoding", ["gzip", "deflate", ""])
def test_the_limit_itself_may_be_read_and_no_byte_more(encoding: str) -> None:
    body = packed(bytes(LIMIT), encoding)
    assert gather(iter([body]), encoding, LIMIT) == bytes(LIMIT)
    with pytest.raises(TooLarge):
        gather(iter([packed(bytes(LIMIT + 1), encoding)]), encoding, LIMIT)


def test_nothing_is_read_after_the_limit() -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield bytes(100)

    with pytest.raises(TooLarge):
        gather(endless(), "", LIMIT)


@pytest.mark.parametrize(
    "encoding", ["br", "zstd", "compress", "gzip, gzip", "gzip,deflate", "identity, gzip", "x"]
)
def test_other_encodings_and_several_are_refused(encoding: str) -> None:
    with pytest.raises(UnknownCoding):
        gather(iter([TEXT]), encoding, LIMIT)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@pytest.mark.parametrize("sent", [b"", TEXT, gzipped(TEXT)[:-9], zlib.compress(TEXT)[:-5]])
def test_broken_ones_are_refused(encoding: str, sent: bytes) -> None:
    with pytest.raises((EOFError, zlib.error)):
        gather(iter([sent]), encoding, LIMIT)


@pytest.mark.parametrize("sent", [gzipped(TEXT) + b"more", gzipped(TEXT) + gzipped(TEXT)[:20]])
def test_a_second_member_has_to_be_whole(sent: bytes) -> None:
    with pytest.raises((EOFError, zlib.error)):
        gather(iter([sent]), "gzip", LIMIT)


@given(st.lists(st.binary()), st.sampled_from(["gzip", "deflate", "", "br"]), st.integers(0, LIMIT))
def test_no_body_does_anything_but_be_read_or_refused(
    chunks: list[bytes], encoding: str, limit: int
) -> None:
    try:
        assert len(gather(iter(chunks), encoding, limit)) <= limit
    except (TooLarge, UnknownCoding, EOFError, zlib.error):
        return
