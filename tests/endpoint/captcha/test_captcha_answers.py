"""What becomes of answers: a captcha takes one, and only its own service's count."""

import string
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app import create_app
from db import db
from endpoint.captcha.answering import sweep
from endpoint.captcha.issuing import CAPTCHAS, Captchas
from endpoint.captcha.keys import Challenge
from endpoint.captcha.models import AnsweredRow
from tests.conftest import settings_for

DAY = 86_400
TOKEN_LETTERS = f"{string.ascii_letters}{string.digits}-_"


def house(app: Flask) -> Captchas:
    found: Captchas = app.extensions[CAPTCHAS]
    return found


def later(app: Flask, seconds: float) -> None:
    """Let the app's clock go on."""
    now = house(app).clock()
    app.extensions[CAPTCHAS] = replace(house(app), clock=lambda: now + seconds)


def issued(client: FlaskClient, **wanted: object) -> str:
    answer = client.post("/captcha", json=wanted)
    assert answer.status_code == 200, answer.text
    return str(answer.get_json()["token"])


def asked(app: Flask, token: str) -> Challenge:
    return house(app).challenge(token)


def verdict(client: FlaskClient, token: str, answer: str, **more: str) -> Any:
    sent = client.post("/captcha/verify", json={"token": token, "answer": answer, **more})
    assert sent.status_code == 200, sent.text
    assert sent.headers["Cache-Control"] == "no-store"
    found = sent.get_json()
    assert found["success"] == (found["reason"] is None)
    return found["reason"]


def rows(app: Flask) -> int:
    with app.app_context():
        return int(db.session.scalar(select(func.count()).select_from(AnsweredRow)) or 0)


def test_what_is_seen_is_right_in_capital_and_small_letters(
    app: Flask, client: FlaskClient
) -> None:
    for write in (str, str.lower, lambda text: f"  {' '.join(text)}\n"):
        token = issued(client)
        assert verdict(client, token, write(asked(app, token).text)) is None


def test_what_is_heard_is_right_also_in_wide_digits(app: Flask, client: FlaskClient) -> None:
    for zero in ("0", "０"):  # noqa: RUF001 - as a Japanese keyboard writes it
        token = issued(client)
        wide = "".join(chr(ord(zero) + int(digit)) for digit in asked(app, token).digits)
        assert verdict(client, token, wide) is None


@pytest.mark.parametrize("answer", ["", "x", "é\ud7ff", "A" * 5000, "0" * 6])
def test_another_answer_is_wrong_and_the_last_one(
    app: Flask, client: FlaskClient, answer: str
) -> None:
    token = issued(client)
    assert verdict(client, token, answer) == "wrong"
    assert verdict(client, token, asked(app, token).text) == "used"


def test_a_right_answer_counts_once(app: Flask, client: FlaskClient) -> None:
    token = issued(client)
    text = asked(app, token).text
    assert [verdict(client, token, text) for _ in range(3)] == [None, "used", "used"]


def test_a_captcha_ends(app: Flask, client: FlaskClient) -> None:
    token = issued(client, ttl=120)
    text = asked(app, token).text
    later(app, 121)
    assert verdict(client, token, text) == "expired"
    assert rows(app) == 0


def test_each_changed_character_makes_another_token_of_nobody(
    app: Flask, client: FlaskClient
) -> None:
    token = issued(client, scope="form")
    text = asked(app, token).text
    for at, letter in enumerate(token):
        other = TOKEN_LETTERS[(TOKEN_LETTERS.find(letter) + 1) % len(TOKEN_LETTERS)]
        changed = f"{token[:at]}{other}{token[at + 1 :]}"
        client.environ_base["REMOTE_ADDR"] = f"192.0.2.{at}"
        assert verdict(client, changed, text, scope="form") == "invalid", changed
        assert client.get(f"/captcha/{changed}.png").status_code == 404
    assert rows(app) == 0
    assert verdict(client, token, text, scope="form") is None


@pytest.mark.parametrize("scope", [{}, {"scope": ""}, {"scope": "login"}, {"scope": "Sign-up"}])
def test_a_captcha_for_one_form_opens_no_other(
    app: Flask, client: FlaskClient, scope: dict[str, str]
) -> None:
    token = issued(client, scope="sign-up")
    text = asked(app, token).text
    assert verdict(client, token, text, **scope) == "invalid"
    assert verdict(client, token, text, scope="sign-up") is None


def test_another_key_knows_none_of_them(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    other = create_app(settings_for(tmp_path / "other", SECRET_KEY="quite another " * 2))
    token = issued(client)
    assert verdict(other.test_client(), token, asked(app, token).text) == "invalid"


def test_replicas_with_one_key_and_one_database_know_all_of_them(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    replica = create_app(settings_for(tmp_path)).test_client()
    token = issued(client)
    text = asked(app, token).text
    assert verdict(replica, token, text) is None
    assert verdict(client, token, text) == "used"


def test_rows_go_when_nobody_can_ask_for_them_any_more(app: Flask, client: FlaskClient) -> None:
    verdict(client, issued(client), "x")
    with app.app_context():
        now = house(app).clock()
        assert [sweep(now), sweep(now + 300), sweep(now + DAY)] == [0, 0, 1]
    assert rows(app) == 0


def test_rows_go_by_and_by_of_themselves(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdict(client, issued(client), "x")
    later(app, DAY)
    monkeypatch.setattr("endpoint.captcha.answering._SWEEPS", TOKEN_LETTERS)
    verdict(client, issued(client), "x")
    assert rows(app) == 1


@pytest.mark.parametrize("form", [True, False])
def test_a_form_will_do_as_well_as_json(app: Flask, client: FlaskClient, form: bool) -> None:
    sent = {"scope": "sign-up", "ttl": "300"}
    answer = client.post("/captcha", data=sent) if form else client.post("/captcha", json=sent)
    token = answer.get_json()["token"]
    text = asked(app, token).text
    attempt = {"token": token, "answer": text, "scope": "sign-up"}
    kind = {"data": attempt} if form else {"json": attempt}
    assert client.post("/captcha/verify", **kind).get_json()["success"] is True


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    token=st.one_of(
        st.text(max_size=80), st.from_regex(r"1\.[\w-]{22}\.[0-9]{1,12}\.\w*\.[\w-]{32}")
    ),
    answer=st.text(max_size=80),
)
def test_nothing_that_is_sent_is_answered_with_a_500(token: str, answer: str) -> None:
    client = CLIENTS[0]
    client.environ_base["REMOTE_ADDR"] = f"2001:db8::{abs(hash((token, answer))) % 65536:x}"
    sent = {"token": token, "answer": answer}
    for answered in (
        client.post("/captcha/verify", json=sent),
        client.post("/captcha/verify", data=sent),
        client.post("/captcha/", data=sent),
    ):
        assert answered.status_code in {200, 400, 429}
    if not set(token) & set("/?#%"):
        assert client.get(f"/captcha/{token}.png").status_code in {400, 404}


CLIENTS: list[FlaskClient] = []


@pytest.fixture(autouse=True)
def _one_client(client: FlaskClient) -> None:
    CLIENTS[:] = [client]
