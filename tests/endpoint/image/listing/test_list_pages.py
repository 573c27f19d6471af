"""Pages of the list, on SQLite and on a real MariaDB."""

from datetime import timedelta
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, update
from sqlalchemy.orm.exc import DetachedInstanceError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound

from db import db
from endpoint.image.folding import folded
from endpoint.image.listing import Page, page_of, read_list
from endpoint.image.models import Upload
from endpoint.image.service import find_shared
from tests.image_rows import NOON, Sent, empty, put, remove

SORTS = ["uploaded_at", "name", "size", "id"]
BOTH_WAYS = [*SORTS, *(f"-{sort}" for sort in SORTS)]
HOUR = timedelta(hours=1)


def listed(query: str = "", cursor: str | None = None) -> Page:
    pairs = parse_qsl(query, keep_blank_values=True)
    return page_of(read_list(MultiDict(pairs + ([("cursor", cursor)] if cursor else []))))


def names(query: str) -> list[str]:
    return [row.upload.name for row in listed(query).rows]


def ids(page: Page) -> list[int]:
    return [row.upload.id for row in page.rows]


def walked(query: str) -> list[int]:
    """Go from page to page to the end."""
    page = listed(query)
    found = ids(page)
    while page.next:
        page = listed(query, page.next)
        assert page.rows, "a page that was promised is empty"
        found += ids(page)
    return found


@pytest.mark.usefixtures("on_both")
def test_an_empty_list_is_one_page() -> None:
    assert listed() == Page([], None)


@pytest.mark.usefixtures("on_both")
def test_the_filters_find_what_they_say() -> None:
    put(
        [
            Sent(
                name="Straße.jpg", uploader="ci", size=10, camera="Canon EOS R5", tags=("Cat", "b")
            ),
            Sent(name="b.png", type="image/png", size=20, uploaded_at=NOON - HOUR, tags=("cat",)),
            Sent(name="100%_\\.gif", type="image/gif", size=30, uploaded_at=NOON + HOUR),
            Sent(
                name="E\u0301lan 😀", uploader="Ci", size=40, camera="NIKON Ü", tags=("Ünder", "😀")
            ),
            Sent(name="gone.jpg", uploader="ci", deleted_at=NOON, tags=("cat", "b")),
        ]
    )
    expected = {
        "": {"Straße.jpg", "b.png", "100%_\\.gif", "E\u0301lan 😀"},
        "uploader=ci": {"Straße.jpg", "b.png", "100%_\\.gif"},
        "uploader=Ci": {"E\u0301lan 😀"},
        "type=jpeg": {"Straße.jpg", "E\u0301lan 😀"},
        "type=webp": set(),
        "tag=CAT": {"Straße.jpg", "b.png"},
        "tag=cat&tag=B": {"Straße.jpg"},
        "tag=ca": set(),
        "tag=%F0%9F%98%80": {"E\u0301lan 😀"},
        "tag=%F0%9F%98%81": set(),
        "after=2026-11-21T12:00Z": {"Straße.jpg", "100%_\\.gif", "E\u0301lan 😀"},
        "before=2026-11-21T12:00Z": {"b.png"},
        "after=0001-01-01&before=9999-12-31": {
            "Straße.jpg",
            "b.png",
            "100%_\\.gif",
            "E\u0301lan 😀",
        },
        "after=2026-11-22": set(),
        "min_size=20&max_size=30": {"b.png", "100%_\\.gif"},
        "min_size=31": {"E\u0301lan 😀"},
        f"min_size={2**63 - 1}": set(),
        "camera=canon": {"Straße.jpg"},
        "camera=EOS%20R": {"Straße.jpg"},
        "camera=%C3%9C": {"E\u0301lan 😀"},
        "camera=%25": set(),
        "q=STRASSE": {"Straße.jpg"},
        "q=%C3%A9LAN": {"E\u0301lan 😀"},
        "q=E%CC%81": {"E\u0301lan 😀"},
        "q=%F0%9F%98%80": {"E\u0301lan 😀"},
        "q=%F0%9F%98%81": set(),
        "q=UNDER": set(),
        "q=%C3%BCND": {"E\u0301lan 😀"},
        "q=at": {"Straße.jpg", "b.png"},
        "q=%25": {"100%_\\.gif"},
        "q=_": {"100%_\\.gif"},
        "q=%5C": {"100%_\\.gif"},
        "q=%27": set(),
        "q=%00": set(),
        "q=b&type=png&uploader=ci&tag=cat&max_size=1kB": {"b.png"},
        "deleted=1": {"gone.jpg"},
        "deleted=1&uploader=ci&tag=b&q=gone": {"gone.jpg"},
        "deleted=0&q=gone": set(),
    }
    assert {query: set(names(query)) for query in expected} == expected


@pytest.mark.usefixtures("on_both")
def test_names_stand_by_their_code_points_without_case() -> None:
    given_names = [
        "zebra",
        "ä",
        "Zebra 2",
        "😀",
        "a b",
        "Äpfel",
        "a",
        "ab",
        "\ufb01x",
        "\uffee",
        "z",
    ]
    put(Sent(name=name) for name in given_names)
    assert names("sort=name") == sorted(given_names, key=folded)
    assert names("sort=-name&limit=200") == sorted(given_names, key=folded, reverse=True)


@pytest.mark.usefixtures("on_both")
def test_every_order_has_all_pages_and_the_id_decides() -> None:
    sent = [
        Sent(
            name=f"{'aB😀'[at % 3]}",
            size=2**40 * (at % 2),
            uploaded_at=NOON + HOUR * (at % 4),
            deleted_at=NOON if at % 5 == 0 else None,
        )
        for at in range(25)
    ]
    put_ids = put(sent)
    here = [(each, id_) for each, id_ in zip(sent, put_ids, strict=True) if not each.deleted_at]
    orders = {
        "uploaded_at": [
            id_ for _, id_ in sorted(here, key=lambda row: (row[0].uploaded_at, row[1]))
        ],
        "name": [id_ for _, id_ in sorted(here, key=lambda row: (folded(row[0].name), row[1]))],
        "size": [id_ for _, id_ in sorted(here, key=lambda row: (row[0].size, row[1]))],
        "id": [id_ for _, id_ in here],
    }
    for sort, order in orders.items():
        assert walked(f"sort={sort}&limit=3") == order
        assert walked(f"sort=-{sort}&limit=3") == order[::-1]
        assert walked(f"sort={sort}&limit=20") == order


@pytest.mark.usefixtures("on_both")
def test_a_row_has_what_belongs_to_it() -> None:
    first, second = put(
        [Sent(tags=("b", "Ä", "a"), pixels="same", size=5), Sent(type="image/png", pixels="same")]
    )
    rows = {row.upload.id: row for row in listed().rows}
    assert list(rows[first].tags) == ["a", "b", "Ä"]
    assert list(rows[second].tags) == []
    assert (rows[first].blob.size, rows[second].blob.type) == (5, "image/png")
    assert rows[first].image.id == rows[second].image.id
    assert rows[first].upload.uploaded_at == NOON


@pytest.mark.usefixtures("on_both")
def test_what_metadata_says_is_not_read_for_a_list() -> None:
    put([Sent()])
    with pytest.raises(DetachedInstanceError, match="tags"):
        _ = listed().rows[0].blob.tags


@pytest.mark.usefixtures("on_both")
def test_a_page_takes_three_queries_however_long_it_is() -> None:
    put(Sent(tags=("a", "b")) for _ in range(60))
    statements: list[str] = []

    def note(*told: object) -> None:
        statements.append(str(told[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert len(listed("limit=60&tag=a&q=cat").rows) == 60
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert sum(statement.startswith("SELECT") for statement in statements) == 3


@pytest.mark.usefixtures("on_both")
def test_a_cursor_goes_on_after_one_that_is_gone() -> None:
    uploads = put(Sent(name=f"{at}") for at in range(6))
    page = listed("sort=name&limit=3")
    remove(uploads[2])
    with db.engine.begin() as connection:
        connection.execute(update(Upload).where(Upload.id == uploads[3]).values(deleted_at=NOON))
    assert ids(listed("sort=name&limit=3", page.next)) == uploads[4:]


@pytest.mark.usefixtures("on_both")
@pytest.mark.parametrize("sort", ["-uploaded_at", "name"])
def test_what_comes_meanwhile_repeats_and_skips_nothing(sort: str) -> None:
    before = put(Sent(name=f"{at % 3}", uploaded_at=NOON + HOUR * (at % 3)) for at in range(9))
    page = listed(f"sort={sort}&limit=2")
    found = ids(page)
    while page.next:
        put(Sent(name=f"{at}", uploaded_at=NOON + HOUR * at) for at in range(3))
        page = listed(f"sort={sort}&limit=2", page.next)
        found += ids(page)
        assert len(found) < 50
    assert len(set(found)) == len(found)
    assert set(before) <= set(found)


@st.composite
def sent_uploads(draw: st.DrawFn) -> Sent:
    return Sent(
        name=draw(st.sampled_from(["a", "A", "😀"])),
        size=draw(st.integers(0, 2)),
        uploaded_at=NOON + HOUR * draw(st.integers(0, 2)),
    )


FIRST = st.lists(sent_uploads(), min_size=4, max_size=12)
UPLOADS = st.lists(sent_uploads(), max_size=4)
STEPS = st.lists(st.tuples(UPLOADS, st.sets(st.integers(0, 15), max_size=2)), max_size=6)


@pytest.mark.usefixtures("on_sqlite")
@settings(max_examples=60, deadline=None)
@given(st.sampled_from(BOTH_WAYS), st.integers(1, 4), FIRST, STEPS)
def test_no_upload_is_listed_twice_or_passed_over(
    sort: str, limit: int, first: list[Sent], steps: list[tuple[list[Sent], set[int]]]
) -> None:
    empty()
    staying = put(first)
    changes = iter(steps)
    page, found = listed(f"sort={sort}&limit={limit}"), list[int]()
    while True:
        found += ids(page)
        if page.next is None:
            break
        coming, places = next(changes, ([], set()))
        put(coming)
        gone = {id_ for at, id_ in enumerate(staying) if at in places}
        remove(*gone)
        staying = [id_ for id_ in staying if id_ not in gone]
        page = listed(f"sort={sort}&limit={limit}", page.next)
    assert len(found) == len(set(found))
    assert set(staying) <= set(found)


@pytest.mark.usefixtures("on_both")
def test_no_database_passes_over_spaces_behind_a_share() -> None:
    put([Sent()])
    (row,) = listed().rows
    share = row.upload.share
    assert find_shared(share).upload.id == row.upload.id
    for other in (f"{share} ", f"{share}\t", f" {share}"):
        with pytest.raises(NotFound):
            find_shared(other)
