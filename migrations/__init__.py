"""The schema of the database, and who brings it up to date.

SQLite, and any database that is still empty, is migrated at the start. Another one is its
operator's: `flask db upgrade`.
"""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError

from db import db

log = logging.getLogger(__name__)

FOLDER = Path(__file__).parent
HEAD = max(path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*_*.py"))
"""The newest revision; they are numbered, `0001_…`."""

_EMPTY = ""
_UNKNOWN = "unknown"
_PATIENCE = 60  # s that one process waits for another to migrate
_STEP = 2  # s of it in one statement, which none may take long


def install_migrations(app: Flask) -> None:
    """Give the app its `flask db` commands, and bring its database up to date where that is ours.

    A database that does not answer, or is behind, is said in the log: what needs no rows is served.

    Args:
        app: bound to its database.
    """
    Migrate(app, db, directory=str(FOLDER))
    with app.app_context():
        try:
            if db.engine.name == "sqlite":
                _make_file(Path(db.engine.url.database or ""))
            if _revision() != HEAD:
                _migrate()
        except (OperationalError, OSError) as error:
            log.error("the database does not answer: %s", error)  # noqa: TRY400 - a line is enough
        finally:
            db.engine.dispose()  # a server forks after this; connections must not be shared


def _make_file(file: Path) -> None:
    """Make a new database its owner's alone: its rows tell where photos were taken.

    What SQLite puts beside it, it gives the same mode.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.touch(0o600)


def _migrate() -> None:
    with _alone():
        revision = _revision()
        if revision == HEAD:
            return
        if db.engine.name == "sqlite" or revision == _EMPTY:
            upgrade()
        else:
            log.error("the database's schema is %s, not %s: run `flask db upgrade`", revision, HEAD)


def _revision() -> str:
    """Read which revision the database has; `_EMPTY` where it has no table at all."""
    tables = inspect(db.engine).get_table_names()
    if "alembic_version" not in tables:
        return _UNKNOWN if tables else _EMPTY
    with db.engine.connect() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or _UNKNOWN)


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time look and migrate."""
    if db.engine.name == "sqlite":
        with Path(f"{db.engine.url.database}.lock").open("w", encoding="ascii") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        return
    with db.engine.connect() as connection:
        name = {"name": f"easel {db.engine.url.database}"[:64]}
        wait = text(f"SELECT GET_LOCK(:name, {_STEP})")
        tries = range(_PATIENCE // _STEP)
        if not any(connection.execute(wait, name).scalar() == 1 for _ in tries):
            log.error("another process migrates the database for more than %d s", _PATIENCE)
        try:
            yield
        finally:
            connection.execute(text("SELECT RELEASE_LOCK(:name)"), name)
