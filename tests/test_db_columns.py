"""What a column keeps, on SQLite and on a real MariaDB."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from db import Moment, db
from tests.rows import EPOCH, Entry, entries, put, table_in

NEPAL = timezone(timedelta(hours=5, minutes=45))


@pytest.fixture
def rows(database_url: str) -> Iterator[Flask]:
    with table_in(database_url) as app:
        yield app


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_is_written_and_read_to_the_microsecond(moment: datetime) -> None:
    column, dialect = Moment(), sqlite.dialect()
    written = column.process_bind_param(moment, dialect)
    assert column.process_result_value(written, dialect) == moment


@pytest.mark.usefixtures("rows")
def test_moments_keep_their_order_before_1970_and_in_other_zones() -> None:
    moments = [
        datetime.min.replace(tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        EPOCH,
        EPOCH + timedelta(microseconds=1),
        datetime(2026, 11, 21, 15, 14, 59, 999_999, tzinfo=NEPAL),
        datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
    ]
    put(*(Entry(key=str(index), moment=moment) for index, moment in enumerate(moments[::-1])))
    with Session(db.engine) as session:
        found = session.scalars(select(Entry.moment).order_by(Entry.moment)).all()
    assert found == moments
    assert {moment.tzinfo for moment in found} == {UTC}


@pytest.mark.usefixtures("rows")
def test_a_time_without_a_zone_is_no_moment() -> None:
    with pytest.raises(StatementError, match="offset-naive"):
        put(Entry(key="naive", moment=EPOCH.replace(tzinfo=None)))


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("billing", "Billing"),
        ("résumé", "resume"),
        ("\u00e9", "e\u0301"),
        ("ß", "ss"),
        ("I", "\u0131"),
        ("😀", "😁"),
        ("👍", "👍🏽"),
        ("カ", "か"),
        ("a", "a\u200b"),
    ],
)
def test_texts_that_only_look_alike_are_not_the_same(one: str, other: str) -> None:
    put(Entry(key=one, amount=1), Entry(key=other, amount=2))
    with Session(db.engine) as session:
        assert session.scalars(select(Entry.key).where(Entry.key == one)).all() == [one]
        assert session.scalars(select(Entry.amount).where(Entry.key == other)).all() == [2]


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("key", ["😀" * 100, "'\"\\%_;--", "\t\n", "\x00", "עברית", ""])
def test_any_text_is_kept_as_it_is(key: str) -> None:
    put(Entry(key=key))
    assert list(entries()) == [key]


@pytest.mark.usefixtures("rows")
def test_ids_count_by_themselves() -> None:
    put(Entry(key="a"))
    put(Entry(key="b"))
    with Session(db.engine) as session:
        first, second = session.scalars(select(Entry.id).order_by(Entry.id))
    assert 0 < first < second
