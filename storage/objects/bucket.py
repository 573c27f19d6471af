"""Objects in a bucket, under the names that they have in a folder: any tool may copy them over."""

import hashlib
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from storage.errors import Changed, Missing, Taken, Unavailable
from storage.objects.disk import explained
from storage.objects.key import KEY, Found, checked
from storage.objects.pieces import begun, wanted
from storage.objects.ranged import Ranged
from storage.objects.store import PIECE
from storage.objects.watched import Watched, timed
from storage.s3 import Bucket

_OBJECTS = "objects"
_PATH = re.compile(f"{_OBJECTS}/([0-9a-f]{{2}})/({KEY.pattern})")


class BucketStore(Watched):
    """Keeps objects in a bucket; see ObjectStore for what each method promises.

    How durable they are is the bucket's promise: it has all bytes, compared with their hash, when
    it says so. It does not tell that a key is taken: since no key is used twice, a request may be
    sent again whose answer was lost.

    Args:
        bucket: whose keys may read, write, list and delete.
    """

    kind = "bucket"

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket

    @timed
    def put(self, key: str, file: Path, sha256: str) -> None:
        """Keep a file's bytes; it stays where it is."""
        path = _path(key)
        with explained(), file.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
        if found != sha256:
            msg = "the file is not the one that was hashed"
            raise Changed(msg)
        self._bucket.put(path, file)

    @timed
    def open(self, key: str) -> BinaryIO:
        """Open an object for reading; it is fetched in parts, as far as it is read."""
        path = _path(key)

        def fetch(start: int, length: int) -> bytes:
            return b"".join(self._whole(path, start, length))

        return io.BufferedReader(Ranged(fetch, self.size(key)))

    @timed
    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """Read a part of an object."""
        path = _path(key)
        wanted(start, length)
        if length == 0:  # which is no range
            self.size(key)
        return begun(self._whole(path, start, length))

    @timed
    def size(self, key: str) -> int:
        """Tell the size of an object in bytes."""
        return self._bucket.head(_path(key)).size

    @timed
    def delete(self, key: str) -> None:
        """Delete an object; one that is gone is no error."""
        self._bucket.delete(_path(key))

    def list(self) -> Iterator[Found]:
        """List all objects."""
        for listed in self._bucket.list(_OBJECTS):
            match = _PATH.fullmatch(listed.path)
            if match and match[2].startswith(match[1]):
                yield Found(match[2], listed.size)

    def check(self, *, writes: bool) -> None:
        """See that the bucket answers; what its keys may write is only known by writing."""
        del writes
        with suppress(Missing):
            self._bucket.head(f"{_OBJECTS}/ready")

    def free(self) -> int | None:
        """Give None: no bucket tells."""
        return None

    @timed
    def quarantine(self, key: str) -> None:
        """Move an object below `quarantine/`."""
        path, target = _path(key), f"quarantine/{key}"
        size = self.size(key)
        with suppress(Missing):
            if self._bucket.head(target).size != size:  # or the copy of one who died after it
                msg = "there is something of that name already"
                raise Taken(msg)
        self._bucket.copy(path, target)
        self._bucket.delete(path)

    @timed
    def release(self, key: str, sha256: str) -> None:
        """Move an object back that lies below `quarantine/`."""
        path, source = _path(key), f"quarantine/{key}"
        digest = hashlib.sha256()
        for chunk in self._bucket.stream(source):
            digest.update(chunk)
        if digest.hexdigest() != sha256:
            msg = "the object is not the one that was hashed"
            raise Changed(msg)
        self._bucket.copy(source, path)
        self._bucket.delete(source)

    def sign(self, key: str, seconds: int) -> str | None:
        """Make an address that anybody may read the object at for a time."""
        return self._bucket.sign(_path(key), seconds)

    def _whole(self, path: str, start: int, length: int) -> Iterator[bytes]:
        """Read a part to its end, in pieces of at most 256 kB."""
        left = length
        for chunk in self._bucket.part(path, start, length) if length else ():
            for at in range(0, len(chunk), PIECE):
                yield bytes(chunk[at : at + PIECE])
            left -= len(chunk)
        if left:
            msg = f"the object ends before byte {start + length}"
            raise Unavailable(msg)


def _path(key: str) -> str:
    return f"{_OBJECTS}/{checked(key)[:2]}/{key}"
