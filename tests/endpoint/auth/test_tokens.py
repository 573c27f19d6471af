import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import create_app
from db import db, transact
from endpoint.auth import Scope, Verb, tokens
from endpoint.auth.models import LONGEST_SCOPES, Token
from image_proc.errors import InvalidParameter
from tests.conftest import settings_for
from tests.mariadb import MariaDb

PUSH = [Scope(Verb.PUSH, "billing")]

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture(scope="module", params=["sqlite", "mariadb"])
def service(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """Start as the service does, on each database, once: a new one is a second's work."""
    folder = tmp_path_factory.mktemp("service")
    with ExitStack() as stack:
        url = f"sqlite:///{folder / 'easel.db'}"
        if request.param == "mariadb":
            server: MariaDb = request.getfixturevalue("mariadb_server")
            url = stack.enter_context(server.database())
        app = create_app(settings_for(folder, DATABASE_URL=url))
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(service: Flask) -> Iterator[Flask]:
    """Give it without a token; the next one has the number 1 again."""
    with service.app_context():
        forget = "DELETE FROM" if db.engine.dialect.name == "sqlite" else "TRUNCATE"
        with db.engine.begin() as connection:
            connection.execute(text(f"{forget} token"))
        yield service
        db.session.remove()


def test_a_token_is_random_and_of_one_shape() -> None:
    made = {tokens.create("ci", PUSH).text for _ in range(20)}
    assert len(made) == 20
    assert all(re.fullmatch(r"easel_[A-Za-z0-9_-]{43}", text) for text in made)


def test_only_its_digest_is_kept() -> None:
    minted = tokens.create("ci", PUSH)
    with db.engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM token")).one()
    assert sha256(minted.text.encode()).hexdigest() in row
    assert not any(minted.text.removeprefix("easel_") in str(cell) for cell in row)


def test_it_is_found_by_its_text_and_by_no_other() -> None:
    minted = tokens.create("ci", PUSH)
    found = tokens.find(minted.text)
    assert found is not None
    assert (found.id, found.name, found.scopes) == (minted.token.id, "ci", "push:billing")
    swapped = minted.text.swapcase()
    for other in ("", "easel_", minted.text[:-1], f"{minted.text}a", f"{minted.text}\n", swapped):
        assert tokens.find(other) is None


def test_its_digest_does_not_open_anything() -> None:
    minted = tokens.create("ci", PUSH)
    assert tokens.find(minted.token.digest) is None
    assert tokens.find(f"easel_{minted.token.digest[:43]}") is None


def test_scopes_stand_once_and_in_their_order() -> None:
    scopes = [Scope.parse(scope) for scope in ("push:b", "manage:a", "push:b")]
    assert tokens.create("ci", scopes).token.scopes == "push:b manage:a"


@pytest.mark.parametrize("name", ["ci", "x" * 100, "Zoë's laptop", "😀", "2026-11", "a b"])
def test_a_name_is_for_people(name: str) -> None:
    tokens.create(name, PUSH)
    assert [token.name for token in tokens.listed()] == [name]


@pytest.mark.parametrize(
    "name", ["", "x" * 101, " ci", "ci ", "a\nb", "a\x00", "\x1b[2J", "\udcff", "42", "0"]
)
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(InvalidParameter, match="name: "):
        tokens.create(name, PUSH)
    assert tokens.listed() == []


def test_a_token_without_scopes_or_with_too_many_is_refused() -> None:
    with pytest.raises(InvalidParameter, match="scope: '' is not accepted"):
        tokens.create("ci", [])
    many = [Scope(Verb.PUSH, f"{index:0100d}") for index in range(LONGEST_SCOPES // 100)]
    with pytest.raises(InvalidParameter, match=f"{LONGEST_SCOPES} characters"):
        tokens.create("ci", many)
    assert tokens.listed() == []


def test_it_ends_when_it_was_told_to_and_not_before() -> None:
    now = datetime.now(UTC)
    states = [
        tokens.state_of(tokens.create("ci", PUSH, expires_at).token)
        for expires_at in (None, now + timedelta(hours=1), now - timedelta(seconds=1), now)
    ]
    assert states == ["active", "active", "expired", "expired"]


@pytest.mark.parametrize("by", ["id", "name"])
def test_it_is_revoked_at_once_and_only_once(by: str) -> None:
    minted = tokens.create("ci", PUSH)
    other = tokens.create("other", PUSH)
    which = minted.token.name if by == "name" else str(minted.token.id)
    first = tokens.revoke(which).revoked_at
    found, still = tokens.find(minted.text), tokens.find(other.text)
    assert found is not None
    assert still is not None
    assert (tokens.state_of(found), tokens.state_of(still)) == ("revoked", "active")
    assert tokens.revoke(str(minted.token.id)).revoked_at == first


def test_a_name_that_two_share_is_not_enough() -> None:
    first, second = (tokens.create("ci", PUSH).token.id for _ in range(2))
    with pytest.raises(InvalidParameter, match=f"{first}, {second}"):
        tokens.revoke("ci")
    assert {tokens.state_of(token) for token in tokens.listed()} == {"active"}
    tokens.revoke(str(first))
    assert tokens.revoke("ci").id == second


@pytest.mark.parametrize(
    "which", ["", "ci", "CI", "0", "7", "-1", "9" * 18, "9" * 30, "\u0661", "ci%", "\x00", "😀"]
)
def test_what_is_not_there_cannot_be_revoked(which: str) -> None:
    tokens.create("Ci", PUSH)
    with pytest.raises(InvalidParameter, match="token: "):
        tokens.revoke(which)
    assert [tokens.state_of(token) for token in tokens.listed()] == ["active"]


def test_a_revoked_name_is_free_again() -> None:
    tokens.create("ci", PUSH)
    tokens.revoke("ci")
    with pytest.raises(InvalidParameter, match="not revoked"):
        tokens.revoke("ci")
    tokens.create("ci", PUSH)
    assert [tokens.state_of(token) for token in tokens.listed()] == ["revoked", "active"]


def test_looking_a_token_up_leaves_no_snapshot_behind() -> None:
    """A room that checks, writes and then reads must read what it wrote."""
    minted = tokens.create("ci", PUSH)
    assert tokens.find(minted.text) is not None

    def rename(session: Session) -> None:
        session.get_one(Token, minted.token.id).name = "new"

    transact(rename)
    assert db.session.get_one(Token, minted.token.id).name == "new"
