"""A README's bytes: read strictly, written whole or not at all."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE

LARGEST = 1024 * 1024
"""Bytes of one README."""


def decode(content: bytes) -> str:
    """Read a README; `str.encode` gives back the very bytes, byte order mark and line ends too.

    Raises:
        ValueError: what is accepted.
    """
    if len(content) > LARGEST:
        message = f"a README has at most {LARGEST} bytes; this one has more"
        raise ValueError(message)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        message = f"text in UTF-8 is expected; byte {error.start} is none"
        raise ValueError(message) from error


def read(path: Path) -> str:
    """Read a README's file.

    Raises:
        OSError: there is no reading it.
        ValueError: what is accepted.
    """
    with path.open("rb") as file:
        return decode(file.read(LARGEST + 1))


def write(path: Path, text: str) -> None:
    """Put a text in place of a file's, at once; its mode and owner stay.

    Args:
        path: of a file; a link's target is written and the link stays.
        text: with its line ends.

    Raises:
        OSError: it could not be written, and the file is as it was.
    """
    path = path.resolve()
    before = path.stat()
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as new:
        try:
            new.write(text.encode())
            new.flush()
            with suppress(PermissionError):  # only root gives files away
                os.fchown(new.fileno(), before.st_uid, before.st_gid)
            os.fchmod(new.fileno(), S_IMODE(before.st_mode))
            os.fsync(new.fileno())
            Path(new.name).replace(path)
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
