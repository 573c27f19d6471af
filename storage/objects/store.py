"""What every store of objects does, wherever its bytes lie."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from storage.objects.key import Found

PIECE = 256 * 1024
"""Bytes of the largest piece that `read` gives."""


class ObjectStore(Protocol):
    """Keeps objects: bytes that are written once under a key and never changed.

    All of it may be used by any thread and by many processes at a time. Besides what is said at
    each method, a store that does not answer raises Unavailable, and one that refuses, Refused.
    A text that is no key (KEY) is the name of nothing: Missing.
    """

    def put(self, key: str, file: Path, sha256: str) -> None:
        """Keep a file's bytes; they survive a power cut from the moment this returns.

        After Unavailable the object may be there, whole, or not, and the file as well: the
        same file is not put again. Else it stays where it is: who finds the key to be worth
        nothing any more may put it under another one.

        Args:
            key: one that was never used before; see `new_key`.
            file: its bytes never change any more; the object may be the same file by another name.
            sha256: of its bytes, 64 hex digits.

        Raises:
            Changed: the file does not have that hash.
            Full: there is no room for it.
            Taken: there is an object of that name, where the store can tell.
        """

    def open(self, key: str) -> BinaryIO:
        """Open an object for reading, seekable, from its start; whoever calls it closes it.

        Raises:
            Missing: there is none.
        """

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """Read a part of an object.

        Args:
            key: of the object.
            start: the first byte, from 0.
            length: bytes, 0 or more.

        Returns:
            Pieces of at most 256 kB that have `length` bytes together. Its end, or its `close`,
            gives back what it holds.

        Raises:
            Missing: there is no such object; by the call itself.
            Unavailable: it ends early; with any piece.
        """

    def size(self, key: str) -> int:
        """Tell the size of an object in bytes.

        Raises:
            Missing: there is none.
        """

    def delete(self, key: str) -> None:
        """Delete an object for good, or see that it is not there."""

    def list(self) -> Iterator[Found]:
        """List all objects, in any order, while they are read; passes over what is not ours.

        What is put or deleted meanwhile may be among them or not. A list that cannot be read to
        its end raises; it is never just shorter.
        """

    def check(self, *, writes: bool) -> None:
        """See that the store answers; nothing is changed.

        Args:
            writes: whether it has to take objects, too.

        Raises:
            Refused: it may not be read or written.
            Unavailable: it does not answer, or is none.
        """

    def free(self) -> int | None:
        """Tell how many bytes there is room for; None where that is not known."""

    def quarantine(self, key: str) -> None:
        """Move an object out of the way, where `list` and `open` do not see it but people can.

        Raises:
            Missing: there is none.
            Taken: one of that name is there already.
        """

    def release(self, key: str, sha256: str) -> None:
        """Move an object back that is in quarantine, if its bytes are those that are meant.

        Args:
            key: of the object.
            sha256: of its bytes, 64 hex digits.

        Raises:
            Missing: there is none of that name in quarantine.
            Changed: it does not have that hash; it stays where it is.
            Taken: there is an object of that name, where the store can tell.
        """

    def sign(self, key: str, seconds: int) -> str | None:
        """Make an address that anybody may read the object at for a time.

        Args:
            key: of the object; whether it is there is not looked at.
            seconds: 1 to 604,800.

        Returns:
            The address; None for a store that the web cannot reach.
        """
