"""A look at the database that ends soon, whatever the database does."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from db import CANNOT_LOG_IN, db
from endpoint.readiness import NotReadyError
from migrations import HEAD

_PATIENCE = 2  # s for each step; the requests' own connections wait longer


def look_at(app: Flask) -> Callable[[], None]:
    """Return what sees that an app's database answers and has the schema that this release needs.

    Raises:
        NotReadyError: it does not; by what is returned.
    """
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    if url.get_backend_name() == "sqlite":

        def look() -> None:
            if url.database and not Path(url.database).exists():  # which opening it would make
                msg = "has lost its file"
                raise NotReadyError(msg)
            with app.app_context():
                _check_schema(db.engine)

        return look
    # A connection of its own: those of requests may wait long, and may all be in use.
    waits = dict.fromkeys(("connect_timeout", "read_timeout", "write_timeout"), _PATIENCE)
    engine = create_engine(url, poolclass=NullPool, connect_args=waits, hide_parameters=True)
    return lambda: _check_schema(engine)


def _check_schema(engine: Engine) -> None:
    """See that the schema is this release's, or a later one, as in the middle of an update."""
    try:
        with engine.connect() as connection:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError as error:
        msg = "does not answer, or has no schema yet"
        said: tuple[object, ...] = error.orig.args if error.orig else ()
        if said[:1] == (CANNOT_LOG_IN,):
            msg = f"cannot be logged in to: {said[-1]}"
        raise NotReadyError(msg) from error
    if str(found or "") < HEAD:
        msg = f"has the schema {found}, not {HEAD}: run `flask db upgrade`"
        raise NotReadyError(msg)
