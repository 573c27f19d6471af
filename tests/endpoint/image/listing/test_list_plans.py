"""How SQLite finds a page: by an index whose order is the page's, without statistics."""

import re
from typing import Any

import pytest
from sqlalchemy import event, select
from werkzeug.datastructures import MultiDict

from db import db
from endpoint.image.listing import Filters, ListQuery, Place, Sort, page_of, read_list
from endpoint.image.listing.query import Key
from endpoint.image.models import Image

SORTED = "USE TEMP B-TREE FOR ORDER BY"


pytestmark = pytest.mark.usefixtures("on_sqlite")


def plan(query: ListQuery) -> str:
    """Explain the query of the uploads themselves."""
    asked: list[tuple[str, Any]] = []

    def note(*told: Any) -> None:
        asked.append((told[2], told[3]))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        page_of(query)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    statement, values = next(each for each in asked if re.search("FROM upload\\b", each[0]))
    with db.engine.connect() as connection:
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        return "; ".join(row[-1] for row in steps)


def asked(**query: str) -> ListQuery:
    return read_list(MultiDict(query))


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize(
    ("key", "index"),
    [
        (Key.UPLOADED_AT, "ix_upload_time (uploaded_at<?)"),
        (Key.NAME, "ix_upload_name (folded_name<?)"),
        (Key.SIZE, "ix_upload_size (size<?)"),
        (Key.ID, "INTEGER PRIMARY KEY (rowid<?)"),
    ],
)
def test_every_order_is_read_off_an_index_from_any_place(
    key: Key, index: str, descending: bool
) -> None:
    place = Place("m" if key is Key.NAME else 5, 5)
    first = plan(ListQuery(sort=Sort(key, descending)))
    later = plan(ListQuery(sort=Sort(key, descending), place=place))
    assert first in {f"SCAN upload USING INDEX {index.partition(' ')[0]}", "SCAN upload"}
    assert (first == "SCAN upload") == (key is Key.ID)  # the table itself stands by ids
    assert later.endswith(index if descending else index.replace("<", ">"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"uploader": "ci"}, "SEARCH upload USING INDEX ix_upload_uploader (uploader=?)"),
        ({"type": "jpeg"}, "SEARCH upload USING INDEX ix_upload_type (type=?)"),
        ({"after": "2026-11-21"}, "SEARCH upload USING INDEX ix_upload_time (uploaded_at>?)"),
        ({"before": "2026-11-21"}, "SEARCH upload USING INDEX ix_upload_time (uploaded_at<?)"),
        (
            {"sort": "size", "min_size": "1MB", "max_size": "2MB"},
            "SEARCH upload USING INDEX ix_upload_size (size>? AND size<?)",
        ),
        # In the order of the page, until it is full.
        ({"min_size": "1MB"}, "SCAN upload USING INDEX ix_upload_time"),
        ({"camera": "canon"}, "SCAN upload USING INDEX ix_upload_time"),
    ],
)
def test_a_filter_needs_no_sorting(query: dict[str, str], expected: str) -> None:
    assert plan(asked(**query)) == expected


def test_a_word_is_looked_for_in_the_order_of_the_page() -> None:
    found = plan(asked(q="cat"))
    assert found.startswith("SCAN upload USING INDEX ix_upload_time;")
    assert "COVERING INDEX ix_upload_tag_folded" in found
    assert SORTED not in found


def test_only_what_has_a_tag_is_read() -> None:
    found = plan(asked(tag="cat"))
    assert found.startswith("SEARCH upload USING INTEGER PRIMARY KEY (rowid=?)")
    assert "COVERING INDEX ix_upload_tag_folded (folded=?)" in found


def test_looks_are_read_without_the_rows_they_are_in() -> None:
    of_version = select(Image.id, Image.perceptual_hash).where(Image.hash_version == 1)
    with db.engine.connect() as connection:
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {of_version}", (1,)).all()
    found = "SEARCH image USING COVERING INDEX ix_image_look (hash_version=?)"
    assert [row[-1] for row in steps] == [found]


@pytest.mark.parametrize("key", Key)
def test_only_the_trash_is_read_for_the_trash(key: Key) -> None:
    found = plan(ListQuery(sort=Sort(key), filters=Filters(deleted=True)))
    assert found.startswith("SEARCH upload USING INDEX ix_upload_deleted (")
