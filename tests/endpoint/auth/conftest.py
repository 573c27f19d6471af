"""An app with an empty table of tokens, and a door that says who may pass."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request
from werkzeug.exceptions import HTTPException

from db import Base, db
from endpoint.auth import Verb, cli, require
from wiped import LOST, Lost


@dataclass(frozen=True)
class Verdict:
    """What a request would be told."""

    status: int
    challenge: str = ""
    detail: str = ""


PASSES = Verdict(200)
INVALID = 'Bearer realm="easel", error="invalid_token"'
Ask = Callable[..., Verdict]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    app = Flask("door")
    app.config.from_mapping(
        OPEN_WRITES="none",
        BOOTSTRAP_TOKEN="",
        SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'easel.db'}",
    )
    app.extensions[LOST] = Lost(rows=False, objects=False)
    app.cli.add_command(cli)
    db.init_app(app)
    with app.app_context():
        Base.metadata.create_all(db.engine, [Base.metadata.tables["token"]])
        yield app
        db.engine.dispose()


@pytest.fixture
def ask(app: Flask) -> Ask:
    """Ask for a verb on a target, with headers and anything of WSGI's environ."""

    def ask(
        headers: Mapping[str, str] | None = None,
        verb: Verb = Verb.PUSH,
        target: str = "billing",
        path: str = "/",
        **environ: Any,
    ) -> Verdict:
        context = app.test_request_context(
            path, method="PUT", headers=headers, environ_overrides=environ
        )
        with context:
            try:
                require(verb, target)
            except HTTPException as error:
                said = dict(error.get_headers(request.environ))
                status = HTTPStatus(error.code or 500)
                return Verdict(status, said["WWW-Authenticate"], error.description or "")
        return PASSES

    return ask
