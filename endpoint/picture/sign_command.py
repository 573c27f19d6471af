"""`flask sign`: addresses that only the owner of the keys can make."""

import re
import time
from datetime import UTC, datetime, timedelta

import click
from flask import current_app
from flask.cli import with_appcontext
from werkzeug.exceptions import Forbidden

from endpoint.signature import LATEST, Signer, signer
from image_proc.errors import InvalidParameter
from image_proc.fields import parse_iso_moment

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}
_SIGNED = (
    "/picture/",
    "/image/",
    "/i/",
    "/random/",
    "/seed/",
    "/badge/",
    "/api/badge/",
    "/chart/",
    "/endpoint?",
)
_LATEST_MOMENT = datetime(9999, 1, 1, tzinfo=UTC)
_EXPIRES_ACCEPTED = (
    "a time to last such as 30m, 12h or 90d, a moment such as 2027-05-01 or 2027-05-01T18:00+02:00 "
    "(UTC where it does not say), or seconds since 1970; in the future, and before the year 9999"
)


def _read_expires(_context: object, _option: object, text: str | None) -> datetime | None:
    """Tell the moment that is meant."""
    if text is None:
        return None
    now = datetime.now(UTC)
    try:
        moment = _moment(text, now)
    except (ValueError, OverflowError):
        moment = None
    if moment is None or not now < moment < _LATEST_MOMENT:
        message = f"expires: '{text}' is not accepted; expected {_EXPIRES_ACCEPTED}"
        raise click.UsageError(message)
    return moment


@click.command("sign")
@click.argument("url")
@click.option(
    "--expires",
    "ends",
    callback=_read_expires,
    help="When it ends: 12h, 90d, 2027-05-01T18:00Z or seconds since 1970; never, by default.",
)
@with_appcontext
def sign(url: str, ends: datetime | None) -> None:
    """Print the signed address of an image: flask sign "/picture/trip/a.jpg?w=800".

    URL is a path and a query, or a whole address. Printed is a whole one where PUBLIC_URL is set.
    It holds for exactly these parameters: whoever changes one is refused.
    """
    signs = signer()
    if not signs.keys:
        message = (
            "nothing can be signed: SIGNING_KEYS is not set. "
            'Set it to a secret, such as SIGNING_KEYS="$(openssl rand -hex 32)"'
        )
        raise click.UsageError(message)
    base, target = _split(url)
    try:
        signed = signs.sign(target, int(ends.timestamp()) if ends else None)
    except InvalidParameter as error:
        raise click.UsageError(str(error)) from error
    end = _end(signs, signed)
    click.echo(base + signed)
    click.echo(f"It ends: {end}", err=True)


def _end(signs: Signer, signed: str) -> str:
    """Tell when an address ends, which it may have said itself."""
    path, _, query = signed.partition("?")
    try:
        expiry = signs.check(path, query.encode(), int(time.time()))
    except Forbidden as error:
        raise click.UsageError(error.description or "") from error
    return f"{datetime.fromtimestamp(expiry.at, UTC):%Y-%m-%dT%H:%M:%SZ}" if expiry else "never"


def _moment(text: str, now: datetime) -> datetime:
    if match := re.fullmatch(r"([1-9][0-9]{0,8})([smhdw])", text):
        return now + timedelta(seconds=int(match[1]) * _SECONDS[match[2]])
    if re.fullmatch(r"[0-9]+", text, re.ASCII):
        return datetime.fromtimestamp(min(int(text[:13]), LATEST), UTC)
    return parse_iso_moment(text)


def _split(url: str) -> tuple[str, str]:
    """Tell where the service is, and what of the address is signed."""
    public: str = current_app.config["PUBLIC_URL"]
    if url.startswith("/"):
        base, target = public, url
    elif public:
        base, target = public, url.removeprefix(public)
    else:
        match = re.match(r"https?://[^/?#]+", url)
        base = match[0] if match else ""
        target = url.removeprefix(base)
    if not target.startswith(_SIGNED):
        where = f"{public}{_SIGNED[0]}trip/a.jpg?w=800" if public else "/picture/trip/a.jpg?w=800"
        message = f"'{url}' is no address of an image here; expected one such as {where}"
        raise click.UsageError(message)
    return base, target
