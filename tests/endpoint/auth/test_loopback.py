"""OPEN_WRITES=loopback: this machine's own user needs no token, and nobody else profits."""

import pytest
from flask import Flask

from endpoint.auth import Scope, Verb, tokens
from tests.endpoint.auth.conftest import INVALID, PASSES, Ask

HERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:5000"}


@pytest.fixture(autouse=True)
def opened(app: Flask) -> None:
    app.config["OPEN_WRITES"] = "loopback"


@pytest.mark.parametrize("verb", Verb)
def test_who_sits_at_the_machine_may_do_everything(ask: Ask, verb: Verb) -> None:
    assert ask(verb=verb, **HERE) == PASSES


def test_it_is_not_so_unless_it_was_said(app: Flask, ask: Ask) -> None:
    app.config["OPEN_WRITES"] = "none"
    assert ask(**HERE).status == 401


@pytest.mark.parametrize(
    "environ",
    [
        {"REMOTE_ADDR": "127.0.0.1"},
        {"REMOTE_ADDR": "127.0.0.2"},
        {"REMOTE_ADDR": "127.255.255.254"},
        {"REMOTE_ADDR": "::1"},
        {"REMOTE_ADDR": "::ffff:127.0.0.1"},
        {"HTTP_HOST": "localhost"},
        {"HTTP_HOST": "localhost:5000"},
        {"HTTP_HOST": "LocalHost:65535"},
        {"HTTP_HOST": "127.0.0.1"},
        {"HTTP_HOST": "127.1.2.3:80"},
        {"HTTP_HOST": "[::1]"},
        {"HTTP_HOST": "[::1]:5000"},
        {"HTTP_ORIGIN": "http://127.0.0.1:5000"},
        {"HTTP_HOST": "LOCALHOST:5000", "HTTP_ORIGIN": "http://localhost:5000"},
        {"HTTP_HOST": "[::1]:5000", "HTTP_ORIGIN": "http://[::1]:5000"},
        {"wsgi.url_scheme": "https", "HTTP_ORIGIN": "https://127.0.0.1:5000"},
        {"HTTP_SEC_FETCH_SITE": "same-origin"},
        {"HTTP_SEC_FETCH_SITE": "none"},
        {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "http://127.0.0.1:5000"},
        {"HTTP_REFERER": "https://evil.example/"},
    ],
)
def test_it_lets_in(ask: Ask, environ: dict[str, str]) -> None:
    assert ask(**(HERE | environ)) == PASSES


@pytest.mark.parametrize(
    "environ",
    [
        # other machines, and a peer without an address
        {"REMOTE_ADDR": "10.0.0.5"},
        {"REMOTE_ADDR": "128.0.0.1"},
        {"REMOTE_ADDR": "126.255.255.255"},
        {"REMOTE_ADDR": "0.0.0.0"},
        {"REMOTE_ADDR": "::"},
        {"REMOTE_ADDR": "::ffff:10.0.0.5"},
        {"REMOTE_ADDR": "::127.0.0.1"},
        {"REMOTE_ADDR": "fe80::1"},
        {"REMOTE_ADDR": "fd00::7f00:1"},
        {"REMOTE_ADDR": "64:ff9b::7f00:1"},
        {"REMOTE_ADDR": "127.0.0.1.evil.example"},
        {"REMOTE_ADDR": "localhost"},
        {"REMOTE_ADDR": "127.1"},
        {"REMOTE_ADDR": "0177.0.0.1"},
        {"REMOTE_ADDR": ""},
        # proxies
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_FORWARDED": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_FOR": ""},
        {"HTTP_X_FORWARDED_PROTO": "http"},
        {"HTTP_X_FORWARDED_HOST": "localhost"},
        {"HTTP_X_FORWARDED_PORT": "5000"},
        {"HTTP_X_FORWARDED_PREFIX": "/"},
        {"HTTP_X_FORWARDED_SERVER": "localhost"},
        {"HTTP_X_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"HTTP_VIA": "1.1 proxy"},
        {"HTTP_VIA": ""},
        {"SERVER_PROTOCOL": "HTTP/1.0"},
        # names that only lead here: rebinding, or a public name
        {"HTTP_HOST": "evil.example"},
        {"HTTP_HOST": "evil.example:5000"},
        {"HTTP_HOST": "localhost.evil.example"},
        {"HTTP_HOST": "127.0.0.1.evil.example"},
        {"HTTP_HOST": "127.0.0.1.nip.io:5000"},
        {"HTTP_HOST": "evil-localhost"},
        {"HTTP_HOST": "app.localhost"},
        {"HTTP_HOST": "localhost."},
        {"HTTP_HOST": "localhost:"},
        {"HTTP_HOST": "localhost:5000:5000"},
        {"HTTP_HOST": "localhost:5000x"},
        {"HTTP_HOST": "localhost@evil.example"},
        {"HTTP_HOST": "localhost,evil.example"},
        {"HTTP_HOST": "localhost evil.example"},
        {"HTTP_HOST": "localhost\n"},
        {"HTTP_HOST": " localhost"},
        {"HTTP_HOST": "127.0.0.256"},
        {"HTTP_HOST": "127.0.0"},
        {"HTTP_HOST": "127.1"},
        {"HTTP_HOST": "0.0.0.0:5000"},
        {"HTTP_HOST": "10.0.0.5:5000"},
        {"HTTP_HOST": "2130706433"},
        {"HTTP_HOST": "0x7f.0.0.1"},
        {"HTTP_HOST": "::1"},
        {"HTTP_HOST": "[::]"},
        {"HTTP_HOST": "[::ffff:127.0.0.1]:5000"},
        {"HTTP_HOST": "localho\u017ft"},
        {"HTTP_HOST": ""},
        # pages of others in the user's own browser
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": ""},
        {"HTTP_ORIGIN": "http://127.0.0.1"},
        {"HTTP_ORIGIN": "http://127.0.0.1:3000"},
        {"HTTP_ORIGIN": "https://127.0.0.1:5000"},
        {"HTTP_ORIGIN": "http://localhost:5000"},
        {"HTTP_ORIGIN": "http://127.0.0.1:5000/"},
        {"HTTP_ORIGIN": "http://127.0.0.1:5000.evil.example"},
        {"HTTP_ORIGIN": "http://127.0.0.1:5000,https://evil.example"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_SEC_FETCH_SITE": "Same-Origin"},
        {"HTTP_SEC_FETCH_SITE": ""},
        {"HTTP_SEC_FETCH_SITE": "same-origin, cross-site"},
        {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://127.0.0.1:5000"},
        {"HTTP_SEC_FETCH_SITE": "none", "HTTP_ORIGIN": "https://evil.example"},
    ],
)
def test_it_keeps_out(ask: Ask, environ: dict[str, str]) -> None:
    verdict = ask(**(HERE | environ))
    assert verdict.status == 401
    assert "flask token create" in verdict.detail


@pytest.mark.parametrize(
    "header", ["", "Basic ZWFzZWw6cHc=", "Bearer x", f"Bearer easel_{'A' * 43}"]
)
def test_a_bad_token_is_not_overlooked(ask: Ask, header: str) -> None:
    verdict = ask(HTTP_AUTHORIZATION=header, **HERE)
    assert (verdict.status, verdict.challenge) == (401, INVALID)


def test_a_token_counts_for_what_it_may_and_no_more(ask: Ask) -> None:
    token = tokens.create("ci", [Scope(Verb.PUSH, "billing")]).text
    header = {"Authorization": f"Bearer {token}"}
    assert ask(header, **HERE) == PASSES
    assert ask(header, target="other", **HERE).status == 403
    assert ask(header, REMOTE_ADDR="10.0.0.5", HTTP_HOST="evil.example") == PASSES
