import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import Result
from flask import Flask

from endpoint.auth import Scope, Verb, tokens

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    return lambda *arguments: app.test_cli_runner().invoke(args=["token", *arguments])


def create(run: Run, *arguments: str) -> str:
    return run("create", *arguments).stdout.strip()


def test_create_prints_the_token_alone_and_notes_beside_it(run: Run) -> None:
    done = run("create", "--name", "ci", "--scope", "push:billing", "--scope", "push:@acme/*")
    assert done.exit_code == 0
    assert re.fullmatch(r"easel_[\w-]{43}\n", done.stdout)
    assert "(ci) may push:billing push:@acme/*; expires: never." in done.stderr
    assert "only now" in done.stderr
    assert done.stdout.strip() not in done.stderr


def test_a_token_that_was_printed_works(run: Run) -> None:
    found = tokens.find(create(run, "--name", "ci", "--scope", "admin"))
    assert found is not None
    assert (found.scopes, found.expires_at) == ("admin", None)


@pytest.mark.parametrize(
    ("text", "lasts"),
    [
        ("1h", timedelta(hours=1)),
        ("90d", timedelta(days=90)),
        ("52w", timedelta(weeks=52)),
        ("36500d", timedelta(days=36_500)),
    ],
)
def test_it_expires_when_it_was_told_to(run: Run, text: str, lasts: timedelta) -> None:
    found = tokens.find(create(run, "--name", "ci", "--scope", "push", "--expires", text))
    assert found is not None
    assert found.expires_at is not None
    assert abs(found.expires_at - found.created_at - lasts) < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--name", "ci"), "--scope"),
        (("--scope", "push"), "--name"),
        (("--name", "ci", "--scope", "pull:x"), "scope: 'pull:x' is not accepted; expected"),
        (("--name", "ci", "--scope", "push,manage"), "scope: 'push,manage'"),
        (("--name", "ci", "--scope", "admin:x"), "scope: 'admin:x'"),
        (("--name", "ci", "--scope", "push", "--scope", ""), "scope: ''"),
        (("--name", "", "--scope", "push"), "name: ''"),
        (("--name", "7", "--scope", "push"), "name: '7'"),
        *(
            (("--name", "ci", "--scope", "push", "--expires", text), f"expires: '{text}'")
            for text in ("", "0d", "-1d", "90", "90 d", "90D", "1.5d", "1y", "90d\n", "٩d")
        ),
        (("--name", "ci", "--scope", "push", "--expires", "36501d"), "36500d at most"),
        (("--name", "ci", "--scope", "push", "--expires", "9999999w"), "36500d at most"),
        (("--name", "ci", "--scope", "push", "--expires", "9" * 5000 + "d"), "36500d at most"),
    ],
)
def test_create_says_what_it_does_not_accept(
    run: Run, arguments: tuple[str, ...], named: str
) -> None:
    done = run("create", *arguments)
    assert done.exit_code == 2
    assert named in done.stderr
    assert done.stdout == ""
    assert tokens.listed() == []


def test_list_shows_every_token_and_no_secret(run: Run) -> None:
    token = create(run, "--name", "ci", "--scope", "push:billing", "--scope", "push:@acme/*")
    create(run, "--name", "Zoë's laptop", "--scope", "admin", "--expires", "90d")
    run("revoke", "ci")
    lines = run("list").output.splitlines()
    assert [re.split(r"  +", line) for line in lines] == [
        ["id", "name", "scopes", "created", "expires", "state"],
        ["1", "ci", "push:billing push:@acme/*", lines[1].split()[-3], "never", "revoked"],
        ["2", "Zoë's laptop", "admin", lines[2].split()[-3], lines[2].split()[-2], "active"],
    ]
    assert {line.index(lines[1].split()[-3][:4]) for line in lines[1:]} == {
        lines[0].index("created")
    }
    assert token not in "".join(lines)


def test_list_is_also_for_programs(run: Run) -> None:
    tokens.create("ci", [Scope(Verb.ADMIN)], datetime.now(UTC) - timedelta(days=1))
    (row,) = json.loads(run("list", "--json").stdout)
    assert list(row) == ["id", "name", "scopes", "created", "expires", "state"]
    assert (row["id"], row["name"], row["state"]) == (1, "ci", "expired")
    assert row["created"].endswith("Z")
    assert datetime.fromisoformat(row["expires"]) < datetime.fromisoformat(row["created"])


def test_list_of_nothing_is_a_head_or_an_empty_array(run: Run) -> None:
    assert run("list").output == "id  name  scopes  created  expires  state\n"
    assert json.loads(run("list", "--json").output) == []


@pytest.mark.parametrize("which", ["1", "ci"])
def test_revoke_takes_an_id_or_a_name(run: Run, which: str) -> None:
    create(run, "--name", "ci", "--scope", "push")
    done = run("revoke", which)
    assert (done.exit_code, done.output) == (0, "Token 1 (ci) is revoked.\n")
    assert [tokens.state_of(token) for token in tokens.listed()] == ["revoked"]


@pytest.mark.parametrize("which", ["2", "nobody", ""])
def test_revoke_says_when_there_is_no_such_token(run: Run, which: str) -> None:
    create(run, "--name", "ci", "--scope", "push")
    done = run("revoke", which)
    assert done.exit_code == 2
    assert f"token: '{which}' is not accepted" in done.stderr
    assert [tokens.state_of(token) for token in tokens.listed()] == ["active"]
