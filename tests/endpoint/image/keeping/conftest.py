"""A place for uploads: a real folder, and rows on SQLite or a real MariaDB.

All tests share a database of each kind: making its tables takes longer than most of them.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.arrivals import Place, place_of, tables_in
from tests.mariadb import MariaDb


@pytest.fixture(scope="session")
def shared_mariadb_url(mariadb_server: MariaDb) -> Iterator[str]:
    with mariadb_server.database() as url:
        yield url


@pytest.fixture(scope="session")
def app_on_mariadb(shared_mariadb_url: str) -> Iterator[Flask]:
    with tables_in(shared_mariadb_url) as app:
        yield app


@pytest.fixture(scope="session")
def app_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with tables_in(f"sqlite:///{tmp_path_factory.mktemp('keeping') / 'easel.db'}") as app:
        yield app


@pytest.fixture(params=["sqlite", "mariadb"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with place_of(request.getfixturevalue(f"app_on_{request.param}"), tmp_path / "store") as place:
        yield place
