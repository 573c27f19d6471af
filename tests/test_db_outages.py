"""A MariaDB or MySQL that hangs, was started again, or cannot be logged in to."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from socket import create_server, socket
from threading import Thread, Timer

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

import db as database
from app import create_app
from config import SettingsError
from db import db, unhurried
from tests.conftest import settings_for
from tests.mariadb import MariaDb
from tests.rows import app_of

BRIEF = 0.4  # s
SLEEP = text("SELECT SLEEP(0.8)")
BADGES = "/api/badge/web/coverage.json"
"""What asks the database for each answer: 404 where it has no such row."""


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "LONGEST_WAIT", BRIEF)


@pytest.fixture
def easel(mariadb_url: str, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(settings_for(tmp_path, DATABASE_URL=mariadb_url))
    yield app
    with app.app_context():
        db.engine.dispose()


def statuses(app: Flask, number: int = 1) -> list[int]:
    return [app.test_client().get(BADGES).status_code for _ in range(number)]


@pytest.mark.parametrize("pooled", [True, False], ids=["connected", "not connected"])
@pytest.mark.usefixtures("brief")
def test_a_database_that_hangs_is_waited_for_no_longer_than_a_while(
    easel: Flask, mariadb_server: MariaDb, *, pooled: bool
) -> None:
    assert statuses(easel) == [404]
    with easel.app_context():
        db.engine.dispose()
    if pooled:
        assert statuses(easel) == [404]
    with mariadb_server.hanging():
        answer = easel.test_client().get(BADGES)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert statuses(easel) == [404]


@pytest.mark.usefixtures("brief")
def test_what_needs_no_rows_starts_beside_a_database_that_hangs(
    mariadb_server: MariaDb, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with mariadb_server.hanging():
        app = create_app(settings_for(tmp_path, DATABASE_URL=f"{mariadb_server.url}nothing"))
    assert "the database does not answer" in caplog.text
    assert app.test_client().get("/badge/a-b-red.svg").status_code == 200


def test_no_request_meets_a_connection_that_the_server_has_closed(
    easel: Flask, mariadb_server: MariaDb
) -> None:
    with easel.app_context():
        with ExitStack() as stack:
            pool = [stack.enter_context(db.engine.connect()) for _ in range(3)]
            ids = [each.execute(text("SELECT CONNECTION_ID()")).scalar() for each in pool]
        mariadb_server.execute(*(f"KILL {number}" for number in ids))
        assert db.engine.pool.checkedin() == 3  # type: ignore[attr-defined]
    assert statuses(easel, 4) == [404] * 4


@pytest.mark.usefixtures("brief")
def test_a_statement_of_a_request_is_cut_off_and_one_of_a_command_is_not(mariadb_url: str) -> None:
    with app_of(mariadb_url).app_context():
        with pytest.raises(OperationalError, match="timed out"), db.engine.connect() as connection:
            connection.execute(SLEEP)
        with unhurried(), db.engine.connect() as connection:
            assert connection.execute(SLEEP).scalar() == 0
        with pytest.raises(OperationalError, match="timed out"), db.engine.connect() as connection:
            connection.execute(SLEEP)
        db.engine.dispose()


@pytest.mark.usefixtures("brief")
def test_what_the_address_says_counts_but_for_a_command(mariadb_url: str) -> None:
    with app_of(f"{mariadb_url}?read_timeout=30").app_context():
        with db.engine.connect() as connection:
            assert connection.execute(SLEEP).scalar() == 0
        db.engine.dispose()
    app = app_of(f"{mariadb_url}?read_timeout=1")
    with app.app_context(), unhurried(), db.engine.connect() as connection:
        assert connection.execute(text("SELECT SLEEP(1.3)")).scalar() == 0


@pytest.mark.usefixtures("brief")
@pytest.mark.parametrize("command", ["db upgrade", "images gc", "images fsck"])
def test_commands_and_migrations_are_not_cut_off(
    easel: Flask, mariadb_server: MariaDb, command: str
) -> None:
    assert statuses(easel) == [404]  # so there is a connection of a request in the pool
    with mariadb_server.hanging() as resume:
        timer = Timer(2 * BRIEF, resume)
        timer.start()
        result = easel.test_cli_runner().invoke(args=command.split())
        timer.join()
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("name", ["connect_timeout", "read_timeout", "write_timeout"])
@pytest.mark.parametrize("value", ["0", "-1", "soon", "1.5", "99999999", "1&{name}=2"])
def test_a_timeout_that_is_none_stops_the_start(tmp_path: Path, name: str, value: str) -> None:
    url = f"mysql://me:swordfish@127.0.0.1/easel?{name}={value.format(name=name)}"
    with pytest.raises(SettingsError, match="_timeout") as refused:
        settings_for(tmp_path, DATABASE_URL=url)
    assert "swordfish" not in str(refused.value)


# What MySQL 8 sends: its greeting (protocol 41, TLS none, PLUGIN_AUTH), "full authentication" and
# its public key, which nobody has read yet when the package is missed.
# Source: https://dev.mysql.com/doc/dev/mysql-server/latest/page_caching_sha2_authentication_exchanges.html
SALT = b"12345678", b"123456789012\0"
GREETING = (
    b"\x0a8.4.0\0"
    + (1).to_bytes(4, "little")
    + SALT[0]
    + b"\0"
    + b"\x00\x82\xff\x02\x00\x08\x00\x15"
    + bytes(10)
    + SALT[1]
    + b"caching_sha2_password\0"
)
FULL = b"\x01\x04"
KEY = b"\x01-----BEGIN PUBLIC KEY-----"


def answer_as_mysql(listening: socket) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return  # the test has ended
        with connection:
            for number, packet in ((0, GREETING), (2, FULL), (4, KEY)):
                connection.sendall(len(packet).to_bytes(3, "little") + bytes([number]) + packet)
                connection.recv(4096)


@contextmanager
def mysql_8() -> Iterator[str]:
    """Give the DATABASE_URL of a server that wants a password encrypted, as far as that."""
    with create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=answer_as_mysql, args=(listening,))
        thread.start()
        try:
            yield f"mysql://me:swordfish@127.0.0.1:{listening.getsockname()[1]}/easel"
        finally:
            listening.shutdown(2)
            thread.join()


def test_a_password_that_this_python_cannot_send_is_an_outage_that_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("pymysql._auth._have_cryptography", False)
    with mysql_8() as url:
        app = create_app(settings_for(tmp_path, DATABASE_URL=url))
        assert "'cryptography' package is required" in caplog.text
        caplog.clear()
        assert statuses(app) == [503]
        assert "'cryptography' package is required" in caplog.text
        said = app.test_cli_runner().invoke(args=["doctor"]).output
    line = "fail    database (mysql) cannot be logged in to: 'cryptography' package is required"
    assert line in said
    assert "swordfish" not in said + caplog.text
