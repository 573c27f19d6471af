"""One kept body as a file: the body first, and behind it what tells that it is whole and whose.

    body | name in UTF-8 | magic, CRC-32 of the body, length of the body, length of the name, key

The body begins at 0, so that it can be read where it lies. All but the body is known to the
reader beforehand: a file that is short, damaged, of another name or none of ours ends in
something else. The file is named by hashes of the name and the key; all that was made of one
original lies in one folder and shares the first letters.
"""

import errno
import hashlib
import io
import os
import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from isal.isal_zlib import crc32  # four times as fast as zlib's

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

FILE_NAME = re.compile(r"[0-9a-f]{48}")
FOLDER_NAME = re.compile(r"[0-9a-f]{2}")
_NAME_DIGITS = 16
_MAGIC = b"easel\x00r1"
_TRAILER = struct.Struct("<8sIQI16s")
_LONGEST_NAME = 64 * 1024  # bytes; what is longer was not written by us
_PIECE = 256 * 1024
_FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


class Damaged(Exception):  # noqa: N818 - a verdict, not a failure
    """A file is not what its name says."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a body is kept under.

    Args:
        name: of the original.
        key: of what was made of it.
    """

    name: str
    key: str

    def path(self, folder: Path) -> Path:
        """Tell where it lies below a store's folder; no letter of name and key is in it."""
        first = name_digits(self.name)
        return folder / first[:2] / (first + self._key_digest().hex())

    def trailer(self, length: int, checksum: int) -> bytes:
        """Give what stands behind a body of this length and CRC-32."""
        name = _encoded(self.name)
        return name + _TRAILER.pack(_MAGIC, checksum, length, len(name), self._key_digest())

    @property
    def overhead(self) -> int:
        """Bytes that the file has beyond the body."""
        return len(_encoded(self.name)) + _TRAILER.size

    def _key_digest(self) -> bytes:
        return hashlib.blake2b(_encoded(self.key), digest_size=16).digest()


class Body(io.RawIOBase):
    """The body of an open file, without what stands behind it.

    Args:
        file: a descriptor, closed with this.
        length: bytes of the body.
    """

    def __init__(self, file: int, length: int) -> None:
        super().__init__()
        self._file = file
        self._length = length
        self._position = 0

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill a buffer from where the last reading ended."""
        view = memoryview(buffer).cast("B")[: max(0, self._length - self._position)]
        count = os.preadv(self._file, [view], self._position) if view else 0
        self._position += count
        return count

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to another place of the body."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._length}[whence]
        if start + offset < 0:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))  # as a file does
        self._position = start + offset
        return self._position

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say that it can be read from anywhere."""
        return True

    def close(self) -> None:
        """Close the file."""
        if not self.closed:
            super().close()
            os.close(self._file)


def name_digits(name: str) -> str:
    """Give what the files of a name begin with, below the folder of the first two digits."""
    return _digits(_encoded(name))


def digits_of(file_name: str) -> str:
    """Give `name_digits` of the name that a file belongs to."""
    return file_name[:_NAME_DIGITS]


def open_entry(path: Path) -> int:
    """Open a file of the store for reading.

    Raises:
        OSError: it is not there, or cannot be opened.
    """
    return os.open(path, _FLAGS)


def read_body(file: int, entry: Entry, size: int) -> bytes:
    """Read the body of an open file of this many bytes.

    Raises:
        Damaged: it is not what was kept under this entry.
        OSError: it cannot be read.
    """
    length = _body_length(entry, size)
    body = os.pread(file, length, 0)
    _check_trailer(file, entry, length, crc32(body))
    return body


def open_body(file: int, entry: Entry, size: int) -> io.BufferedReader:
    """Check the body of an open file of this many bytes, and give it to be read from its start.

    Returns:
        A reader with a descriptor of its own.

    Raises:
        Damaged: it is not what was kept under this entry.
        OSError: it cannot be read.
    """
    length = _body_length(entry, size)
    checksum = 0
    for start in range(0, length, _PIECE):
        checksum = crc32(os.pread(file, min(_PIECE, length - start), start), checksum)
    _check_trailer(file, entry, length, checksum)
    return io.BufferedReader(Body(os.dup(file), length), _PIECE)


def read_name(path: Path) -> bytes:
    """Read whose file this is, in UTF-8, without reading the body.

    Raises:
        Damaged: it is no file of the store.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        start = max(0, size - _TRAILER.size)
        trailer = os.pread(file.fileno(), _TRAILER.size, start)
        if len(trailer) < _TRAILER.size:
            raise Damaged
        magic, _, length, name_length, _ = _TRAILER.unpack(trailer)
        if magic != _MAGIC or name_length > _LONGEST_NAME or length + name_length != start:
            raise Damaged
        name = os.pread(file.fileno(), name_length, length)
    if _digits(name) != digits_of(path.name):
        raise Damaged
    return name


def _digits(name: bytes) -> str:
    return hashlib.blake2b(name, digest_size=_NAME_DIGITS // 2).hexdigest()


def _body_length(entry: Entry, size: int) -> int:
    if size < entry.overhead:
        raise Damaged
    return size - entry.overhead


def _check_trailer(file: int, entry: Entry, length: int, checksum: int) -> None:
    if os.pread(file, entry.overhead, length) != entry.trailer(length, checksum):
        raise Damaged


def _encoded(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
