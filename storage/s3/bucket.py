"""Reads and writes what lies in a bucket."""

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

import obstore
from obstore.store import S3Store

from storage.errors import Missing
from storage.s3.access import USUAL, WRITING, Patience, S3Access, client
from storage.s3.answers import explained

LONGEST_KEY = 1024  # bytes. Source: AmazonS3/latest/userguide/object-keys.html
_CHUNK = 1024 * 1024  # bytes that are passed on at a time
_PAGE = 1000  # names that a bucket gives at a time


@dataclass(frozen=True, slots=True)
class Stat:
    """What a bucket says of an object.

    Args:
        etag: changes with its bytes.
        size: bytes.
        last_modified: by the bucket's clock, in UTC.
    """

    etag: str
    size: int
    last_modified: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """An object in a list.

    Args:
        path: below the bucket's prefix.
        size: bytes.
    """

    path: str
    size: int


class Bucket:
    """What lies in a bucket below a prefix; used from any thread.

    A path is below the prefix: plain parts separated by "/"; for any other there is nothing.
    Besides what is said at each method, all raise Refused, when the keys may not do this, and
    Unavailable, when the bucket does not answer as it should.

    Args:
        name: of the bucket.
        prefix: without slashes at its ends; empty for all of it.
        access: how it is reached.
        patience: how long it is waited for.
        writing: how long for `put` and `copy`.
    """

    def __init__(
        self,
        name: str,
        prefix: str,
        access: S3Access,
        patience: Patience = USUAL,
        writing: Patience = WRITING,
    ) -> None:
        self._name = name
        self._prefix = prefix
        self._access = access
        self._patience = patience
        self._writing = writing

    def head(self, path: str) -> Stat:
        """Ask what an object is.

        Raises:
            Missing: there is none, or the path is none.
        """
        key = self._key(path)
        with explained():
            found = self._store.head(key)
        return Stat(found["e_tag"] or "", found["size"], found["last_modified"])

    def stream(self, path: str, etag: str = "") -> Iterator[bytes]:
        """Read an object in pieces of about 1 MB, so that none lies in memory as a whole.

        Args:
            path: of the object.
            etag: the version that is meant; empty for any.

        Raises:
            Missing: as by `head`, with the first piece or a later one.
            Changed: it is another version by now.
        """
        key = self._key(path)
        with explained():
            found = self._store.get(key, options={"if_match": etag} if etag else None)
            yield from found.stream(_CHUNK)

    def part(self, path: str, start: int, length: int) -> Iterator[bytes]:
        """Read a part of an object in pieces of about 1 MB.

        Args:
            path: of the object.
            start: the first byte, from 0.
            length: bytes, 1 or more; fewer come where the object ends before.

        Raises:
            Missing: there is none, with the first piece.
            Unavailable: it ends before `start`.
        """
        key = self._key(path)
        with explained():
            found = self._store.get(key, options={"range": (start, start + length)})
            yield from found.stream(_CHUNK)

    def put(self, path: str, file: Path) -> None:
        """Write a file's bytes with their SHA-256, which the bucket compares.

        They go out from where the system keeps the file, in one request: memory stays small, and
        no part of a broken upload stays behind. An object of that name is replaced, so that a
        request may be sent again whose answer was lost.

        Args:
            path: of the object.
            file: up to 5 GB. Its bytes do not change any more.

        Raises:
            Missing: there is no such file, or the path is none.
            Unavailable: it may have been written, or be written yet.
        """
        key = self._key(path)
        with explained(), file.open("rb") as source:
            empty = file.stat().st_size == 0  # of which there is no map
            body = b"" if empty else mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ)
            self._slow_store.put(key, body, use_multipart=False)

    def copy(self, path: str, target: str) -> None:
        """Copy an object within the bucket.

        Raises:
            Missing: there is none, or one of the paths is none.
        """
        key, other = self._key(path), self._key(target)
        with explained():
            self._slow_store.copy(key, other)

    def delete(self, path: str) -> None:
        """Delete an object; one that is gone is no error.

        Raises:
            Missing: the path is none.
        """
        key = self._key(path)
        with explained():
            self._store.delete(key)

    def list(self, folder: str) -> Iterator[Listed]:
        """List what lies below a folder, a page at a time while it is read.

        Raises:
            Missing: the path is none.
        """
        key = self._key(folder)
        above = len(key) - len(folder)
        with explained():
            for page in self._store.list(key, chunk_size=_PAGE):
                for found in page:
                    yield Listed(found["path"][above:], found["size"])

    def sign(self, path: str, seconds: int) -> str | None:
        """Make an address that anybody may read an object at for a time.

        Args:
            path: of the object; whether it is there is not looked at.
            seconds: 1 to 604,800.

        Returns:
            The address; None where there is no key to sign with.

        Raises:
            Missing: the path is none.
        """
        key = self._key(path)
        if not self._access.key_id:
            return None
        with explained():
            return obstore.sign(self._store, "GET", key, timedelta(seconds=seconds))

    def _key(self, path: str) -> str:
        key = f"{self._prefix}/{path}" if self._prefix else path
        # The client itself would drop slashes at the ends, and read "" as the bucket; for some
        # servers a backslash is a slash.
        parts = path.replace("\\", "/").split("/")
        if {"", ".", ".."}.intersection(parts) or len(key.encode(errors="replace")) > LONGEST_KEY:
            msg = "no key of an object"
            raise Missing(msg)
        return key

    @cached_property
    def _store(self) -> S3Store:
        """Made with the first request: its threads would not outlive the fork of a worker."""
        return client(self._name, self._access, self._patience)

    @cached_property
    def _slow_store(self) -> S3Store:
        return client(self._name, self._access, self._writing)
