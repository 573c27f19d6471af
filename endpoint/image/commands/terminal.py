"""What all commands say in the same way."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import DBAPIError

from db import unhurried
from endpoint.image.install import images
from storage.errors import StorageError
from wiped import reasons_here

Advance = Callable[[int], None]
"""Is told how many more are done."""

_CLEAR = "\r\x1b[2K"  # the line that the bar stands in


@contextmanager
def bar(label: str, length: int) -> Iterator[Advance]:
    """Show on a terminal how far something is, and nothing where there is none.

    Args:
        label: what is being done.
        length: how many there are to be done.
    """
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden) as shown:
        yield shown.update


def say(line: str) -> None:
    """Say something on the way, also while there is a bar."""
    click.echo(f"{_CLEAR if sys.stderr.isatty() else ''}{line}", err=True)


@contextmanager
def refusals() -> Iterator[None]:
    """End a command with one line where store, database or disk do not do their part.

    However long a statement of it takes, it is not cut off.

    Raises:
        ClickException: they do not.
    """
    try:
        with unhurried():
            yield
    except StorageError as error:
        message = f"the store of objects: {error}"
        raise click.ClickException(message) from error
    except DBAPIError as error:
        message = f"the database: {error.orig}"
        raise click.ClickException(message) from error
    except OSError as error:
        raise click.ClickException(str(error)) from error


def check_writable() -> None:
    """Refuse to change anything while the service only reads, or where it would be lost.

    Raises:
        UsageError: READ_ONLY is set, or the disk is wiped at each start.
    """
    if images().read_only:
        message = "nothing is changed while READ_ONLY is set"
        raise click.UsageError(message)
    if reasons := reasons_here():
        raise click.UsageError(" ".join(reasons))


def counted(number: int, one: str, several: str) -> str:
    """Say how many there are of something."""
    return f"{number} {one if number == 1 else several}"
