"""The tables of the image repository, empty, made once a module: MariaDB takes a second for it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.image_rows import empty, tables_in
from tests.mariadb import MariaDb


@pytest.fixture(scope="module")
def sqlite_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with tables_in(f"sqlite:///{tmp_path_factory.mktemp('list') / 'rows.db'}") as app:
        yield app


@pytest.fixture(scope="module")
def mariadb_app(mariadb_server: MariaDb) -> Iterator[Flask]:
    with mariadb_server.database() as url, tables_in(url) as app:
        yield app


@pytest.fixture
def on_sqlite(sqlite_app: Flask) -> Iterator[None]:
    with sqlite_app.test_request_context():
        empty()
        yield


@pytest.fixture(params=["sqlite", "mariadb"])
def on_both(request: pytest.FixtureRequest) -> Iterator[None]:
    app: Flask = request.getfixturevalue(f"{request.param}_app")
    with app.test_request_context():
        empty()
        yield
