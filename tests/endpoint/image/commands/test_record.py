"""Lines of an export's index: what is read, and what is refused."""

import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endpoint.image.commands.record import LONGEST_LINE, BadLine, Record, records

GOOD: dict[str, Any] = {
    "id": 5,
    "share": "0a" * 16,
    "name": "Ünïcode 🐈.jpeg",
    "uploader": "ci",
    "uploaded_at": "2026-11-21T18:00:00.123456Z",
    "tags": ["cat", "a tag"],
    "type": "image/jpeg",
    "bytes": 123,
    "sha256": "0b" * 32,
    "width": 3,
    "height": 2,
    "pixel_hash": "0c" * 64,
    "deleted_at": None,
    "file": "images/5-Ünïcode.jpg",
}


def read(*lines: bytes) -> list[tuple[int, Record | BadLine]]:
    return [*records(BytesIO(b"\n".join(lines)))]


def test_a_record_is_read_and_written_the_same() -> None:
    ((number, record),) = read(json.dumps(GOOD).encode())
    assert number == 1
    assert isinstance(record, Record)
    assert json.loads(record.model_dump_json()) == GOOD


def test_moments_of_other_zones_are_the_same_moments() -> None:
    ((_, record),) = read(json.dumps(GOOD | {"deleted_at": "2026-11-21T20:00:00+02:00"}).encode())
    assert json.loads(record.model_dump_json())["deleted_at"] == "2026-11-21T18:00:00Z"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"file": "images/../../secret"}, "file"),
        ({"file": "/etc/passwd"}, "file"),
        ({"file": "images/.."}, "file"),
        ({"file": "images/a\\b"}, "file"),
        ({"file": "images/a\0b"}, "file"),
        ({"file": "index.jsonl"}, "file"),
        ({"id": 0}, "id"),
        ({"id": 2**40 + 1}, "id"),
        ({"id": 10**400}, "id"),
        ({"id": "1"}, "id"),
        ({"id": True}, "id"),
        ({"share": "A" * 32}, "share"),
        ({"share": "0" * 32 + "\n"}, "share"),
        ({"sha256": "0" * 63}, "sha256"),
        ({"name": "../up.png"}, "name"),
        ({"name": ""}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"name": "x" * 256}, "name"),
        ({"uploader": ""}, "uploader"),
        ({"uploader": "a\x1bb"}, "uploader"),
        ({"uploader": "x" * 101}, "uploader"),
        ({"uploaded_at": "2026-11-21T18:00:00"}, "uploaded_at"),
        ({"uploaded_at": "0001-01-01T00:00:00+14:00"}, "uploaded_at"),
        ({"uploaded_at": 5}, "uploaded_at"),
        ({"uploaded_at": None}, "uploaded_at"),
        ({"deleted_at": "soon"}, "deleted_at"),
        ({"tags": "cat"}, "tags"),
        ({"tags": ["a,b"]}, "tags"),
        ({"tags": ["a", "a"]}, "tags"),
        ({"tags": [str(number) for number in range(51)]}, "tags"),
        ({"bytes": 0}, "bytes"),
        ({"bytes": 1.5}, "bytes"),
        ({"type": "text/html"}, "type"),
        ({"pixel_hash": None}, "pixel_hash"),
        ({"width": -1}, "width"),
        ({"more": 1}, "more"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_field_that_is_wrong_is_named(change: dict[str, Any], said: str) -> None:
    found = read(json.dumps(GOOD).encode(), json.dumps(GOOD | change).encode())
    number, line = found[1]
    assert number == 2
    assert isinstance(line, BadLine)
    assert str(line).startswith(f"line 2: {said}")
    assert len(str(line)) < 400


@pytest.mark.parametrize("name", sorted(GOOD))
def test_no_field_may_be_left_out(name: str) -> None:
    ((_, line),) = read(json.dumps({key: GOOD[key] for key in GOOD if key != name}).encode())
    assert isinstance(line, BadLine)
    assert name in str(line)


def test_a_line_without_an_end_is_not_read_to_it() -> None:
    found = read(json.dumps(GOOD).encode(), b"x" * (LONGEST_LINE + 1), json.dumps(GOOD).encode())
    assert [type(line) for _, line in found] == [Record, BadLine]


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(sorted(GOOD)), inner),
    ).map(lambda value: json.dumps(value).encode())
)
def test_no_line_is_more_than_wrong(line: bytes) -> None:
    for _, each in read(line):
        assert isinstance(each, BadLine)
