"""What a dyno's own disk would lose is not taken."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app import create_app
from db import db
from tests.conftest import settings_for
from wiped import Lost, reasons_here

TOKEN = {"Authorization": "Bearer 0123456789abcdef"}
BUCKET = {"STORAGE_URL": "s3://pictures", "AWS_ENDPOINT_URL": "http://127.0.0.1:1"}
MYSQL = {"DATABASE_URL": "mysql://easel:secret@db.example.org/easel"}
SAFE = {"GET", "HEAD", "OPTIONS"}
DRAWING = {"chart.posted_chart", "captcha.issue"}
PLACES: dict[str, str | int] = {
    "address": "billing/coverage",
    "number": 1,
    "name": "zf-0123456789abcdef",
}


def made(folder: Path, **environ: str) -> Flask:
    return create_app(
        settings_for(folder, **{"DYNO": "web.1", "BOOTSTRAP_TOKEN": "0123456789abcdef"} | environ)
    )


@pytest.fixture(scope="module")
def dyno(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = made(tmp_path_factory.mktemp("dyno"))
    yield app
    with app.app_context():
        db.engine.dispose()


def changing(app: Flask) -> list[tuple[str, str, str]]:
    """List what changes something: endpoint, method, address."""
    with app.test_request_context():
        return [
            (rule.endpoint, method, address_of(app, rule))
            for rule in app.url_map.iter_rules()
            for method in sorted((rule.methods or set()) - SAFE)
        ]


def address_of(app: Flask, rule: Rule) -> str:
    built = rule.build({name: PLACES[name] for name in rule.arguments})
    assert built
    return built[1]


def test_every_route_that_changes_something_is_refused(dyno: Flask) -> None:
    client = dyno.test_client()
    refused = {}
    for endpoint, method, address in changing(dyno):
        answer = client.open(address, method=method, json={}, headers=TOKEN)
        refused[f"{method} {endpoint}"] = answer.status_code == 503
        if endpoint not in DRAWING:
            assert answer.mimetype == "application/problem+json", address
            assert "DATABASE_URL" in answer.get_json()["detail"], address
    drawn = {name for name, is_refused in refused.items() if not is_refused}
    assert drawn == {f"POST {endpoint}" for endpoint in DRAWING}
    assert len(refused) > 10


@pytest.mark.parametrize(
    "address",
    ["/healthz", "/badge/build-passing-green", "/200x300.svg", "/image/list", "/captcha/"],
)
def test_what_is_only_read_goes_on(dyno: Flask, address: str) -> None:
    assert dyno.test_client().get(address, headers=TOKEN).status_code == 200


def test_an_upload_is_told_both_settings(dyno: Flask) -> None:
    answer = dyno.test_client().post("/image/upload", headers=TOKEN)
    assert answer.status_code == 503
    assert {"DATABASE_URL", "STORAGE_URL"} <= set(answer.get_json()["detail"].split())


def test_whoever_may_not_upload_is_told_so_first(dyno: Flask) -> None:
    assert dyno.test_client().post("/image/upload").status_code == 401


def test_a_bucket_alone_saves_no_rows(tmp_path: Path) -> None:
    answer = made(tmp_path, **BUCKET).test_client().post("/image/upload", headers=TOKEN)
    assert answer.status_code == 503
    assert "STORAGE_URL" not in answer.get_json()["detail"]


@pytest.mark.parametrize(
    ("environ", "lost"),
    [
        ({}, Lost(rows=False, objects=False)),
        ({"DYNO": "web.1"}, Lost(rows=True, objects=True)),
        ({"DYNO": "run.4711", **BUCKET}, Lost(rows=True, objects=False)),
        ({"DYNO": "web.1", **MYSQL}, Lost(rows=False, objects=True)),
        ({"DYNO": "web.1", **MYSQL, **BUCKET}, Lost(rows=False, objects=False)),
        (
            {"DYNO": "web.1", "JAWSDB_MARIA_URL": MYSQL["DATABASE_URL"], **BUCKET},
            Lost(rows=False, objects=False),
        ),
        ({"DYNO": "web.1", "DYNO_DISK": "kept"}, Lost(rows=False, objects=False)),
        ({"DYNO_DISK": "wiped"}, Lost(rows=False, objects=False)),
    ],
)
def test_what_a_start_would_lose(tmp_path: Path, environ: dict[str, str], lost: Lost) -> None:
    assert Lost.by(settings_for(tmp_path, **environ)) == lost


def test_each_reason_names_one_setting() -> None:
    rows, objects = Lost(rows=True, objects=True).reasons()
    assert "DATABASE_URL" in rows
    assert "STORAGE_URL" in objects
    assert Lost(rows=False, objects=True).reasons(with_bytes=False) == ()


def test_where_the_disk_is_kept_a_push_is_taken(tmp_path: Path) -> None:
    app = made(tmp_path, DYNO_DISK="kept")
    answer = app.test_client().put("/api/badge/billing/coverage", json={"value": 93}, headers=TOKEN)
    assert answer.status_code < 300
    with app.app_context():
        assert reasons_here() == ()
        db.engine.dispose()


@pytest.mark.parametrize(
    "command",
    [
        ("token", "create", "--name", "ci", "--scope", "upload"),
        ("images", "gc"),
    ],
)
def test_a_command_of_a_one_off_dyno_says_why_it_would_be_lost(
    dyno: Flask, command: tuple[str, ...]
) -> None:
    done = dyno.test_cli_runner().invoke(args=command)
    assert done.exit_code == 2
    assert "Set DATABASE_URL" in done.output
