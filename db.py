"""The database: its handle, the types of columns, and the one way to write.

app.py binds it to the app; models live in the rooms that own the rows.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from sqlite3 import Connection as SqliteConnection
from threading import Lock
from typing import Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, CursorResult, Delete, Dialect, Integer, String, Update, event
from sqlalchemy.dialects.mysql import VARCHAR
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator, TypeEngine

Result = TypeVar("Result")

LONGEST_WAIT = 10
"""Seconds that a server has for one statement.

More than the five that a row is waited for, and than anything that a request asks for.
"""

CANNOT_LOG_IN = 2059
"""CR_AUTH_PLUGIN_CANNOT_LOAD of MySQL: the client cannot log in in the server's way."""

TABLE = {"mysql_charset": "utf8mb4", "mysql_engine": "InnoDB"}
"""What every table is made with; ends the `__table_args__` of a model that has its own."""

LARGEST = 2**63 - 1
"""The greatest whole number of a column, and so of an id."""

_WRITES = "easel_writes"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_PAUSES = (0.01, 0.03, 0.1, 0.3, 1.0)  # s before a transaction that lost is tried again
_CONNECT_TIMEOUT = 5  # s
_BUSY_TIMEOUT = 10  # s that SQLite's lock is waited for
_writing = Lock()
_unhurried = ContextVar("easel-unhurried", default=False)
_LOST = frozenset({1020, 1205, 1213})  # row changed since it was read, lock timeout, deadlock


class Base(DeclarativeBase):
    """The base of every model; each names its own table."""

    __table_args__: Any = TABLE


db = SQLAlchemy(model_class=Base)


def engine_options(url: str) -> dict[str, Any]:
    """Return what the engine of a database is made with.

    Args:
        url: DATABASE_URL.
    """
    return {
        "pool_size": 8,
        "max_overflow": -1,  # a worker has a bounded number of threads
        "pool_recycle": 280,  # s; some hosts close a connection that was idle for 300
        # A server that was started again has closed all connections: each is asked before its use.
        "pool_pre_ping": make_url(url).get_backend_name() != "sqlite",
        "hide_parameters": True,  # an error that is logged shows no row
    }


@contextmanager
def unhurried() -> Iterator[None]:
    """Let this thread's statements take their time: a command or a migration has no client.

    A migration that is cut off would go on in the server, and nobody would know.
    """
    db.engine.dispose()  # connections keep the limits that they were made with
    before = _unhurried.set(True)
    try:
        yield
    finally:
        _unhurried.reset(before)
        db.engine.dispose()


class Moment(TypeDecorator[datetime]):
    """A point in time, in UTC: microseconds since 1970, alike and in order in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Write a datetime that has a time zone."""
        del dialect
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Read a datetime in UTC."""
        del dialect
        return None if value is None else _EPOCH + value * _MICROSECOND


Serial = BigInteger().with_variant(Integer(), "sqlite")
"""A key that counts by itself: SQLite does that only for its INTEGER."""


def exact_text(length: int) -> TypeEngine[str]:
    """Give a column type whose texts are equal only when they are the same, emoji included.

    But for spaces at their ends, which MariaDB and MySQL pass over and SQLite does not: they have
    no collation in common that would not. So who keeps what others have written takes those
    spaces away or refuses them, and so does who looks for it.

    Args:
        length: characters at most.
    """
    binary = VARCHAR(length, charset="utf8mb4", collation="utf8mb4_bin")
    return String(length).with_variant(binary, "mysql", "mariadb")


@event.listens_for(Engine, "do_connect")
def _connect(dialect: Dialect, _record: object, args: list[Any], given: dict[str, Any]) -> Any:
    """Let no server be waited for without end: one that hangs would take thread after thread.

    What DATABASE_URL says counts, but for who is unhurried. Where PyMySQL lacks the package
    `cryptography` for a password of MySQL 8, its error is no database's: here it becomes one.
    """
    if dialect.driver != "pymysql":
        return None
    given.setdefault("connect_timeout", _CONNECT_TIMEOUT)
    for name in ("read_timeout", "write_timeout"):
        given[name] = None if _unhurried.get() else given.get(name, LONGEST_WAIT)
    try:
        return dialect.connect(*args, **given)
    except RuntimeError as error:
        raise dialect.loaded_dbapi.OperationalError(CANNOT_LOG_IN, str(error)) from error


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, _record: object) -> None:
    """Let readers and one writer work side by side, a commit be on the disk, and waits be short.

    MariaDB would wait 50 s for a row whose holder is stopped; `transact` begins again sooner.
    """
    if not isinstance(connection, SqliteConnection):
        with connection.cursor() as cursor:
            cursor.execute("SET SESSION innodb_lock_wait_timeout = 5")
        return
    connection.isolation_level = None  # BEGIN is ours, below
    connection.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT * 1000}")
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Take SQLite's write lock at once where it will be needed: later it cannot be waited for."""
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def transact(work: Callable[[Session], Result]) -> Result:
    """Do all of `work` in one transaction, or nothing of it; return when it is on the disk.

    What loses against another transaction (a deadlock, a row that another made first) is done
    again from its beginning, so `work` reads what it depends on through its session, and with
    `with_for_update()` where it writes what follows from that: MariaDB lets others in between.

    Raises:
        OperationalError: the database does not answer, or lost six times.
    """
    engine = db.engine.execution_options(**{_WRITES: True})
    for pause in (*_PAUSES, None):
        try:
            with _turn(engine), Session(engine, expire_on_commit=False) as session, session.begin():
                return work(session)
        except (IntegrityError, OperationalError) as error:
            if pause is None or not _lost(error):
                raise
            time.sleep(pause)
    raise AssertionError  # the last round returns or raises


@contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    """Let this process's writers come to SQLite one after the other.

    Its lock is no queue: who finds it taken sleeps and tries again, and others come in between. Of
    64 clients at a time, one of 150 writes had waited its ten seconds in vain.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    own = _writing.acquire(timeout=_BUSY_TIMEOUT)  # without it, SQLite has the last word
    try:
        yield
    finally:
        if own:
            _writing.release()


def changed(session: Session, change: Update | Delete) -> int:
    """Make a change and count the rows that it found."""
    result = session.execute(change)
    return result.rowcount if isinstance(result, CursorResult) else 0


def _lost(error: IntegrityError | OperationalError) -> bool:
    code: Any = error.orig.args[0] if error.orig and error.orig.args else None
    return isinstance(error, IntegrityError) or code in _LOST
