"""Files of a repository that the service sees, below one folder and never outside of it."""

import errno
import os
import stat
from pathlib import Path

from source.errors import NotAllowed, Unreachable, Unreadable
from source.query.kinds import LARGEST_BODY

LONGEST_PATH = 1024
"""Characters."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# A FIFO would let its opener wait for a writer.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_NO_FILE = frozenset({errno.ELOOP, errno.ENOTDIR, errno.ENXIO})


class Files:
    """Reads files below a folder.

    Args:
        root: the folder; where it is a symbolic link, what it leads to at the time of reading.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, path: str) -> bytes:
        """Read a regular file.

        Symbolic links are followed as long as they stay below the root. What they lead to is
        opened part by part and without following any, so that a link that is put there meanwhile
        leads nowhere.

        Args:
            path: relative to the root, parts separated by "/", at most 1024 characters.

        Returns:
            At most 1 MB.

        Raises:
            NotAllowed: the path is not one below the root, or is no regular file.
            Unreachable: there is no such file, or it may not be read.
            Unreadable: it has more than 1 MB.
        """
        check_path(path)
        try:
            parts = self._resolve(path)
            file = self._open(parts)
        except OSError as error:
            if error.errno in _NO_FILE:
                message = f"{path!r} is no regular file below the root"
                raise NotAllowed(message) from None
            missing = error.errno in (errno.ENOENT, errno.ENAMETOOLONG)
            message = f"{path!r} {'is not there' if missing else 'cannot be read'}"
            raise Unreachable(message) from None
        try:
            return _read(file, path)
        finally:
            os.close(file)

    def _resolve(self, path: str) -> tuple[str, ...]:
        root = Path(os.path.realpath(self._root))
        leads_to = Path(os.path.realpath(root / path))
        if not leads_to.is_relative_to(root):
            message = f"{path!r} leads out of the root"
            raise NotAllowed(message)
        return leads_to.relative_to(root).parts

    def _open(self, parts: tuple[str, ...]) -> int:
        folder = os.open(self._root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            for part in parts[:-1]:
                below = os.open(part, _FOLDER, dir_fd=folder)
                os.close(folder)
                folder = below
            return os.open(parts[-1] if parts else ".", _FILE, dir_fd=folder)
        finally:
            os.close(folder)


def check_path(path: str) -> None:
    """Refuse what is no plain path to a file below a folder.

    Raises:
        NotAllowed: the message says what is accepted.
    """
    parts = path.split("/")
    strange = "\\" in path or not path.isprintable()
    if strange or len(path) > LONGEST_PATH or any(part in ("", "..") for part in parts):
        message = (
            f"{path[:LONGEST_PATH]!r} is no path of a file here; accepted: parts separated by /, "
            f"such as services/billing/package.json, with none that is empty or .., "
            f"{LONGEST_PATH} characters at most"
        )
        raise NotAllowed(message)


def _read(file: int, path: str) -> bytes:
    if not stat.S_ISREG(os.fstat(file).st_mode):
        message = f"{path!r} is no regular file"
        raise NotAllowed(message)
    try:
        with open(file, "rb", closefd=False) as stream:
            body = stream.read(LARGEST_BODY + 1)
    except OSError:
        message = f"{path!r} cannot be read"
        raise Unreachable(message) from None
    if len(body) > LARGEST_BODY:
        message = f"{path!r} is larger than {LARGEST_BODY} bytes"
        raise Unreadable(message)
    return body
