"""What may be asked of the list, and what not."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from urllib.parse import parse_qsl

import pytest
from flask import Flask, g
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from endpoint.image.listing import Filters, ListParameters, ListQuery, Near, Sort, read_list
from endpoint.image.listing.query import Key
from image_proc.errors import InvalidParameter
from image_proc.hash import FARTHEST, NEAR

DAY = datetime(2026, 11, 21, tzinfo=UTC)
LARGEST = 2**63 - 1


@pytest.fixture(scope="module", autouse=True)
def _context() -> Iterator[None]:
    with Flask("list").app_context():
        yield


def asked(query: str) -> ListQuery:
    pairs = parse_qsl(query, keep_blank_values=True, separator="&")
    return read_list(MultiDict(pairs))


def filtered(query: str) -> Filters:
    found = asked(query)
    assert found == ListQuery(filters=found.filters)
    return found.filters


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ListQuery(limit=50, sort=Sort(Key.UPLOADED_AT, descending=True))),
        ("limit=1", ListQuery(limit=1)),
        ("limit=200", ListQuery(limit=200)),
        ("sort=-uploaded_at", ListQuery()),
        ("sort=uploaded_at", ListQuery(sort=Sort(Key.UPLOADED_AT))),
        ("sort=name", ListQuery(sort=Sort(Key.NAME))),
        ("sort=-name", ListQuery(sort=Sort(Key.NAME, descending=True))),
        ("sort=size", ListQuery(sort=Sort(Key.SIZE))),
        ("sort=bytes", ListQuery(sort=Sort(Key.SIZE))),
        ("sort=-bytes", ListQuery(sort=Sort(Key.SIZE, descending=True))),
        ("sort=-id", ListQuery(sort=Sort(Key.ID, descending=True))),
        ("near=5", ListQuery(near=Near(5, NEAR))),
        (f"near={LARGEST}&distance=0", ListQuery(near=Near(LARGEST, 0))),
        (f"near=5&distance={FARTHEST}&limit=3", ListQuery(near=Near(5, FARTHEST), limit=3)),
    ],
)
def test_a_page_is_read(query: str, expected: ListQuery) -> None:
    assert asked(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("uploader=ci", Filters(uploader="ci")),
        ("type=image/jpeg", Filters(type="image/jpeg")),
        ("type=JPG", Filters(type="image/jpeg")),
        ("type=heif", Filters(type="image/heic")),
        ("tag=cat", Filters(tags=("cat",))),
        ("tag=%20Cat%20", Filters(tags=("cat",))),
        ("tag=Stra%C3%9Fe&tag=E%CC%81", Filters(tags=("strasse", "é"))),
        ("after=2026-11-21", Filters(after=DAY)),
        ("uploaded_after=2026-11-21", Filters(after=DAY)),
        ("before=2026-11-21T18:00", Filters(before=DAY.replace(hour=18))),
        ("uploaded_before=2026-11-21%2018:00:30", Filters(before=DAY.replace(hour=18, second=30))),
        ("after=2026-11-21T00:00:00.5Z", Filters(after=DAY.replace(microsecond=500_000))),
        ("after=2026-11-21t00:00:00z", Filters(after=DAY)),
        ("after=2026-11-21T05:45:00%2B05:45", Filters(after=DAY)),
        ("after=2026-11-20T19:00-0500", Filters(after=DAY)),
        ("after=0001-01-01", Filters(after=datetime.min.replace(tzinfo=UTC))),
        ("min_size=0", Filters(min_size=0)),
        ("min_size=500kB&max_size=1.5MB", Filters(min_size=500_000, max_size=1_500_000)),
        ("min_size=2KiB&max_size=1%20GiB", Filters(min_size=2048, max_size=2**30)),
        ("min_size=7b&max_size=0.0019kB", Filters(min_size=7, max_size=1)),
        (f"max_size={LARGEST}", Filters(max_size=LARGEST)),
        ("camera=Canon", Filters(camera="Canon")),
        ("q=100%25_%5C", Filters(q="100%_\\")),
        ("q=STRASSE", Filters(q="strasse")),
        ("deleted=1", Filters(deleted=True)),
        ("deleted=false", Filters()),
    ],
)
def test_a_filter_is_read(query: str, expected: Filters) -> None:
    assert filtered(query) == expected


@pytest.mark.parametrize(
    ("query", "name"),
    [
        *(
            (f"limit={value}", "limit")
            for value in ("0", "201", "x", "", "-1", "1.5", "٣", "9" * 50)
        ),
        *((f"sort={value}", "sort") for value in ("", "-", "--name", "Name", "share", "name,size")),
        *((f"type={value}", "type") for value in ("", "svg", "text/html", "image/", "image/*")),
        *((f"uploader={value}", "uploader") for value in ("", "x" * 101, "ci%20", "%20ci")),
        *((f"tag={value}", "tag") for value in ("", "%20", "x" * 65)),
        ("&".join(["tag=x"] * 11), "tag"),
        *(
            (f"{name}={value}", name)
            for name in ("after", "uploaded_before")
            for value in (
                "",
                "x",
                "yesterday",
                "20261121",
                "2026-W47-6",
                "2026-02-30",
                "2026-11-21T25:00",
                "2026-11-21T18",
                "2026-11-21T18:00:00+01:00",  # in an address a + is a blank
                "0000-01-01",
                "10000-01-01",
                "0001-01-01T00:00%2B14:00",
                "9999-12-31T23:59-14:00",
                "2026-11-21T18:00%2B99:99",
                "1795284000",
                "٢٠٢٦-٠٢-٠٣",
            )
        ),
        *(
            (f"{name}={value}", name)
            for name in ("min_size", "max_size")
            for value in (
                "",
                "-1",
                "1e3",
                "MB",
                "1TB",
                ".5MB",
                "1,5MB",
                "9" * 19,
                "9" * 50,
                "NaN",
            )
        ),
        *((f"camera={value}", "camera") for value in ("", "x" * 201)),
        *((f"q={value}", "q") for value in ("", "x" * 256)),
        *((f"near={value}", "near") for value in ("", "0", "-1", "x", str(2**63), "9" * 50)),
        *((f"near=1&distance={value}", "distance") for value in ("", "-1", "101", "x")),
        ("distance=5", "distance"),
        ("near=1&sort=name", "sort"),
        ("near=1&cursor=x", "cursor"),
        *((f"deleted={value}", "deleted") for value in ("", "yes", "2")),
        ("limit=5&limit=5", "limit"),
        ("q=a&q=b", "q"),
        ("sort=id&sort=id", "sort"),
    ],
)
def test_what_is_not_accepted_is_named(query: str, name: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        asked(query)
    assert caught.value.name == name
    assert caught.value.accepted


def test_unknown_parameters_are_noted() -> None:
    asked("v=3&limit=5&page=2")
    assert g.ignored_parameters == "v, page"


@given(st.dictionaries(st.sampled_from([*ListParameters.model_fields]), st.text(), max_size=4))
def test_whatever_is_sent_is_read_or_refused(query: dict[str, str]) -> None:
    with suppress(InvalidParameter):
        assert isinstance(read_list(MultiDict(query)), ListQuery)


@pytest.mark.parametrize("name", ListParameters.model_fields)
def test_what_is_documented_is_known(name: str) -> None:
    with pytest.raises(InvalidParameter, match=f"^{name}:"):
        asked(f"{name}=&{name}=")
