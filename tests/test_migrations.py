"""The schema of the database, on SQLite and on a real MariaDB."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

import migrations
from app import create_app
from db import db
from tests.conftest import settings_for

TABLES = {"alembic_version", *db.metadata.tables}


@contextmanager
def started(folder: Path, url: str) -> Iterator[Flask]:
    app = create_app(settings_for(folder, DATABASE_URL=url, OPEN_WRITES="loopback"))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names())


def version() -> list[str]:
    if "alembic_version" not in tables():
        return []
    with db.engine.connect() as connection:
        return [*connection.execute(text("SELECT version_num FROM alembic_version")).scalars()]


def execute(statement: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(text(statement))


def differences() -> list[object]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [*compare_metadata(context, db.metadata)]


def test_the_newest_revision_is_alembics_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.FOLDER))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [migrations.HEAD]


def test_an_empty_database_is_migrated_at_the_start_to_what_the_models_say(
    tmp_path: Path, database_url: str
) -> None:
    with started(tmp_path, database_url):
        assert tables() == TABLES
        assert version() == [migrations.HEAD]
        assert differences() == []


def test_the_comparison_sees_what_differs(tmp_path: Path, database_url: str) -> None:
    with started(tmp_path, database_url):
        execute("DROP INDEX ix_reading_tried_at" + _on("reading"))
        execute("ALTER TABLE metric ADD COLUMN other INTEGER")
        assert len(differences()) == 2


def _on(table: str) -> str:
    return "" if db.engine.name == "sqlite" else f" ON {table}"


def test_a_second_start_keeps_what_is_there(tmp_path: Path, database_url: str) -> None:
    with started(tmp_path, database_url) as app:
        answer = app.test_client().put("/api/badge/billing/coverage", json={"value": 93})
        assert answer.status_code == 201
    with started(tmp_path, database_url) as app:
        found = app.test_client().get("/api/badge/billing/coverage.json").get_json()
        assert found["message"] == "93"


def test_it_goes_down_to_nothing_and_up_again(tmp_path: Path, database_url: str) -> None:
    with started(tmp_path, database_url):
        downgrade(revision="base")
        assert tables() == {"alembic_version"}
        assert version() == []
        upgrade()
        assert tables() == TABLES
        assert differences() == []


def test_what_broke_off_half_way_is_made_whole(tmp_path: Path, database_url: str) -> None:
    with started(tmp_path, database_url):
        for table in ("token", "reading", "metric_value"):
            execute(f"DROP TABLE {table}")
        execute("DELETE FROM alembic_version")
        upgrade()
        assert tables() == TABLES
        assert version() == [migrations.HEAD]
        assert differences() == []


def test_a_mariadb_that_is_behind_is_left_alone_and_said(
    tmp_path: Path, mariadb_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with started(tmp_path, mariadb_url):
        downgrade(revision="base")
        execute("INSERT INTO alembic_version VALUES ('0000')")
    with caplog.at_level(logging.ERROR), started(tmp_path, mariadb_url) as app:
        assert "the database's schema is 0000, not" in caplog.text
        assert "flask db upgrade" in caplog.text
        assert tables() == {"alembic_version"}
        assert app.test_client().get("/badge/a-b-red.svg").status_code == 200


def test_a_mariadb_with_tables_of_others_is_left_alone_and_said(
    tmp_path: Path, mariadb_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with started(tmp_path, mariadb_url):
        downgrade(revision="base")
        execute("DROP TABLE alembic_version")
        execute("CREATE TABLE wp_posts (id INTEGER)")
    with caplog.at_level(logging.ERROR), started(tmp_path, mariadb_url):
        assert "the database's schema is unknown" in caplog.text
        assert tables() == {"wp_posts"}


def test_a_sqlite_that_is_behind_is_brought_up_to_date(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'easel.db'}"
    with started(tmp_path, url):
        downgrade(revision="base")
    with started(tmp_path, url):
        assert tables() == TABLES
        assert version() == [migrations.HEAD]


def test_a_database_that_does_not_answer_is_said_and_the_rest_is_served(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = "mysql://nobody:a-word-of-tests@127.0.0.1:1/easel"
    with caplog.at_level(logging.ERROR), started(tmp_path, url) as app:
        assert "the database does not answer" in caplog.text
        assert "a-word-of-tests" not in caplog.text
        client = app.test_client()
        assert client.get("/badge/a-b-red.svg").status_code == 200
        assert client.get("/api/badge/billing.json").status_code == 503


def test_a_new_sqlite_is_its_owners_alone(tmp_path: Path) -> None:
    (folder := tmp_path / "new").mkdir()
    file = folder / "easel.db"
    app = create_app(settings_for(folder, DATABASE_URL=f"sqlite:///{file}"))
    with app.app_context(), db.engine.connect() as connection:
        connection.execute(text("SELECT 1 FROM token")).all()
        modes = {each.name: each.stat().st_mode & 0o777 for each in folder.glob("easel.db*")}
        db.engine.dispose()
    del modes["easel.db.lock"]  # is empty
    assert set(modes.values()) == {0o600}
