"""Objects in a folder: written so that what was promised survives a power cut."""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import BinaryIO

from storage.errors import Changed, Missing, Refused, Unavailable
from storage.objects.disk import Tree, explained, free_at, held, opened
from storage.objects.key import KEY, Found, checked
from storage.objects.pieces import begun, wanted
from storage.objects.staging import Staging
from storage.objects.store import PIECE
from storage.objects.watched import Watched, timed

_OBJECTS = "objects"
_QUARANTINE = "quarantine"
_PART = re.compile("[0-9a-f]{2}")
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK  # the latter: a pipe would wait for a writer
_CHUNK = 1024 * 1024  # bytes copied at a time


class FolderStore(Watched):
    """Keeps objects in a folder; see ObjectStore for what each method promises.

    Args:
        root: made with the first object. Drafts of `staging` lie in it, and so on the file system
            of the objects: only then is a draft published by giving it a second name.
    """

    kind = "folder"

    def __init__(self, root: Path) -> None:
        self.staging = Staging(root / "staging")
        self._root = root.absolute()
        self._tree = Tree(root)

    @timed
    def put(self, key: str, file: Path, sha256: str) -> None:
        """Keep a file's bytes: a draft of `staging` gets a second name, others are copied."""
        checked(key)
        if file.absolute().parent == self.staging.folder:
            self._publish(key, file, sha256)
            return
        with self.staging.draft() as draft:
            with explained(), file.open("rb") as original:
                while chunk := original.read(_CHUNK):
                    draft.write(chunk)
            draft.finish()
            self._publish(key, draft.path, sha256)

    @timed
    def open(self, key: str) -> BinaryIO:
        """Open an object for reading."""
        with explained():
            return os.fdopen(self._opened(checked(key)), "rb")

    @timed
    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """Read a part of an object."""
        wanted(start, length)
        return begun(self._pieces(checked(key), start, length))

    @timed
    def size(self, key: str) -> int:
        """Tell the size of an object in bytes."""
        with explained(), held(self._opened(checked(key))) as file:
            return os.fstat(file).st_size

    @timed
    def delete(self, key: str) -> None:
        """Delete an object for good; one that is gone is no error."""
        checked(key)
        with explained(), suppress(FileNotFoundError), self._part(key) as folder:
            with suppress(FileNotFoundError):
                os.unlink(key, dir_fd=folder)
            os.fsync(folder)  # also if another has deleted it: perhaps not for good yet

    def list(self) -> Iterator[Found]:
        """List all objects."""
        with explained():
            for part in self._listed(_PART):
                for key in self._listed(KEY, part):
                    with suppress(Missing):  # deleted meanwhile, or no file
                        if key.startswith(part):
                            yield Found(key, self.size(key))

    def check(self, *, writes: bool) -> None:
        """See that the folder, or where it will be made, can be used."""
        with explained():
            places = (self._root / _OBJECTS, self._root, *self._root.parents)
            place = next(place for place in places if place.exists())
            if not place.is_dir():
                msg = "the place of all objects is no folder"
                raise Unavailable(msg)
            if not os.access(place, os.R_OK | os.X_OK | (os.W_OK if writes else 0)):
                msg = "the folder of all objects may not be read or written"
                raise Refused(msg)

    def free(self) -> int | None:
        """Tell how many bytes there is room for."""
        with explained():
            return free_at(self._root)

    @timed
    def quarantine(self, key: str) -> None:
        """Move an object to the folder `quarantine`."""
        self.size(key)
        with (
            explained(),
            self._part(key) as source,
            held(self._tree.make(_QUARANTINE)) as target,
        ):
            if os.access(key, os.F_OK, dir_fd=target):  # what a rename would put an end to
                raise FileExistsError
            os.rename(key, key, src_dir_fd=source, dst_dir_fd=target)
            os.fsync(target)
            os.fsync(source)

    @timed
    def release(self, key: str, sha256: str) -> None:
        """Give an object of the folder `quarantine` its name back."""
        checked(key)
        with explained(), held(self._tree.open(_QUARANTINE)) as source:
            _check_bytes(source, key, sha256)
            with held(self._tree.make(_OBJECTS, key[:2])) as target:
                os.link(key, key, src_dir_fd=source, dst_dir_fd=target, follow_symlinks=False)
                os.fsync(target)
            os.unlink(key, dir_fd=source)
            os.fsync(source)

    def sign(self, key: str, seconds: int) -> str | None:
        """Give none: no browser reaches a folder."""
        del key, seconds
        return None

    def _publish(self, key: str, file: Path, sha256: str) -> None:
        with explained():
            _make_durable(file, sha256)
            with held(self._tree.make(_OBJECTS, key[:2])) as folder:
                # Unlike a rename, a link never takes the place of what is there.
                os.link(file, key, dst_dir_fd=folder, follow_symlinks=False)
                os.fsync(folder)

    def _part(self, key: str) -> AbstractContextManager[int]:
        return held(self._tree.open(_OBJECTS, key[:2]))

    def _opened(self, key: str) -> int:
        """Open the file of an object; whoever calls it closes the descriptor."""
        self._check_there()
        with self._part(key) as folder:
            file = os.open(key, _READ, dir_fd=folder)
        if not stat.S_ISREG(os.fstat(file).st_mode):
            os.close(file)
            msg = "there is no such object, but something else of its name"
            raise Missing(msg)
        return file

    def _check_there(self) -> None:
        """See that the store itself is there: on a disk that is not mounted nothing is missing.

        Raises:
            Unavailable: it is not.
        """
        if not (self._root / _OBJECTS).is_dir():
            msg = "the folder of all objects is not there"
            raise Unavailable(msg)

    def _pieces(self, key: str, start: int, length: int) -> Iterator[bytes]:
        with explained(), held(self._opened(key)) as file:
            end = start + length
            while start < end:
                piece = os.pread(file, min(PIECE, end - start), start)
                if not piece:
                    msg = f"the object ends before byte {end}"
                    raise Unavailable(msg)
                start += len(piece)
                yield piece

    def _listed(self, form: re.Pattern[str], *names: str) -> Iterator[str]:
        """List the names of a form in a folder, from the disk as they are asked for."""
        try:
            file = self._tree.open(_OBJECTS, *names)
        except FileNotFoundError:  # nothing was ever put
            return
        with held(file), os.scandir(file) as items:
            for item in items:
                if form.fullmatch(item.name) and not item.is_symlink():
                    yield item.name


def _check_bytes(folder: int, name: str, sha256: str) -> None:
    """See that a file is the one that is meant, and on the disk.

    Raises:
        Changed: it is not.
        OSError: it is no file, or cannot be read.
    """
    with opened(name, _READ, folder) as content, os.fdopen(content, "rb", closefd=False) as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
            msg = "the file is not the one that was hashed"
            raise Changed(msg)
        os.fsync(content)


def _make_durable(file: Path, sha256: str) -> None:
    """Sync the bytes of a file, and see that they are those that are meant.

    Raises:
        Changed: they are not.
        OSError: they cannot be synced. Who tries again might be told that all is well, although
            the system has dropped what it could not write; so the file is deleted.
            Source: wiki.postgresql.org/wiki/Fsync_Errors
    """
    with opened(file, os.O_RDONLY | os.O_NOFOLLOW) as content:
        with os.fdopen(content, "rb", closefd=False) as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        if found != sha256:
            msg = "the file is not the one that was hashed"
            raise Changed(msg)
        try:
            os.fsync(content)
        except OSError:
            file.unlink(missing_ok=True)
            raise
