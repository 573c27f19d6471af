"""Transactions of the write protocol, and the database's clock."""

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Protocol, TypeVar

from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ColumnElement

from db import Moment, transact

Result = TypeVar("Result")
Done_co = TypeVar("Done_co", covariant=True)

_RECONNECTS = (0.1, 0.5, 2.0)  # s before a database that was lost is asked again


class Work(Protocol[Done_co]):
    """Something to be done in one transaction."""

    def __call__(self, session: Session, *, again: bool) -> Done_co:
        """Do it; `again`: unless it was done already, which is not known."""


class _Now(ColumnElement[datetime]):
    """The database's own clock: all processes have the same one, whatever their machines say."""

    inherit_cache = True
    type = Moment()


@compiles(_Now, "sqlite")
def _now_of_sqlite(_element: _Now, _compiler: SQLCompiler, **_options: Any) -> str:
    return "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) * 1000"


@compiles(_Now)
def _now_elsewhere(_element: _Now, _compiler: SQLCompiler, **_options: Any) -> str:
    return "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6))"


def now(session: Session) -> datetime:
    """Tell the time of the database."""
    return session.scalars(select(_Now())).one()


def change(work: Callable[[Session], Result]) -> Result:
    """Do all of `work` in one transaction, or nothing of it, as `transact` does.

    MariaDB shows it what others have committed up to each statement (READ COMMITTED): so what is
    read behind a lock is what is there. By default it would show the state at the first read,
    and it would lock the gaps between rows, over which uploads of new bytes come into deadlocks.
    """

    def at_its_level(session: Session) -> Result:
        if session.get_bind().dialect.name != "sqlite":  # which has one writer at a time
            session.execute(text("SET TRANSACTION ISOLATION LEVEL READ COMMITTED"))
        return work(session)

    return transact(at_its_level)


def decided(work: Work[Result]) -> Result:
    """Do `work` as `change` does; where the connection is lost, find out what has become of it.

    A connection that is lost during COMMIT does not tell whether it was done. So `work` is begun
    again on another one, and told that it may have been done: it first locks what it changes,
    which waits for the end of the transaction before, and then looks for its own rows.

    Args:
        work: given a session, and whether it may have been done already.

    Raises:
        OperationalError: the database does not come back; it was done or not.
    """
    again = False
    for pause in (*_RECONNECTS, None):
        try:
            return change(partial(work, again=again))
        except DBAPIError as error:
            if pause is None or not error.connection_invalidated:
                raise
            again = True
            time.sleep(pause)
    raise AssertionError  # the last round returns or raises
