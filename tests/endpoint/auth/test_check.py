"""Who may pass, and what everybody else is told: a table of attacks."""

import hmac
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from db import transact
from endpoint.auth import Scope, Verb, check, tokens
from endpoint.auth.models import Token
from tests.endpoint.auth.conftest import INVALID, PASSES, Ask

UNKNOWN = f"easel_{'A' * 43}"
BOOTSTRAP = "from-the-environment"


def mint(*scopes: str, name: str = "ci") -> str:
    return tokens.create(name, [Scope.parse(scope) for scope in scopes]).text


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_without_a_token_it_says_how_to_make_one(ask: Ask) -> None:
    verdict = ask(target="@acme/billing")
    assert verdict.status == 401
    assert verdict.challenge == 'Bearer realm="easel"'
    assert "flask token create --name ci --scope push:@acme/billing" in verdict.detail


def test_a_token_with_the_scope_passes(ask: Ask) -> None:
    token = mint("push:billing", "manage:@acme/*")
    assert ask(bearer(token)) == PASSES
    assert ask(bearer(token), Verb.MANAGE, "@acme/web") == PASSES
    assert ask(bearer(token), Verb.PUSH, "@acme/web") == PASSES


@pytest.mark.parametrize(
    ("scope", "verb", "target", "needed"),
    [
        ("push:billing", Verb.PUSH, "billing2", "push:billing2"),
        ("push:billing", Verb.PUSH, "Billing", "push:Billing"),
        ("push:bill*", Verb.PUSH, "Billing", "push:Billing"),
        ("push:billing", Verb.MANAGE, "billing", "manage:billing"),
        ("push", Verb.MANAGE, "", "manage"),
        ("manage", Verb.ADMIN, "", "admin"),
    ],
)
def test_a_token_for_something_else_is_told_what_it_lacks(
    ask: Ask, scope: str, verb: Verb, target: str, needed: str
) -> None:
    verdict = ask(bearer(mint(scope)), verb, target)
    assert verdict.status == 403
    assert verdict.challenge == (
        f'Bearer realm="easel", error="insufficient_scope", scope="{needed}"'
    )
    assert f"needs the scope {needed}." in verdict.detail


@pytest.mark.parametrize("spelling", ["bearer", "BEARER", "bEaReR", "Bearer ", "Bearer    "])
def test_the_scheme_may_be_written_as_one_likes(ask: Ask, spelling: str) -> None:
    assert ask({"Authorization": f"{spelling} {mint('push')}"}) == PASSES


@pytest.mark.parametrize(
    "header",
    [
        "",
        " ",
        "Bearer",
        "Bearer ",
        "{token}",
        "Bearer{token}",
        "Bearer easel_*",
        "Bearer easel_%",
        "Bearer\t{token}",
        "Bearer:{token}",
        "Bearer={token}",
        "Bearer token={token}",
        'Bearer "{token}"',
        "Bearer <{token}>",
        "Bearer {token},",
        "Bearer {token} x",
        "Bearer {token}\t",
        "Bearer {token},Bearer {token}",
        "Bearer x,Bearer {token}",
        "Bearer {token}\xa0",
        "Bearer\xa0{token}",
        "Bearer {token}\xff",
        "Bearer bearer {token}",
        "Basic {token}",
        "Basic ZWFzZWw6cHc=",
        "Token {token}",
        "Digest {token}",
        "Bear\u017fer {token}",
        "Bearer {token}" + "A" * 8_000,
        "Bearer " + "A" * 1_000_000,
        "Bearer " + " " * 100_000 + "\x01",
        "Bearer " + "=" * 100_000,
        "Bearer " + "A" * 512 + "=" * 100_000 + "!",
        "A" * 100_000,
    ],
)
def test_a_malformed_header_is_refused_and_not_guessed_at(ask: Ask, header: str) -> None:
    verdict = ask(HTTP_AUTHORIZATION=header.format(token=mint("admin")))
    assert verdict.status == 401
    assert verdict.challenge == INVALID


@pytest.mark.parametrize(
    "token",
    [
        UNKNOWN,
        "easel_",
        "null",
        "undefined",
        "0" * 64,
        "EASEL_" + "A" * 43,
        "easel_" + "A" * 42,
        "easel_" + "A" * 44,
        "A" * 49,
        "../../etc/passwd",
    ],
)
def test_a_token_that_is_not_known_is_refused(ask: Ask, token: str) -> None:
    mint("admin")
    verdict = ask(bearer(token))
    assert verdict.status == 401
    assert verdict.challenge == INVALID
    assert "not known" in verdict.detail
    assert token not in verdict.detail


@pytest.mark.parametrize("change", [str.upper, str.lower, str.swapcase])
def test_a_token_s_case_counts(ask: Ask, change: Callable[[str], str]) -> None:
    assert ask(bearer(f"easel_{change(mint('admin').removeprefix('easel_'))}")).status == 401


@pytest.mark.parametrize("key", ["access_token", "token", "authorization", "Authorization"])
def test_a_token_in_the_address_is_none(ask: Ask, key: str) -> None:
    assert ask(path=f"/?{key}={mint('admin')}").status == 401
    assert ask(path=f"/?{key}=Bearer+{mint('admin')}").status == 401


@pytest.mark.parametrize("name", ["X-Authorization", "Proxy-Authorization", "X-Api-Key", "Cookie"])
def test_a_token_in_another_header_is_none(ask: Ask, name: str) -> None:
    assert ask({name: f"Bearer {mint('admin')}"}).status == 401


def test_an_expired_token_is_told_so(ask: Ask) -> None:
    ended = datetime.now(UTC) - timedelta(seconds=1)
    token = tokens.create("ci", [Scope(Verb.ADMIN)], ended).text
    verdict = ask(bearer(token))
    assert (verdict.status, verdict.challenge) == (401, INVALID)
    assert "is expired" in verdict.detail


def test_a_revoked_token_opens_nothing_from_the_next_request_on(ask: Ask) -> None:
    token = mint("admin")
    assert ask(bearer(token)) == PASSES
    tokens.revoke("ci")
    verdict = ask(bearer(token))
    assert (verdict.status, verdict.challenge) == (401, INVALID)
    assert "is revoked" in verdict.detail


def test_a_scope_of_another_release_allows_nothing_and_breaks_nothing(ask: Ask) -> None:
    token = mint("push:billing")
    row = tokens.find(token)
    assert row is not None

    def widen(session: Session) -> None:
        session.get_one(Token, row.id).scopes = "teleport:* push:billing admin:billing"

    transact(widen)
    assert ask(bearer(token)) == PASSES
    assert ask(bearer(token), Verb.ADMIN).status == 403


@pytest.fixture
def bootstrapped(app: Flask) -> None:
    app.config["BOOTSTRAP_TOKEN"] = BOOTSTRAP


@pytest.mark.usefixtures("bootstrapped")
def test_the_bootstrap_token_may_do_everything(ask: Ask) -> None:
    for verb in Verb:
        assert ask(bearer(BOOTSTRAP), verb, "billing") == PASSES
        assert ask(bearer(BOOTSTRAP), verb, "") == PASSES


@pytest.mark.usefixtures("bootstrapped")
@pytest.mark.parametrize("sent", [BOOTSTRAP[:-1], f"{BOOTSTRAP}a", BOOTSTRAP.upper(), UNKNOWN])
def test_what_is_only_like_the_bootstrap_token_is_refused(ask: Ask, sent: str) -> None:
    assert ask(bearer(sent)).status == 401


def test_no_bootstrap_token_is_not_an_empty_one(ask: Ask) -> None:
    for header in ("Bearer ", "Bearer  ", "Bearer =", "Bearer"):
        assert ask({"Authorization": header}).status == 401


@pytest.mark.usefixtures("bootstrapped")
def test_the_bootstrap_token_is_compared_in_one_time(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []

    def compare(one: str, other: str) -> bool:
        compared.append((one, other))
        return hmac.compare_digest(one, other)

    monkeypatch.setattr(check, "compare_digest", compare)
    ask(bearer("f"))
    ask(bearer(UNKNOWN))
    assert [(len(one), len(other)) for one, other in compared] == [(64, 64)] * 2
    assert BOOTSTRAP not in str(compared)


def test_whatever_is_asked_for_fits_a_header_and_a_shell(ask: Ask) -> None:
    target = "$(reboot); \"'\r\nSet-Cookie: a=b \u20ac😀"
    lacking = ask(bearer(mint("push:billing")), target=target)
    assert lacking.status == 403
    assert lacking.challenge.isascii()
    assert lacking.challenge.isprintable()
    for told in (lacking.challenge, ask(target=target).detail):
        assert not set("$();'\r\n") & set(told.partition("push:")[2])
