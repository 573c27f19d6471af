"""A repository with a command line, on SQLite and a folder unless a test wants another."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from app import create_app
from tests.conftest import settings_for
from tests.repository import Repository

Make = Callable[..., Repository]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make a repository in a folder of its own: make("one", STORAGE_URL="…")."""

    def made(name: str, **environ: str) -> Repository:
        folder = tmp_path / name
        return Repository(create_app(settings_for(folder, **environ)), folder)

    return made


@pytest.fixture
def repository(make: Make) -> Repository:
    return make("here")


@pytest.fixture
def run(repository: Repository) -> Callable[..., Result]:
    return repository.run


@pytest.fixture
def app(repository: Repository) -> Flask:
    return repository.app
