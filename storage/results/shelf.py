"""What lies in the store's folder: entries, drafts and locks, listed as they are now."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storage.results.entry import FILE_NAME, FOLDER_NAME
from storage.results.locks import is_at, open_lock, try_lock


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it was seen.

    Args:
        folder: where it lies.
        name: of the file.
        size: bytes.
        used: when it was last used, in ns of the wall clock.
    """

    folder: Path
    name: str
    size: int
    used: int

    @property
    def path(self) -> Path:
        """Where it lies; made when it is wanted, since a walk sees many and few are."""
        return self.folder / self.name


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder of a store.

    Args:
        root: all of it.
    """

    root: Path

    @property
    def usage(self) -> Path:
        """Where is counted what the store holds."""
        return self.root / "usage"

    @property
    def counts(self) -> Path:
        """Where hits and misses are counted."""
        return self.root / "counts"

    @property
    def drafts(self) -> Path:
        """Where entries are written."""
        return self.root / "drafts"

    @property
    def locks(self) -> Path:
        """Where those lock each other out who would make the same."""
        return self.root / "locks"

    def lock(self, key: str) -> Path:
        """Tell which file to lock for a key, none of whose letters is in the path."""
        digest = hashlib.blake2b(key.encode(errors="surrogatepass"), digest_size=24)
        return self.locks / digest.hexdigest()

    def entries(self) -> Iterator[Found]:
        """Walk over all entries."""
        for folder in _listed(self.root):
            if FOLDER_NAME.fullmatch(folder.name):
                yield from files(Path(folder.path))

    def written(self) -> Iterator[Found]:
        """Walk over what is being written, or was when its writer died."""
        return _seen(self.drafts)


def files(folder: Path) -> Iterator[Found]:
    """Walk over the entries of one folder."""
    return (found for found in _seen(folder) if FILE_NAME.fullmatch(found.name))


def remove_abandoned(folder: Path) -> int:
    """Delete the files of a folder that nobody holds the lock of.

    Returns:
        Bytes that they had.
    """
    freed = 0
    for found in _seen(folder):
        file = open_lock(found.path)
        try:
            if try_lock(file) and is_at(file, found.path):
                freed += os.fstat(file).st_size
                found.path.unlink(missing_ok=True)
        finally:
            os.close(file)
    return freed


def _seen(folder: Path) -> Iterator[Found]:
    for item in _listed(folder):
        if not item.is_file(follow_symlinks=False):
            continue
        try:
            status = item.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue
        yield Found(folder, item.name, status.st_size, status.st_mtime_ns)


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as items:
            return list(items)
    except (FileNotFoundError, NotADirectoryError):
        return []


def size_of(path: Path) -> int | None:
    """Tell the size of a regular file in bytes; None where there is none."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None
