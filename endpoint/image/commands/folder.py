"""The folder of an export: files, and an index that comes when all of them are on the disk."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from endpoint.image.commands.record import FILES, INDEX, LONGEST_LINE, Record
from endpoint.image.models import Blob
from storage.errors import Changed
from storage.objects import ObjectStore

_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC


def write_index(folder: Path, lines: Iterator[Record]) -> None:
    """Write the index beside the old one, and put it in its place when all files are on disk."""
    part = folder / f"{INDEX}.part"
    with os.fdopen(os.open(part, _NEW, 0o600), "wb") as file:
        for record in lines:
            line = record.model_dump_json().encode() + b"\n"
            if len(line) > LONGEST_LINE:
                msg = f"upload {record.id} takes {len(line)} bytes in the index"
                raise OSError(msg)
            file.write(line)
        file.flush()
        os.fsync(file.fileno())
    _sync(folder / FILES)
    part.replace(folder / INDEX)
    _sync(folder)


def write_file(store: ObjectStore, blob: Blob, path: Path) -> None:
    """Write the bytes of a blob to a file, which is whole or not there.

    Raises:
        Changed: they are not those that were sent.
        StorageError: they cannot be read.
        OSError: they cannot be written.
    """
    pieces = store.read(blob.object_key, 0, blob.size)
    part = path.with_name(f".{path.name}.part")
    digest = hashlib.sha256()
    with os.fdopen(os.open(part, _NEW, 0o600), "wb") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    if digest.hexdigest() != blob.sha256:
        part.unlink()
        msg = "its bytes are not those that were sent"
        raise Changed(msg)
    part.replace(path)


def is_there(path: Path, blob: Blob) -> bool:
    """Tell whether a file has the bytes of a blob."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size != blob.size:
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == blob.sha256


def _sync(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)
