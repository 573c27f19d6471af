import pytest
from hypothesis import given
from hypothesis import strategies as st

from logs.redaction import Redactor

KNOWN = Redactor(["swordfish", "p@ss/word", "short"])
SECRET = "s3cr3t.Value_1"  # noqa: S105 - nobody's

HIDDEN = [
    f"/picture/a.jpg?w=8&signature={SECRET}",
    f"/picture/a.jpg?signature={SECRET}&w=8",
    f"/picture/a.jpg?SIGNATURE={SECRET}",
    f"/picture/a.jpg?sign%61ture={SECRET}",
    f"/picture/a.jpg?%2573ignature={SECRET}",
    f"/a?token={SECRET}",
    f"/a?access_token={SECRET}",
    f"/a?api-key={SECRET}",
    f"/a?x=1;apikey={SECRET}",
    f"/a?X-Amz-Signature={SECRET}&X-Amz-Credential={SECRET}",
    f"/badge/dynamic/json?url=https%3A%2F%2Fa.example%2F%3Fx%3D1%26token%3D{SECRET}%26y%3D2",
    f"/badge/dynamic/json?url=https%253A%252F%252Fa.example%253Ftoken%253D{SECRET}",
    f"/badge/dynamic/json?url=https://me:{SECRET}@a.example/",
    f"/badge/dynamic/json?url=https%3A%2F%2Fme%3A{SECRET}%40a.example%2F",
    f"/i/{SECRET}",
    f"/easel/i/{SECRET}?w=300",
    f"/%69/{SECRET}",
    f"/captcha/1.{SECRET}.png",
    f"/captcha/1.{SECRET}@2x.png",
    f"/captcha/1%2E{SECRET}.wav",
    "/a?b=swordfish",
    "/a/swordfish",
    "/a?b=p%40ss%2Fword",
]

SHOWN = [
    "/",
    "/200x300?text=Hello%20World",
    "/badge/build-passing-green?style=flat&logo=python",
    "/image/12?w=300",
    "/image/12/original",
    "/captcha/verify",
    "/chart?cht=p3&chd=t:60,40&chl=token|secret",
    "/badge/tokens-12-green",
    "/picture/a@2x.png",
]


@pytest.mark.parametrize("target", HIDDEN)
def test_a_target_is_shown_without_its_secret(target: str) -> None:
    shown = KNOWN.target(target)
    assert SECRET not in shown
    assert "fish" not in shown
    assert "word" not in shown
    assert "***" in shown


@pytest.mark.parametrize("target", SHOWN)
def test_a_target_without_secrets_is_shown_as_it_came(target: str) -> None:
    assert KNOWN.target(target) == target


@pytest.mark.parametrize(
    "message",
    [
        f"cannot connect to mysql+pymysql://easel:{SECRET}@db.example/easel",
        f"Error 111 connecting to redis://:{SECRET}@cache:6379/0.",
        f"{{'Authorization': 'Bearer {SECRET}'}}",
        f"authorization: Basic {SECRET}==",
        f"Authorization: {SECRET}",
        f"GET https://a.example/b?token={SECRET} failed",
        f"unexpected error at /i/{SECRET}",
        f"unexpected error at /captcha/1.{SECRET}.png",
        "the password is p@ss/word",
    ],
)
def test_a_message_is_shown_without_its_secret(message: str) -> None:
    shown = KNOWN.text(message)
    assert SECRET not in shown
    assert "p@ss" not in shown
    assert "***" in shown


def test_what_stands_around_a_secret_stays() -> None:
    assert KNOWN.target("/a?x=1&token=abc&y=2") == "/a?x=1&token=***&y=2"
    assert KNOWN.text("redis://u:abcdefg@h/0") == "redis://***@h/0"
    assert KNOWN.target("/captcha/1.abcdefgh@2x.png") == "/captcha/***@2x.png"


def test_a_secret_too_short_to_be_told_from_words_is_left() -> None:
    assert KNOWN.text("in short") == "in short"


@given(st.text(max_size=300))
def test_any_target_is_shown_in_one_printable_line(target: str) -> None:
    shown = KNOWN.target(target)
    assert shown.isascii()
    assert shown.isprintable()
    assert '"' not in shown
