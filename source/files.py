"""Files below one folder, and never outside of it: of a repository, of a photographer."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from source.below import NO_FILE, open_file, open_folder
from source.errors import Missing, NotAllowed, SourceError, Unreachable, Unreadable
from source.paths import check_path
from source.query.kinds import LARGEST_BODY


@dataclass(frozen=True, slots=True)
class Entry:
    """What a folder holds.

    Args:
        name: without the folder's own path.
        folder: whether it is one itself, and not a regular file.
    """

    name: str
    folder: bool


class Files:
    """Opens and reads files below a folder.

    Symbolic links are followed as long as they stay below the root.

    Args:
        root: the folder; where it is a symbolic link, what it leads to at the time of reading.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def open(self, path: str) -> BinaryIO:
        """Open a regular file for reading, however large; whoever calls it closes the file.

        Args:
            path: relative to the root, parts separated by "/", at most 1024 characters.

        Raises:
            NotAllowed: the path is not one below the root, or is no regular file.
            Missing: there is no such file.
            Unreachable: it cannot be read.
        """
        check_path(path)
        with _explained(path, "no regular file"):
            return os.fdopen(open_file(self._root, path), "rb")

    def read(self, path: str) -> bytes:
        """Read a regular file.

        Args:
            path: as `open` takes it.

        Returns:
            At most 1 MB.

        Raises:
            NotAllowed, Missing, Unreachable: as by `open`.
            Unreadable: it has more than 1 MB.
        """
        with self.open(path) as file, _explained(path, "no regular file"):
            body = file.read(LARGEST_BODY + 1)
        if len(body) > LARGEST_BODY:
            message = f"{path!r} is larger than {LARGEST_BODY} bytes"
            raise Unreadable(message)
        return body

    def entries(self, folder: str, most: int) -> tuple[Entry, ...]:
        """List the files and folders in a folder that `open` and `entries` would take.

        Args:
            folder: as `open` takes a file; empty for the root.
            most: how many are looked at; the system's order decides which where there are more.

        Raises:
            NotAllowed: the path is not one below the root, or is no folder.
            Missing: there is no such folder.
            Unreachable: it cannot be read.
        """
        if folder:
            check_path(folder)
        with _explained(folder, "no folder"):
            opened = open_folder(self._root, folder)
            try:
                with os.scandir(opened) as found:
                    entries = [self._entry(folder, each) for each in islice(found, most)]
            finally:
                os.close(opened)
        return tuple(entry for entry in entries if entry is not None)

    def _entry(self, folder: str, found: os.DirEntry[str]) -> Entry | None:
        path = f"{folder}/{found.name}" if folder else found.name
        try:
            check_path(path)
            if found.is_symlink():
                return Entry(found.name, self._leads_to_folder(path))
        except (OSError, SourceError):
            return None  # what cannot be opened is not listed
        is_folder = found.is_dir(follow_symlinks=False)
        regular = found.is_file(follow_symlinks=False)
        return Entry(found.name, is_folder) if is_folder or regular else None

    def _leads_to_folder(self, path: str) -> bool:
        try:
            os.close(open_folder(self._root, path))
        except OSError:
            os.close(open_file(self._root, path))
            return False
        return True


@contextmanager
def _explained(path: str, other_kind: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in NO_FILE:
            message = f"{path!r} is {other_kind} below the root"
            raise NotAllowed(message) from None
        if error.errno in (errno.ENOENT, errno.ENAMETOOLONG):
            message = f"{path!r} is not there"
            raise Missing(message) from None
        message = f"{path!r} cannot be read"
        raise Unreachable(message) from None
