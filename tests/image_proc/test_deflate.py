import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from image_proc import deflate

LENGTHS = [1, 2, 257, 258, 259, 260, 516, 517, 518, 45_150, 65_536, 7_000_001]


def inflate(blocks: bytes) -> bytes:
    decoder = zlib.decompressobj(-zlib.MAX_WBITS)
    raw = decoder.decompress(blocks + deflate.FINAL_BLOCK)
    assert decoder.eof
    return raw


@pytest.mark.parametrize("count", LENGTHS)
def test_zeros_inflate_to_as_many_zero_bytes(count: int) -> None:
    assert inflate(deflate.zeros(count)) == bytes(count)


@given(st.integers(1, 3000))
def test_zeros_of_any_length(count: int) -> None:
    assert inflate(deflate.zeros(count)) == bytes(count)


@pytest.mark.parametrize("length", [0, 1, 65_534, 65_535, 65_536, 131_070, 200_001])
def test_what_is_stored_inflates_to_itself(length: int) -> None:
    raw = bytes(number % 251 for number in range(length))
    blocks = deflate.stored(raw)
    assert inflate(blocks) == raw
    assert len(blocks) <= length + 5 * (length // 65_535 + 1)


def test_zeros_are_small() -> None:
    assert len(deflate.zeros(7_000_001)) < 7_000


@pytest.mark.parametrize("count", LENGTHS)
def test_the_checksum_of_zeros(count: int) -> None:
    assert deflate.adler32_of_zeros(count) == zlib.adler32(bytes(count))


@given(st.lists(st.binary(max_size=300) | st.integers(1, 2000), max_size=6))
def test_pieces_join_to_one_zlib_stream(pieces: list[bytes | int]) -> None:
    stream, checksum, raw = deflate.HEADER, 1, b""
    for piece in pieces:
        if isinstance(piece, int):
            plain, blocks, own = bytes(piece), deflate.zeros(piece), deflate.adler32_of_zeros(piece)
        else:
            plain, blocks, own = piece, deflate.self_contained(piece, 6), zlib.adler32(piece)
        stream += blocks
        checksum = deflate.adler32_combine(checksum, own, len(plain))
        raw += plain
    assert zlib.decompress(stream + deflate.FINAL_BLOCK + checksum.to_bytes(4)) == raw
