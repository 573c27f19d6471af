"""Through all of a PNG's chunks, those behind the first pixels too."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO, NamedTuple

from image_proc.decode.png_chunks import SIGNATURE
from image_proc.errors import BrokenPicture

HEAD = 8
CRC = 4
"""Bytes before and behind a chunk's body."""

_MOST_CHUNKS = 200_000
_END = b"IEND"


class Chunk(NamedTuple):
    """A chunk.

    Args:
        name: four letters.
        start: where its head is in the file.
        length: bytes of its body.
        body: as much of it as was wanted.
    """

    name: bytes
    start: int
    length: int
    body: bytes


def walk(file: BinaryIO, wanted: Mapping[bytes, int]) -> Iterator[Chunk]:
    """Give every chunk before the end.

    Args:
        file: open, seekable; it may be moved between two chunks.
        wanted: how many bytes to read of which chunk's body; none of others.

    Raises:
        BrokenPicture: the file ends before the PNG does, or has more chunks than any writer makes.
    """
    place = len(SIGNATURE)
    for _ in range(_MOST_CHUNKS):
        file.seek(place)
        head = file.read(HEAD)
        name, length = head[4:], int.from_bytes(head[:4])
        if name == _END:
            return
        if len(head) < HEAD:
            message = "it is cut short"
            raise BrokenPicture(message)
        yield Chunk(name, place, length, file.read(min(length, wanted.get(name, 0))))
        place += HEAD + length + CRC
    message = "it has too many chunks"
    raise BrokenPicture(message)


def has_end(file: BinaryIO) -> bool:
    """Tell whether a PNG goes on to its end.

    Raises:
        BrokenPicture: it is cut short, or has more chunks than any writer makes.
    """
    for _ in walk(file, {}):
        pass
    return len(file.read(CRC)) == CRC
