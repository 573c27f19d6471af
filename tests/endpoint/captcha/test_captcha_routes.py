"""Captchas over HTTP: what is given, what is refused, and the page to try one."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from endpoint.captcha.issuing import CAPTCHAS
from tests.conftest import settings_for


def issued(client: FlaskClient, **wanted: object) -> dict[str, str]:
    found: dict[str, str] = client.post("/captcha", json=wanted).get_json()
    return found


def test_it_is_given_with_a_picture_and_a_sound(app: Flask, client: FlaskClient) -> None:
    found = issued(client)
    assert [*found] == ["token", "image", "audio", "expires"]
    left = datetime.fromisoformat(found["expires"]).timestamp() - app.extensions[CAPTCHAS].clock()
    assert 178 <= left <= 180
    for path, kind in ((found["image"], "image/png"), (found["audio"], "audio/wav")):
        one, again = client.get(path), client.get(path)
        assert (one.status_code, one.mimetype) == (200, kind)
        assert one.headers["Cache-Control"] == "no-store"
        assert "ETag" not in one.headers
        assert one.data == again.data


def test_each_is_seen_and_heard_otherwise(client: FlaskClient) -> None:
    one, other = issued(client), issued(client)
    for kind in ("image", "audio"):
        assert client.get(one[kind]).data != client.get(other[kind]).data


def test_the_token_tells_nothing(app: Flask, client: FlaskClient) -> None:
    token = issued(client, scope="sign-up")["token"]
    version, nonce, end, scope, code = token.split(".")
    assert (version, scope, end.isdigit()) == ("1", "sign-up", True)
    asked = app.extensions[CAPTCHAS].challenge(token)
    for secret in (asked.text, asked.digits, asked.seed):
        assert secret not in f"{nonce}{code}"


def test_paths_begin_where_the_service_is_mounted(tmp_path: Path) -> None:
    client = create_app(settings_for(tmp_path, SCRIPT_NAME="/easel")).test_client()
    found = client.post("/easel/captcha").get_json()
    assert found["image"] == f"/easel/captcha/{found['token']}.png"
    assert client.get(found["audio"]).status_code == 200
    assert 'action="/easel/captcha/"' in client.get("/easel/captcha/").text


def test_what_has_ended_is_gone_and_what_never_was_is_not_found(
    app: Flask, client: FlaskClient
) -> None:
    found = issued(client)
    house = app.extensions[CAPTCHAS]
    object.__setattr__(house, "clock", lambda: datetime.now().timestamp() + 181)
    for path in (found["image"], found["audio"], found["image"].replace(".png", "@2x.png")):
        gone = client.get(path)
        assert (gone.status_code, gone.headers["Cache-Control"]) == (410, "no-store")
    for name in ("x.png", "1.a.b.c.d.wav", "x@2x.png"):
        assert client.get(f"/captcha/{name}").status_code == 404


@pytest.mark.parametrize(
    ("path", "sent", "parameter"),
    [
        ("/captcha", {"ttl": 119}, "ttl"),
        ("/captcha", {"ttl": 301}, "ttl"),
        ("/captcha", {"ttl": True}, "ttl"),
        ("/captcha", {"ttl": "soon"}, "ttl"),
        ("/captcha", {"scope": "a b"}, "scope"),
        ("/captcha", {"scope": "a" * 65}, "scope"),
        ("/captcha", {"scope": "a\n"}, "scope"),
        ("/captcha", {"scope": 1}, "scope"),
        ("/captcha/verify", {"answer": "x"}, "token"),
        ("/captcha/verify", {"token": "x"}, "answer"),
        ("/captcha/verify", {"token": "x", "answer": 5}, "answer"),
        ("/captcha/verify", {"token": "x", "answer": "x", "scope": "ä"}, "scope"),
    ],
)
def test_what_is_wrong_is_named(
    client: FlaskClient, path: str, sent: dict[str, object], parameter: str
) -> None:
    answer = client.post(path, json=sent)
    assert (answer.status_code, answer.get_json()["parameter"]) == (400, parameter)


def test_what_a_scope_may_be_is_said_in_words(client: FlaskClient) -> None:
    said = client.post("/captcha", json={"scope": "a b"}).get_json()
    assert (said["value"], said["accepted"]) == ("a b", "up to 64 of A-Za-z0-9_-")


def test_other_bodies_are_refused(client: FlaskClient) -> None:
    assert client.post("/captcha", data="x", content_type="text/plain").status_code == 415
    assert client.post("/captcha/verify", json={"token": "x" * 20_000}).status_code == 413
    assert client.post("/captcha/verify", data={"token": "x" * 20_000}).status_code == 413
    assert (
        client.post("/captcha/verify", data="[]", content_type="application/json").status_code
        == 400
    )
    twice = client.post(
        "/captcha", data="scope=a&scope=b", content_type="application/x-www-form-urlencoded"
    )
    assert twice.status_code == 400


def test_what_nobody_reads_is_named(client: FlaskClient) -> None:
    assert (
        client.post("/captcha", json={"sitekey": "x"}).headers["X-Ignored-Parameters"] == "sitekey"
    )


@pytest.mark.parametrize("path", ["/captcha", "/captcha/verify", "/captcha/"])
def test_one_address_may_not_ask_for_ever(client: FlaskClient, path: str) -> None:
    sent = {"token": "x", "answer": "x"}
    statuses = [client.post(path, data=sent).status_code for _ in range(61)]
    assert statuses == [200] * 60 + [429]
    refused = client.post(path, data=sent, headers={"Accept": "application/json"})
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    elsewhere = client.post(path, data=sent, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 200


def test_without_an_answer_of_redis_the_process_counts(tmp_path: Path) -> None:
    client = create_app(settings_for(tmp_path, REDIS_URL="redis://127.0.0.1:1/0")).test_client()
    assert [client.post("/captcha").status_code for _ in range(61)] == [200] * 60 + [429]


def test_forms_of_others_work_where_images_are_private(tmp_path: Path) -> None:
    client = create_app(settings_for(tmp_path, PRIVATE="1")).test_client()
    assert client.get(issued(client)["image"]).status_code == 200


def test_the_page_works_without_script(app: Flask, client: FlaskClient) -> None:
    for right in (True, False):
        page = client.get("/captcha/")
        assert page.headers["Cache-Control"] == "no-store"
        token = re.search(r'name="token" value="([^"]+)"', page.text)
        assert token is not None
        asked = app.extensions[CAPTCHAS].challenge(token[1])
        assert asked.text not in page.text
        sent = {"token": token[1], "scope": "demo", "answer": asked.text if right else "x"}
        answered = client.post("/captcha/", data=sent)
        assert f'data-right="{"yes" if right else "no"}"' in answered.text
        assert token[1] not in answered.text
