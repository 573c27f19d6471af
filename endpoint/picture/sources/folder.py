"""Pictures in a folder of this machine."""

import os
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from endpoint.picture.sources.names import no_picture
from endpoint.picture.sources.size import check_size
from image_proc.original import Original
from source.errors import Changed, Missing, NotAllowed
from source.files import Entry, Files

MOST_ENTRIES = 20_000
"""Files and folders of one folder that are listed."""


class Folder:
    """Finds pictures below a folder; links in it may lead anywhere below it and nowhere else.

    Args:
        root: the folder.
        most: bytes of a picture.
    """

    def __init__(self, root: Path, most: int) -> None:
        self._files = Files(root)
        self._most = most

    def find(self, name: str, path: str) -> Original:
        """Find a picture.

        It is opened once to see that it may be, and again when its bytes are wanted.

        Args:
            name: what it is called in answers.
            path: below the root; plain parts.

        Raises:
            NotFound: there is no regular file of that name below the root.
            Unreachable: there is one, and it cannot be read.
            TooLarge: it has more bytes than are read.
        """
        try:
            with self._files.open(path) as file:
                found = os.fstat(file.fileno())
        except (NotAllowed, Missing):
            raise no_picture(name) from None
        check_size(name, found.st_size, self._most)
        identity = _identity(path, found)
        return Original(name, identity, found.st_size, partial(self._open, path, identity))

    def entries(self, path: str) -> tuple[Entry, ...]:
        """List a folder, at most 20000 files and folders of it.

        Args:
            path: below the root; empty for the root itself.

        Raises:
            NotFound: there is no such folder below the root.
            Unreachable: it cannot be read.
        """
        try:
            return self._files.entries(path, MOST_ENTRIES)
        except (NotAllowed, Missing):
            raise no_picture(path) from None

    def _open(self, path: str, identity: str) -> BinaryIO:
        try:
            file = self._files.open(path)
        except (NotAllowed, Missing):
            raise _changed(path) from None
        if _identity(path, os.fstat(file.fileno())) == identity:
            return file
        # What is made of it would be kept, and sent, as if it were made of the old one.
        file.close()
        raise _changed(path)


def _changed(path: str) -> Changed:
    return Changed(f"{path!r} was replaced while it was read")


def _identity(path: str, found: os.stat_result) -> str:
    marks = f"{path}\0{found.st_size}\0{found.st_mtime_ns}\0{found.st_ino}"
    return sha256(marks.encode()).hexdigest()
