"""A database, a bucket or a folder of results that is lost, broken or read-only: never a 500."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from app import create_app
from db import db
from tests.commit_proxy import commit_proxy
from tests.conftest import settings_for
from tests.mariadb import MariaDb
from tests.seaweed import OWNER as OWNER_OF_BUCKETS
from tests.seaweed import SeaweedFs
from tests.uploads import picture

Upload = Callable[..., dict[str, Any]]
TOKEN = {"BOOTSTRAP_TOKEN": "0123456789abcdef"}
OWNER = {"Accept": "application/json", "Authorization": "Bearer 0123456789abcdef"}


def send(client: FlaskClient, body: bytes) -> TestResponse:
    return client.post("/image/upload", data=body, headers=OWNER)


def every_route(client: FlaskClient, share: str) -> dict[str, TestResponse]:
    """Ask each route that reads or writes rows of image 1."""
    gets = """
        /image/1 /image/1?w=10 /image/1/thumbnail /image/1/details /image/1/original /image/list
        /image/list?q=x /image/list?near=1 /random/20x20 /seed/a/20x20
    """.split()  # noqa: SIM905
    answers = {address: client.get(address, headers=OWNER) for address in [*gets, share]}
    form = {"image": (BytesIO(picture("lime")), "x.png")}
    answers["upload"] = client.post("/image/upload", data=form, headers=OWNER)
    answers["patch"] = client.patch("/image/1", json={"name": "z"}, headers=OWNER)
    answers["delete"] = client.delete("/image/1", headers=OWNER)
    answers["restore"] = client.post("/image/1/restore", headers=OWNER)
    return answers


def path_of(share_url: str) -> str:
    return share_url.removeprefix("http://localhost")


class TestWithoutDatabase:
    """The administrator comes with a token of the environment, which no database has to know."""

    @pytest.fixture
    def environ(self) -> dict[str, str]:
        return TOKEN

    @pytest.mark.parametrize("state", ["gone", "none of its own", "torn", "a folder", "read-only"])
    def test_a_database_that_cannot_be_read_is_no_error_of_ours(
        self, client: FlaskClient, shop: Flask, upload: Upload, tmp_path: Path, state: str
    ) -> None:
        share = path_of(upload(picture())["share_url"])
        self._break(shop, tmp_path / "easel.db", state)
        answers = every_route(client, share)
        statuses = {what: answer.status_code for what, answer in answers.items()}
        if state == "read-only":
            written = {"upload", "patch", "delete", "restore"}
            assert {what for what in statuses if statuses[what] == 503} == written
            assert {statuses[what] for what in statuses if what not in written} == {200}
        else:
            assert set(statuses.values()) == {503}, statuses
        assert all(
            "Retry-After" in each.headers for each in answers.values() if each.status_code == 503
        )
        folder = shop.extensions["easel-images"].staging.folder
        assert not folder.exists() or not list(folder.iterdir())
        assert client.get("/image/").status_code == 200

    def _break(self, shop: Flask, path: Path, state: str) -> None:
        with shop.app_context():
            db.engine.dispose()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        whole = path.read_bytes()
        for file in path.parent.glob("easel.db*"):
            file.unlink()
        match state:
            case "none of its own":
                path.write_bytes(b"this is no database" * 1000)
            case "torn":
                path.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
            case "a folder":
                path.mkdir()
            case "read-only":
                path.write_bytes(whole)
                with shop.app_context():
                    event.listen(db.engine, "connect", _only_read)

    def test_the_folder_of_results_may_go_at_any_time(
        self, client: FlaskClient, shop: Flask, upload: Upload, tmp_path: Path
    ) -> None:
        body = picture()
        upload(body)
        small = client.get("/image/1?w=10").data
        for _ in range(2):
            shutil.rmtree(tmp_path / "cache")
            assert client.get("/image/1").data == body
            assert client.get("/image/1?w=10").data == small
            assert client.get("/image/1/thumbnail").status_code == 200


def test_a_mariadb_that_goes_away_is_no_error_of_ours(
    mariadb_server: MariaDb, tmp_path: Path
) -> None:
    with commit_proxy(mariadb_server.port) as way, mariadb_server.database() as url:
        mine = url.replace(str(mariadb_server.port), str(way.port))
        app = create_app(settings_for(tmp_path, DATABASE_URL=mine, **TOKEN))
        client = app.test_client()
        share = path_of(send(client, picture()).get_json()["share_url"])
        assert client.get("/image/1").status_code == 200
        way.close()
        answers = every_route(client, share)
        assert {each.status_code for each in answers.values()} == {503}
        assert all("Retry-After" in each.headers for each in answers.values())
        assert list((tmp_path / "images" / "staging").iterdir()) == []
        with app.app_context():
            db.engine.dispose()


def test_a_bucket_that_goes_away_is_no_error_of_ours(seaweedfs: SeaweedFs, tmp_path: Path) -> None:
    key, secret = OWNER_OF_BUCKETS
    with commit_proxy(seaweedfs.port) as way:
        access = {
            "STORAGE_URL": f"s3://{seaweedfs.bucket().config['bucket']}",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{way.port}",
            "AWS_ACCESS_KEY_ID": key,
            "AWS_SECRET_ACCESS_KEY": secret,
        }
        client = create_app(settings_for(tmp_path, **access, **TOKEN)).test_client()
        body = picture()
        assert send(client, body).status_code == 201
        answer = client.get("/image/1")
        assert answer.data == body
        etag = {"If-None-Match": answer.headers["ETag"]}
        assert client.get("/image/1?w=10").status_code == 200
        way.close()
        shutil.rmtree(tmp_path / "cache")
        for address in ("/image/1", "/image/1?w=10", "/image/1/original", "/image/1/thumbnail"):
            answer = client.get(address, headers=OWNER)
            assert (answer.status_code, "Retry-After" in answer.headers) == (503, True), address
        assert send(client, picture("blue")).status_code == 503
        assert client.get("/image/1", headers=etag).status_code == 304
        # What needs no object is not in its way: the same bytes again, too.
        assert client.get("/image/1/details").status_code == 200
        assert [each["id"] for each in client.get("/image/list").get_json()["images"]] == [1]
        assert send(client, body).get_json()["duplicate_of"] == 1
        assert client.delete("/image/2", headers=OWNER).status_code == 204
        assert list((tmp_path / "staging").iterdir()) == []


def _only_read(connection: sqlite3.Connection, _record: object) -> None:
    """As for a file that cannot be written; its mode says nothing to root."""
    connection.execute("PRAGMA query_only=ON")
