"""A file of values below DATA_DIR, and what its address says behind the file's name."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from werkzeug.exceptions import NotFound

from endpoint.chart.install import files
from endpoint.plot import Tail
from source.errors import Missing, NotAllowed
from source.table import Version


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is open.

    Args:
        path: below DATA_DIR.
        file: at its begin.
        version: its state when it was opened; what is read is as new or newer.
        tail: what follows its name.
    """

    path: str
    file: BinaryIO
    version: Version
    tail: Tail


@contextmanager
def opened(address: str) -> Iterator[Found]:
    """Open the file that an address names; `log1.txt.svg` is the chart of log1.txt.

    A file that is called so itself goes first.

    Raises:
        NotFound: there is none.
    """
    body, tail = Tail.cut(address) if address else ("", Tail())
    found = _open(address)
    if found is not None:
        body, tail = address, Tail()
    elif body != address:
        found = _open(body)
    if found is None:
        message = f'There is no file "{address}" below DATA_DIR.'
        raise NotFound(message)
    with found:
        yield Found(body, found, Version.of(found), tail)


def _open(path: str) -> BinaryIO | None:
    try:
        return files().open(path)
    except (Missing, NotAllowed):
        return None
