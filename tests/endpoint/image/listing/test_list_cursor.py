"""Cursors: opaque, for one list only, and whoever changes one is told so."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endpoint.image.listing import Filters, Place, Sort
from endpoint.image.listing.cursor import _digest, read_cursor, write_cursor
from endpoint.image.listing.query import NEWEST_FIRST, Key

LARGEST = 2**63 - 1
NOTHING = Filters()
FILTERED = Filters(tags=("cat",), after=datetime(2026, 11, 21, tzinfo=UTC), q="é")
PLACE = Place(1_795_284_000_000_000, 5)

SORTS = st.builds(Sort, st.sampled_from(Key), st.booleans())
NUMBERS = st.builds(Place, st.integers(-(2**63), LARGEST), st.integers(1, LARGEST))
NAMES = st.builds(Place, st.text(max_size=510), st.integers(1, LARGEST))


@given(SORTS, NUMBERS, NAMES, st.sampled_from([NOTHING, FILTERED]))
def test_a_cursor_leads_back_to_its_place(
    sort: Sort, number: Place, name: Place, filters: Filters
) -> None:
    place = name if sort.key is Key.NAME else number
    text = write_cursor(place, sort, filters)
    assert text.isascii()
    assert all(letter.isalnum() or letter in "-_" for letter in text)
    assert read_cursor(text, sort, filters) == place


@given(st.data())
def test_a_changed_cursor_is_refused(data: st.DataObject) -> None:
    text = write_cursor(PLACE, NEWEST_FIRST, NOTHING)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    changed = text[:start] + data.draw(st.text("aZ0-_ =+/\n%é\0", max_size=3)) + text[end:]
    if changed != text:
        with pytest.raises(ValueError, match="next"):
            read_cursor(changed, NEWEST_FIRST, NOTHING)


@pytest.mark.parametrize(
    ("sort", "filters"),
    [
        (Sort(Key.UPLOADED_AT), NOTHING),
        (Sort(Key.SIZE, descending=True), NOTHING),
        (NEWEST_FIRST, FILTERED),
        (NEWEST_FIRST, Filters(deleted=True)),
        (NEWEST_FIRST, Filters(uploader="cat")),
    ],
)
def test_a_cursor_is_for_one_list(sort: Sort, filters: Filters) -> None:
    text = write_cursor(PLACE, NEWEST_FIRST, NOTHING)
    with pytest.raises(ValueError, match="same order and filters"):
        read_cursor(text, sort, filters)


@pytest.mark.parametrize(
    "held",
    [
        "",
        "{}",
        "5",
        "[]",
        "[5]",
        "[5, 5, 5]",
        '["5", 5]',
        "[5, true]",
        "[null, 5]",
        "[5.0, 5]",
        "[NaN, 5]",
        "[9223372036854775808, 5]",
        "[5, 9223372036854775808]",
        "[5, -9223372036854775809]",
        "[" * 5000,
        "[" + "9" * 5000 + ", 5]",
        "\udcff",
    ],
)
def test_what_somebody_made_himself_is_no_error_of_ours(held: str) -> None:
    body = held.encode("utf-8", "surrogateescape")
    text = urlsafe_b64encode(_digest(body, NEWEST_FIRST, NOTHING) + body).decode().rstrip("=")
    with pytest.raises(ValueError, match="next"):
        read_cursor(text, NEWEST_FIRST, NOTHING)


@pytest.mark.parametrize("value", [5, None, "x" * 511])
def test_a_name_is_a_text_as_long_as_names_are(value: object) -> None:
    by_name = Sort(Key.NAME)
    body = json.dumps([value, 5]).encode()
    text = urlsafe_b64encode(_digest(body, by_name, NOTHING) + body).decode().rstrip("=")
    with pytest.raises(ValueError, match="next"):
        read_cursor(text, by_name, NOTHING)


def test_the_longest_name_has_a_cursor() -> None:
    place = Place("\0" * 510, LARGEST)
    assert (
        read_cursor(write_cursor(place, Sort(Key.NAME), NOTHING), Sort(Key.NAME), NOTHING) == place
    )
