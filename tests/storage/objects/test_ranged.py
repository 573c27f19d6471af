"""A file read by ranges is like one that lies here, and asks for few of them."""

import io
from io import SEEK_CUR, SEEK_END, SEEK_SET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import Unavailable
from storage.objects.ranged import FIRST, LARGEST, Ranged

BODY = bytes(range(251)) * 4001  # a million bytes that do not repeat where parts begin

steps = st.lists(
    st.one_of(
        st.tuples(st.just("read"), st.integers(0, len(BODY))),
        st.tuples(st.just("seek"), st.integers(0, len(BODY) + 10)),
        st.tuples(st.just("back"), st.integers(0, len(BODY))),
        st.tuples(st.just("line"), st.integers(1, 300)),
    ),
    max_size=12,
)


class Far:
    def __init__(self, body: bytes) -> None:
        self.body = body
        self.asked: list[tuple[int, int]] = []

    def fetch(self, start: int, length: int) -> bytes:
        assert 0 <= start < start + length <= len(self.body)
        self.asked.append((start, length))
        return self.body[start : start + length]

    def open(self) -> io.BufferedReader:
        return io.BufferedReader(Ranged(self.fetch, len(self.body)))


def step(file: io.BufferedIOBase, name: str, number: int) -> object:
    if name == "read":
        return file.read(number)
    if name == "line":
        return file.readline(number)
    if name == "back":
        return file.seek(-min(number, file.tell()), SEEK_CUR)
    return file.seek(number)


@given(steps)
def test_whatever_is_done_it_reads_like_a_file(done: list[tuple[str, int]]) -> None:
    with Far(BODY).open() as file, io.BufferedReader(io.BytesIO(BODY)) as truth:
        for name, number in done:
            assert step(file, name, number) == step(truth, name, number)
            assert file.tell() == truth.tell()
        assert file.read() == truth.read()


@pytest.mark.parametrize("size", [0, 1, FIRST, FIRST + 1])
def test_all_sizes_are_read_whole(size: int) -> None:
    with Far(bytes(size)).open() as file:
        assert file.read() == bytes(size)
        assert file.read(1) == b""
        assert file.seek(0, SEEK_END) == size


def test_parts_grow_while_they_follow_each_other() -> None:
    far = Far(bytes(40 << 20))
    with far.open() as file:
        file.read(10)
        assert far.asked == [(0, FIRST)]
        while file.read(1 << 16):
            pass
        assert max(length for _, length in far.asked) == LARGEST
        assert len(far.asked) < 16
        file.seek(0, SEEK_SET)
        file.read(10)
        assert far.asked[-1] == (0, FIRST)


@pytest.mark.parametrize(("offset", "whence"), [(-1, SEEK_SET), (-2, SEEK_END), (0, 7)])
def test_there_is_nothing_before_the_start(offset: int, whence: int) -> None:
    with Far(b"x").open() as file, pytest.raises(ValueError, match=r"nowhere|whence|unsupported"):
        file.seek(offset, whence)


def test_a_closed_file_is_closed() -> None:
    raw = Ranged(Far(b"x").fetch, 1)
    raw.close()
    for ask in (raw.tell, raw.read, lambda: raw.seek(0)):
        with pytest.raises(ValueError, match="closed"):
            ask()


def test_what_goes_wrong_far_away_is_told() -> None:
    def fetch(start: int, length: int) -> bytes:
        msg = f"{start} {length}"
        raise Unavailable(msg)

    with io.BufferedReader(Ranged(fetch, 10)) as file:
        for _ in range(2):
            with pytest.raises(Unavailable):
                file.read(1)
