"""A place for uploads: a real folder, and rows on SQLite or a real MariaDB."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.arrivals import Place, emptied, place_in
from tests.mariadb import MariaDb


@pytest.fixture(scope="session")
def shared_mariadb_url(mariadb_server: MariaDb) -> Iterator[str]:
    """Give a database that all tests share: making its tables takes longer than most of them."""
    with mariadb_server.database() as url:
        yield url


@pytest.fixture
def place_on_sqlite(tmp_path: Path) -> Iterator[Place]:
    with place_in(f"sqlite:///{tmp_path / 'easel.db'}", tmp_path / "store") as place:
        yield place


@pytest.fixture
def place_on_mariadb(shared_mariadb_url: str, tmp_path: Path) -> Iterator[Place]:
    with place_in(shared_mariadb_url, tmp_path / "store") as place, emptied():
        yield place


@pytest.fixture(params=["sqlite", "mariadb"])
def place(request: pytest.FixtureRequest) -> Place:
    found = request.getfixturevalue(f"place_on_{request.param}")
    assert isinstance(found, Place)
    return found
