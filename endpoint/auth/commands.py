"""`flask token`: create, list and revoke tokens."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import click
from flask.cli import AppGroup

from endpoint.auth import tokens
from endpoint.auth.models import Token
from endpoint.auth.scopes import Scope
from image_proc.errors import InvalidParameter
from wiped import reasons_here

_HOURS = {"h": 1, "d": 24, "w": 7 * 24}
_LONGEST = timedelta(days=36_500)
EXPIRES_ACCEPTED = "a whole number and h, d or w, such as 12h, 90d or 52w; 36500d at most"
COLUMNS = ("id", "name", "scopes", "created", "expires", "state")

cli = AppGroup("token", help="Create, list and revoke the tokens that writing needs.")


@contextmanager
def _refusals() -> Iterator[None]:
    """Say what was refused as other commands do: one line, and a status of its own."""
    try:
        yield
    except InvalidParameter as error:
        raise click.UsageError(str(error)) from error


def _read_scopes(_context: object, _option: object, texts: tuple[str, ...]) -> list[Scope]:
    with _refusals():
        return [Scope.parse(text) for text in texts]


def _read_duration(_context: object, _option: object, text: str | None) -> timedelta | None:
    if text is None:
        return None
    match = re.fullmatch(r"([1-9][0-9]{0,6})([hdw])", text)
    lasts = timedelta(hours=int(match[1]) * _HOURS[match[2]]) if match else None
    if lasts is None or lasts > _LONGEST:
        message = f"expires: '{text}' is not accepted; expected {EXPIRES_ACCEPTED}"
        raise click.UsageError(message)
    return lasts


@cli.command("create")
@click.option("--name", required=True, help="Whose it is, such as ci; shown in the list.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    callback=_read_scopes,
    help="What it may do, such as push:billing, manage:@acme/*, upload or admin. May be repeated.",
)
@click.option(
    "--expires", "lasts", callback=_read_duration, help="After how long it ends, such as 90d."
)
def create(name: str, scopes: list[Scope], lasts: timedelta | None) -> None:
    """Make a token and print it, once: TOKEN=$(flask token create ...)."""
    if reasons := reasons_here(with_bytes=False):
        raise click.UsageError(" ".join(reasons))
    ends = datetime.now(UTC) + lasts if lasts else None
    with _refusals():
        minted = tokens.create(name, scopes, ends)
    row = _row(minted.token)
    click.echo(minted.text)
    click.echo(
        f"Token {row['id']} ({name}) may {row['scopes']}; expires: {row['expires'] or 'never'}. "
        "It is shown only now: keep it where secrets are kept.",
        err=True,
    )


@cli.command("list")
@click.option("--json", "as_json", is_flag=True, help="Write a JSON array.")
def list_(as_json: bool) -> None:
    """Show all tokens, the revoked ones too; their texts are not kept."""
    rows = [_row(token) for token in tokens.listed()]
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    lines = [COLUMNS, *(tuple(str(cell or "never") for cell in row.values()) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


@cli.command("revoke")
@click.argument("token")
def revoke(token: str) -> None:
    """End a token, by its id or its name, from the next request on."""
    with _refusals():
        ended = tokens.revoke(token)
    click.echo(f"Token {ended.id} ({ended.name}) is revoked.")


def _row(token: Token) -> dict[str, int | str | None]:
    ends = token.expires_at
    cells = (
        token.id,
        token.name,
        token.scopes,
        _minute(token.created_at),
        _minute(ends) if ends else None,
        str(tokens.state_of(token)),
    )
    return dict(zip(COLUMNS, cells, strict=True))


def _minute(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes").replace("+00:00", "Z")
