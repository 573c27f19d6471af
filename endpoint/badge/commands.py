"""`flask badge`: commands for those who keep READMEs."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from pydantic import ValidationError

from config import Settings
from endpoint.badge import bp
from endpoint.badge.readme import files, report
from endpoint.badge.readme.carry import Service
from endpoint.badge.readme.find import Syntax
from endpoint.badge.readme.rewrite import Rewriting, rewrite
from endpoint.respond import producer

STDIN = "-"
_UNWRITABLE = frozenset("()[]{}*|`&")  # they end an address in one syntax or another
_HOST_ACCEPTED = (
    f"{Settings.model_fields['public_url'].description}, without {' '.join(sorted(_UNWRITABLE))}"
)


@dataclass(frozen=True, slots=True)
class Readme:
    """A README and what is to become of it.

    Args:
        name: as it was named; `-` for stdin.
        text: as it is.
        rewriting: as it is to be.
    """

    name: str
    text: str
    rewriting: Rewriting


def _host(given: str | None) -> str:
    """Take --host, else PUBLIC_URL."""
    text = given or current_app.config["PUBLIC_URL"]
    if not text:
        message = (
            "where do the badges live? Say --host https://badges.example.org or set PUBLIC_URL"
        )
        raise click.UsageError(message)
    refusal = f"--host is '{text}'; accepted: {_HOST_ACCEPTED}"
    try:
        url = Settings(public_url=text).public_url
    except ValidationError as error:
        raise click.UsageError(refusal) from error
    if _UNWRITABLE & set(url):
        raise click.UsageError(refusal)
    return url


@bp.cli.command("import-readme")
@click.argument(
    "names",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
)
@click.option("--host", help="Where the badges live; PUBLIC_URL by default.")
@click.option("--write", is_flag=True, help="Change the files; without it, show what would change.")
@click.option("--strict", is_flag=True, help="End with status 1 when an address was left.")
@click.option(
    "--syntax",
    type=click.Choice([each.value for each in Syntax]),
    help="What the files are written in; by default their suffixes say it.",
)
def import_readme(
    names: tuple[str, ...], host: str | None, write: bool, strict: bool, syntax: str | None
) -> None:
    """Move the badges of READMEs from shields to this service.

    Prints a patch, and what could not be moved and why; with --write the files are changed. FILE
    may be - for stdin, which --write writes to stdout.
    """
    service = Service(_host(host), producer().limits, datetime.now(UTC))
    readmes = [
        _prepare(name, Syntax(syntax) if syntax else Syntax.of(name), service)
        for name in dict.fromkeys(names)
    ]
    for readme in readmes:
        if write:
            _write(readme)
        else:
            patch = report.patch(readme.name, readme.text, readme.rewriting.text)
            click.echo(patch.encode(), nl=False)
    _tell(readmes, write=write)
    if strict and any(readme.rewriting.kept for readme in readmes):
        raise click.exceptions.Exit(1)


def _prepare(name: str, syntax: Syntax, service: Service) -> Readme:
    try:
        if name == STDIN:
            text = files.decode(sys.stdin.buffer.read(files.LARGEST + 1))
        else:
            text = files.read(Path(name))
    except (OSError, ValueError) as error:
        message = f"{name} cannot be read: {error}"
        raise click.UsageError(message) from error
    return Readme(name, text, rewrite(text, syntax, service))


def _write(readme: Readme) -> None:
    if readme.name == STDIN:
        click.echo(readme.rewriting.text.encode(), nl=False)
    elif readme.rewriting.changes:
        try:
            files.write(Path(readme.name), readme.rewriting.text)
        except OSError as error:
            message = f"{readme.name} cannot be written: {error}"
            raise click.UsageError(message) from error


def _tell(readmes: list[Readme], *, write: bool) -> None:
    """Say what was done, beside the patch."""
    for readme in readmes:
        for line in report.summary(readme.name, readme.rewriting):
            click.echo(line, err=True)
    for line in report.origins(readme.rewriting for readme in readmes):
        click.echo(line, err=True)
    if not write and any(readme.rewriting.changes for readme in readmes):
        click.echo("Nothing was written; --write does that.", err=True)
