"""`flask cache`: what the result store holds, how it is used, and how it is emptied."""

import json
from dataclasses import asdict

import click
from flask import current_app
from flask.cli import AppGroup

from endpoint.copies import results
from endpoint.sizes import sized
from storage.results import Stats

_NAME_ACCEPTED = "a picture such as trip/IMG_2041.jpg, a folder such as trip/, or --all"

cli = AppGroup("cache", help="Look at the kept results, and delete them.")


@cli.command("stats")
@click.option("--json", "as_json", is_flag=True, help="Write a JSON object; sizes are in bytes.")
def stats(as_json: bool) -> None:
    """Say how much is kept, and how many requests were answered from it."""
    try:
        found = results(current_app).stats()
    except OSError as error:
        message = f"the store cannot be read: {error}"
        raise click.ClickException(message) from error
    if as_json:
        click.echo(json.dumps(asdict(found) | {"hit_ratio": _ratio(found)}, indent=2))
        return
    used = f" ({100 * found.bytes / found.budget:.1f}%)" if found.budget else ""
    click.echo(f"entries  {found.entries}")
    click.echo(f"size     {sized(found.bytes)} of {sized(found.budget)}{used}")
    click.echo(f"hits     {_hits(found)}")


@cli.command("purge")
@click.argument("name", metavar="[NAME|FOLDER/]", required=False)
@click.option("--all", "all_", is_flag=True, help="Delete everything that is kept.")
def purge(name: str | None, all_: bool) -> None:
    """Delete what is kept of a picture, or of all below a folder.

    NAME is written as in addresses behind /picture/; what belongs to a source begins with its
    name, such as @shop/logo.png. What is being made of it at the moment is not kept either.
    """
    if all_ == (name is not None) or (name is not None and not name.strip("/")):
        message = f"what is to be deleted? Say {_NAME_ACCEPTED}"
        raise click.UsageError(message)
    if name is not None and name.startswith("/"):
        message = f"'{name}' begins with a slash; accepted: {_NAME_ACCEPTED}"
        raise click.UsageError(message)
    try:
        purged = results(current_app).purge(name or "")
    except OSError as error:
        message = f"not all could be deleted: {error}"
        raise click.ClickException(message) from error
    entries = "1 entry" if purged.entries == 1 else f"{purged.entries} entries"
    click.echo(f"Deleted {entries}, {sized(purged.bytes)}.")
    if name and not purged.entries and not name.endswith("/"):
        click.echo(f"If {name} is a folder, say {name}/", err=True)


def _ratio(found: Stats) -> float | None:
    asked = found.hits + found.misses
    return round(found.hits / asked, 4) if asked else None


def _hits(found: Stats) -> str:
    ratio = _ratio(found)
    if ratio is None:
        return "nothing was asked for yet"
    return f"{found.hits} of {found.hits + found.misses} requests ({100 * ratio:.1f}%)"
