"""`flask images import`: reads what `flask images export` wrote, or anybody in the same form."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click
from flask.cli import with_appcontext

from endpoint.image.commands.intake import Intake
from endpoint.image.commands.known import Known
from endpoint.image.commands.record import INDEX, BadLine, Record, records
from endpoint.image.commands.terminal import bar, check_writable, counted, refusals, say
from endpoint.image.install import images

_MOST_TOLD = 20


@click.command("import", short_help="Read a folder that was exported.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--keep-ids/--new-ids",
    "keep_ids",
    default=None,
    help="Keep ids that nothing ever had here; by default where there is nothing else here.",
)
@with_appcontext
def import_(folder: Path, keep_ids: bool | None) -> None:
    """Keep all uploads of FOLDER, as `flask images export` wrote it.

    Names, uploaders, times, tags and shares stay as they were. What is here already, by its share,
    is not kept again, so it may be broken off and begun again; but where its bytes are lost here,
    they are put back. Where an id is another one than before, a line says so: OLD -> NEW.
    """
    check_writable()
    with refusals(), (folder / INDEX).open("rb") as index:
        lines, alone = _look_through(index)
        index.seek(0)
        with Intake.of(
            images(), folder, keep_ids=alone if keep_ids is None else keep_ids
        ) as intake:
            _import(index, intake, lines)
    added, there = counted(intake.added, "upload", "uploads"), intake.there
    click.echo(f"Imported {added}; {there} were here, of which {intake.mended} put back.", err=True)
    if intake.refused:
        click.echo(f"Not imported: {intake.refused}; they are named above.", err=True)
        click.get_current_context().exit(1)


def _look_through(index: BinaryIO) -> tuple[int, bool]:
    """Read all lines before anything is kept; tell how many, and whether nothing else is here.

    Raises:
        ClickException: some are wrong.
    """
    wrong = lines = 0
    known = Known()
    for lines, record in records(index):  # noqa: B007 - the last number is how many there are
        if isinstance(record, BadLine):
            wrong += 1
            if wrong <= _MOST_TOLD:
                say(str(record))
        else:
            known.add(record)
    if wrong:
        message = f"{INDEX}: {counted(wrong, 'line is', 'lines are')} wrong; nothing was imported"
        raise click.ClickException(message)
    return lines, known.is_all()


def _import(index: BinaryIO, intake: Intake, lines: int) -> None:
    """Keep all uploads: those last that need new ids, lest they take those of others."""
    later: set[int] = set()
    with bar("Importing", lines) as advance:
        for number, record in _good(index):
            if intake.needs_new_id(record):
                later.add(number)
                continue
            _tell(record, intake.take(number, record))
            advance(1)
        index.seek(0)
        for number, record in _good(index) if later else ():
            if number in later:
                _tell(record, intake.take(number, record))
                advance(1)


def _good(index: BinaryIO) -> Iterator[tuple[int, Record]]:
    for number, record in records(index):
        if isinstance(record, BadLine):  # the file is not the one that was looked through
            raise click.ClickException(str(record))
        yield number, record


def _tell(record: Record, new: int | None) -> None:
    if new not in {None, record.id}:
        click.echo(f"{record.id} -> {new}")
