"""The service with a token, and a way to upload."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from endpoint.auth import Scope, tokens
from tests.conftest import settings_for

Upload = Callable[..., dict[str, Any]]
Bearer = Callable[[str], dict[str, str]]


@pytest.fixture
def environ() -> dict[str, str]:
    """Settings of the service; a test that wants some overrides this."""
    return {}


@pytest.fixture
def shop(tmp_path: Path, environ: dict[str, str]) -> Flask:
    return create_app(settings_for(tmp_path, **environ))


@pytest.fixture
def client(shop: Flask) -> FlaskClient:
    return shop.test_client()


@pytest.fixture
def bearer(shop: Flask) -> Bearer:
    """Give the header of a new token: bearer("upload delete")."""

    def header(scopes: str) -> dict[str, str]:
        with shop.app_context():
            minted = tokens.create("tester", [Scope.parse(text) for text in scopes.split()])
        return {"Authorization": f"Bearer {minted.text}"}

    return header


@pytest.fixture
def upload(client: FlaskClient, bearer: Bearer) -> Upload:
    """Upload bytes; give what is answered."""
    header = bearer("upload")

    def send(body: bytes, name: str = "cat.png", **fields: str) -> dict[str, Any]:
        form = {"image": (BytesIO(body), name), **fields}
        answer = client.post("/image/upload", data=form, headers=header)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.get_json()
        return found

    return send
