"""A table for the tests of db.py, which is no table of the service."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from db import Base, Moment, Serial, db, engine_options, exact_text, transact

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class OfTests(DeclarativeBase):
    """Not the service's own base, whose tables the migrations make."""

    __table_args__ = Base.__table_args__


class Entry(OfTests):
    __tablename__ = "entry"

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    key: Mapped[str] = mapped_column(exact_text(100), unique=True)
    moment: Mapped[datetime] = mapped_column(Moment, default=EPOCH)
    amount: Mapped[int] = mapped_column(default=0)


def app_of(url: str) -> Flask:
    app = Flask("rows")
    app.config.from_mapping(
        SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_ENGINE_OPTIONS=engine_options(url)
    )
    db.init_app(app)
    return app


@contextmanager
def table_in(url: str) -> Iterator[Flask]:
    """Make the table in an empty database; be in the context of an app that uses it."""
    app = app_of(url)
    with app.app_context():
        OfTests.metadata.create_all(db.engine)
        yield app
        db.engine.dispose()


def put(*entries: Entry) -> None:
    transact(lambda session: session.add_all(entries))


def entries() -> dict[str, int]:
    with Session(db.engine) as session:
        found = session.scalars(select(Entry).order_by(Entry.id))
        return {entry.key: entry.amount for entry in found}


def at_once(app: Flask, *works: Callable[[], object]) -> None:
    """Run each in a thread of its own; let the first error out."""

    def run(work: Callable[[], object]) -> None:
        with app.app_context():
            work()

    with ThreadPoolExecutor(len(works)) as pool:
        for done in [pool.submit(run, work) for work in works]:
            done.result(timeout=60)
