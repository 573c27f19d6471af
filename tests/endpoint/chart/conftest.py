from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from tests.conftest import settings_for

Charts = Callable[..., FlaskClient]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Give the folder of the service's files."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def charts(tmp_path: Path, data_dir: Path) -> Charts:
    """Give a service with the files of `data_dir`."""

    def start(**environ: str) -> FlaskClient:
        settings = settings_for(tmp_path / "var", DATA_DIR=str(data_dir), **environ)
        return create_app(settings).test_client()

    return start
