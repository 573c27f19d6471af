"""Sixteen answers at one time: one of them counts."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from app import create_app
from db import db
from endpoint.captcha.keys import Keys
from tests.conftest import settings_for
from tests.real_server import Server, started

KEY = "a key for tests only"
GUNICORN = ("gunicorn", "--bind", "127.0.0.1:{port}", "app:app")


def post(server: Server, path: str, **sent: str) -> Any:
    headers = {"Content-Type": "application/json"}
    answer = server.ask(path, "POST", headers, body=json.dumps(sent).encode())
    assert answer.status == 200, answer.body
    return json.loads(answer.body)


def answer_to(token: str) -> str:
    return Keys.of(KEY).challenge(token.split(".")[1]).text


def test_two_servers_with_one_database_let_one_in(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'easel.db'}"
    common = {"DATABASE_URL": url, "SECRET_KEY": KEY, "WEB_CONCURRENCY": "1"}
    homes = [tmp_path / "one", tmp_path / "other"]
    for home in homes:
        home.mkdir()
    with (
        started(homes[0], GUNICORN, **common) as one,
        started(homes[1], GUNICORN, **common) as other,
        ThreadPoolExecutor(16) as people,
    ):
        token = post(one, "/captcha")["token"]
        tries = people.map(
            lambda server: post(server, "/captcha/verify", token=token, answer=answer_to(token)),
            [one, other] * 8,
        )
        reasons = sorted(str(each["reason"]) for each in tries)
    assert reasons == ["None"] + ["used"] * 15


def test_sixteen_connections_to_a_database_let_one_in(tmp_path: Path, database_url: str) -> None:
    app = create_app(settings_for(tmp_path, DATABASE_URL=database_url, SECRET_KEY=KEY))
    token = str(app.test_client().post("/captcha").get_json()["token"])
    attempt = {"token": token, "answer": answer_to(token)}

    def ask(_person: int) -> str:
        answer = app.test_client().post("/captcha/verify", json=attempt)
        return str(answer.get_json()["reason"])

    with ThreadPoolExecutor(16) as people:
        reasons = sorted(people.map(ask, range(16)))
    with app.app_context():
        db.engine.dispose()
    assert reasons == ["None"] + ["used"] * 15
