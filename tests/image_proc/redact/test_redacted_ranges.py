"""Any part of a public form is that part of the whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from image_proc.redact import Blank, Kept, Literal, Redaction, pieces_of
from tests.located import MAKERS
from tests.redacted import part_of, redacted, redaction_of

STORED = bytes(range(256)) * 2

pieces = st.one_of(
    st.builds(Kept, st.integers(0, 400), st.integers(1, 100)),
    st.builds(Literal, st.binary(min_size=1, max_size=20)),
    st.builds(Blank, st.integers(1, 100), st.integers(0, 255)),
)


@given(st.lists(pieces, max_size=8), st.integers(0, 900), st.integers(0, 900))
def test_any_part_of_any_pieces_is_a_part_of_the_whole(
    found: list[Kept | Literal | Blank], start: int, length: int
) -> None:
    form = Redaction(tuple(found), sum(piece.length for piece in found), touched=True)
    whole = part_of(STORED, form, 0, form.length)
    assert len(whole) == form.length
    assert part_of(STORED, form, start, length) == whole[start : start + length]
    assert all(piece.length > 0 for piece in pieces_of(form, start, length))


@pytest.mark.parametrize("name", ["turned jpeg", "png", "webp", "avif", "tiff", "moving gif"])
@settings(max_examples=20)
@given(data=st.data())
def test_any_part_of_a_picture_is_a_part_of_the_whole(name: str, data: st.DataObject) -> None:
    body = MAKERS[name]()
    form, whole = redaction_of(body), redacted(body)
    assert form is not None
    start = data.draw(st.integers(0, form.length + 5))
    length = data.draw(st.integers(0, form.length + 5))
    assert part_of(body, form, start, length) == whole[start : start + length]


def test_long_blanks_come_in_pieces() -> None:
    form = Redaction((Blank(300_000, 7),), 300_000, touched=True)
    found = part_of(b"", form, 1, 299_998)
    assert found == b"\x07" * 299_998
