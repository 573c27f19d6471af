"""Forms of any content, however they are cut: what was sent comes out, or a refusal."""

import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from endpoint.image.receive.parts import parts
from image_proc.errors import InvalidParameter

BOUNDARY = "b-b"
DELIMITER = b"\r\n--b-b"
# What a parser may stumble over: pieces of delimiters, whole and broken.
SNAGS = [
    b"\r",
    b"\n",
    b"\r\n",
    b"-",
    b"--",
    b"\r\n--",
    b"--b-b",
    b"\r\n--b-",
    b"b-b",
    b" ",
    b"x",
    b":",
]
snags = st.lists(st.sampled_from(SNAGS) | st.binary(max_size=9), max_size=12).map(b"".join)
contents = snags.filter(lambda content: DELIMITER not in b"\r\n" + content)
cuts = st.lists(st.integers(1, 9), max_size=80)


def cut(body: bytes, lengths: list[int]) -> Iterator[bytes]:
    """Cut a body into pieces of these lengths, and a last one."""
    for length in lengths:
        if body[:length]:
            yield body[:length]
        body = body[length:]
    if body:
        yield body


def encode(files: list[bytes], padding: bytes = b"") -> bytes:
    return (
        b"".join(b"--b-b" + padding + b"\r\nA: b\r\n\r\n" + content + b"\r\n" for content in files)
        + b"--b-b--\r\n"
    )


def decode(pieces: Iterator[bytes]) -> list[bytes]:
    return [b"".join(part.content) for part in parts(pieces, BOUNDARY)]


@given(files=st.lists(contents, min_size=1, max_size=4), lengths=cuts)
@example(files=[b"hello"], lengths=[26, 1, 1, 1])
def test_what_was_sent_comes_out_however_it_is_cut(files: list[bytes], lengths: list[int]) -> None:
    assert decode(cut(encode(files, b" \t"), lengths)) == files


def test_it_may_be_cut_anywhere() -> None:
    files = [b"hello", b"\r", b"", b"\r\n--b-"]
    body = encode(files)
    for at in range(1, len(body)):
        assert decode(iter([body[:at], body[at:]])) == files
    assert decode(body[at : at + 1] for at in range(len(body))) == files


@given(body=snags, lengths=cuts)
def test_any_other_body_is_refused_the_same_way_however_it_is_cut(
    body: bytes, lengths: list[int]
) -> None:
    def outcome(pieces: Iterator[bytes]) -> list[bytes] | None:
        try:
            return decode(pieces)
        except InvalidParameter:
            return None

    for sent in (body, b"--b-b\r\nA: b\r\n\r\n" + body, encode([body])[:-4] + body):
        assert outcome(cut(sent, lengths)) == outcome(iter([sent] if sent else []))


def test_all_of_the_body_is_read() -> None:
    pieces = iter([encode([b"x"]), b"after", b"wards"])
    assert decode(pieces) == [b"x"]
    assert next(pieces, None) is None


def test_a_part_that_nobody_reads_is_passed_over() -> None:
    pieces = cut(encode([b"x" * 1000, b"y"]), [100] * 9)
    assert [part.headers for part in parts(pieces, BOUNDARY)] == [{"a": "b"}] * 2


@pytest.mark.parametrize(
    "unit", [b"x", b"\r", b"\n", b"\r\n", b"\r\n--b-", b"x--b-b", b"\r\n--b", b"\0"]
)
def test_a_long_part_takes_no_memory(unit: bytes) -> None:
    piece = (unit * 65_536)[:65_536]

    def pieces() -> Iterator[bytes]:
        yield b"--b-b\r\nA: b\r\n\r\n"
        for _ in range(100):
            yield piece
        yield b"\r\n--b-b--"

    tracemalloc.start()
    total = sum(len(piece) for part in parts(pieces(), BOUNDARY) for piece in part.content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total == 6_553_600
    assert peak < 1_000_000
