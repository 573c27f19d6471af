"""A place for uploads: a real folder, and rows on SQLite or a real MariaDB."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.arrivals import Place, place_in


@pytest.fixture
def place(database_url: str, tmp_path: Path) -> Iterator[Place]:
    with place_in(database_url, tmp_path / "store") as place:
        yield place


@pytest.fixture
def place_on_sqlite(tmp_path: Path) -> Iterator[Place]:
    with place_in(f"sqlite:///{tmp_path / 'easel.db'}", tmp_path / "store") as place:
        yield place


@pytest.fixture
def place_on_mariadb(mariadb_url: str, tmp_path: Path) -> Iterator[Place]:
    with place_in(mariadb_url, tmp_path / "store") as place:
        yield place
