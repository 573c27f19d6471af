"""A PNG's chunks: its header, and its pixels' bytes as they are stored.

An own reader, since Pillow's inflates every text of a file, and all of them at once.

Source: https://www.w3.org/TR/png-3/
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO

from image_proc.decode.facts import Facts
from image_proc.errors import BrokenPicture

SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY, COLORS, PALETTE, GREY_ALPHA, COLORS_ALPHA = 0, 2, 3, 4, 6
CHANNELS = {GREY: 1, COLORS: 3, PALETTE: 1, GREY_ALPHA: 2, COLORS_ALPHA: 4}

_DEPTHS = {
    GREY: (1, 2, 4, 8, 16),
    COLORS: (8, 16),
    PALETTE: (1, 2, 4, 8),
    GREY_ALPHA: (8, 16),
    COLORS_ALPHA: (8, 16),
}
_MODES = {GREY: "L", COLORS: "RGB", PALETTE: "P", GREY_ALPHA: "LA", COLORS_ALPHA: "RGBA"}
_KILOBYTE = 1024
# What is read of a chunk at most; one that is longer is of no use (or a bomb) and passed over.
_WANTED = {
    b"IHDR": 13,
    b"PLTE": 768,
    b"tRNS": 256,
    b"acTL": 8,
    b"iCCP": 4096 * _KILOBYTE,
    b"eXIf": 1024 * _KILOBYTE,
}
_CRITICAL = frozenset({b"IHDR", b"PLTE", b"tRNS"})
_MOST_CHUNKS = 10_000
_MOST_PROFILE = 4096 * _KILOBYTE
_TAIL = 64 * _KILOBYTE
_PIECE = 64 * _KILOBYTE
_HEAD = 8
_CRC = 4


@dataclass(frozen=True, slots=True)
class PngHead:
    """What stands before a PNG's pixels.

    Args:
        size: px, (width, height).
        depth: bits of a sample.
        kind: one of GREY, COLORS, PALETTE, GREY_ALPHA, COLORS_ALPHA.
        interlaced: by Adam7.
        pixels: where its first IDAT chunk begins.
        chunks: bodies of the other chunks that are known, by name.
    """

    size: tuple[int, int]
    depth: int
    kind: int
    interlaced: bool
    pixels: int
    chunks: dict[bytes, bytes] = field(repr=False)

    @property
    def stride(self) -> int:
        """Bytes of a row, its filter's byte not counted."""
        return (self.size[0] * CHANNELS[self.kind] * self.depth + 7) // 8


def read_png(file: BinaryIO, length: int) -> Facts:
    """Read a PNG's header.

    EXIF that stands behind the pixels is found too, where it is among the last 64 kB.

    Args:
        file: open, seekable.
        length: bytes of the file.

    Raises:
        BrokenPicture: a header that PNG does not know.
    """
    head = read_head(file)
    mode = _MODES[head.kind]
    if mode == "L" and head.depth in {1, 16}:
        mode = "1" if head.depth == 1 else "I;16"
    return Facts(
        head.size,
        mode,
        alpha=head.kind in {GREY_ALPHA, COLORS_ALPHA} or b"tRNS" in head.chunks,
        frames=max(1, int.from_bytes(head.chunks.get(b"acTL", b"")[:4])),
        interlaced=head.interlaced,
        exif=head.chunks.get(b"eXIf", b"") or _late_exif(file),
        profile=profile_of(head),
        held=length if head.interlaced else 0,
    )


def read_head(file: BinaryIO) -> PngHead:
    """Read all chunks before the pixels.

    Raises:
        BrokenPicture: a header that PNG does not know, or none.
    """
    file.seek(0)
    chunks: dict[bytes, bytes] = {}
    _demand("signature", holds=file.read(_HEAD) == SIGNATURE)
    for _ in range(_MOST_CHUNKS):
        name, length = _chunk_head(file)
        if name == b"IDAT":
            return _head(chunks, file.tell() - _HEAD)
        body = _wanted_body(file, name, length)
        if body is not None:
            chunks.setdefault(name, body)
    message = f"it has {_MOST_CHUNKS:,} chunks before its pixels"
    raise BrokenPicture(message)


def stored_pixels(file: BinaryIO, head: PngHead) -> Iterator[bytes]:
    """Give the bytes of all IDAT chunks, in pieces of at most 64 kB.

    Raises:
        BrokenPicture: a chunk is cut short or its checksum is wrong; what came before stands.
    """
    file.seek(head.pixels)
    name, length = _chunk_head(file)
    while name == b"IDAT":
        checksum = zlib.crc32(name)
        while length:
            piece = file.read(min(length, _PIECE))
            _demand("IDAT", holds=bool(piece))
            checksum = zlib.crc32(piece, checksum)
            length -= len(piece)
            yield piece
        _demand("IDAT's checksum", holds=file.read(_CRC) == checksum.to_bytes(_CRC))
        name, length = _chunk_head(file, last=True)


def bare_png(file: BinaryIO, head: PngHead) -> BinaryIO:
    """Copy a PNG without what says nothing of its pixels: texts that inflate to any length.

    Args:
        file: open, seekable.
        head: what stands before its pixels.

    Returns:
        A file in memory.
    """
    bare = BytesIO()
    bare.write(SIGNATURE)
    for name in (b"IHDR", b"PLTE", b"tRNS"):
        if name in head.chunks:
            bare.write(chunk(name, head.chunks[name]))
    for piece in stored_pixels(file, head):
        bare.write(chunk(b"IDAT", piece))
    bare.write(chunk(b"IEND", b""))
    return bare


def chunk(name: bytes, body: bytes) -> bytes:
    """Write a chunk."""
    checksum = zlib.crc32(body, zlib.crc32(name))
    return b"".join((len(body).to_bytes(4), name, body, checksum.to_bytes(_CRC)))


def profile_of(head: PngHead) -> bytes:
    """Inflate the ICC profile.

    Returns:
        b"" where there is none, or none that inflates to at most 4 MB.
    """
    _name, _, packed = head.chunks.get(b"iCCP", b"").partition(b"\x00")
    if packed[:1] != b"\x00":
        return b""
    inflater = zlib.decompressobj()
    try:
        profile = inflater.decompress(packed[1:], _MOST_PROFILE)
    except zlib.error:
        return b""
    return profile if inflater.eof else b""


def _chunk_head(file: BinaryIO, *, last: bool = False) -> tuple[bytes, int]:
    """Read a chunk's name and length; after the last pixels the file may as well end."""
    start = file.read(_HEAD)
    _demand("chunk", holds=last or len(start) == _HEAD)
    return start[4:], int.from_bytes(start[:4])


def _wanted_body(file: BinaryIO, name: bytes, length: int) -> bytes | None:
    if length > _WANTED.get(name, -1):
        file.seek(length + _CRC, 1)
        return None
    body = file.read(length)
    whole = chunk(name, body)[-_CRC:] == file.read(_CRC)
    _demand(name.decode(), holds=whole or name not in _CRITICAL)
    return body if whole else None


def _head(chunks: dict[bytes, bytes], pixels: int) -> PngHead:
    header = chunks.get(b"IHDR", b"")
    _demand("IHDR", holds=len(header) == _WANTED[b"IHDR"])
    depth, kind, packing, filtering, interlaced = header[8:]
    known = depth in _DEPTHS.get(kind, ()) and not packing and not filtering
    _demand("IHDR", holds=known and interlaced <= 1)
    _demand("PLTE", holds=kind != PALETTE or b"PLTE" in chunks)
    size = int.from_bytes(header[:4]), int.from_bytes(header[4:8])
    return PngHead(size, depth, kind, bool(interlaced), pixels, chunks)


def _late_exif(file: BinaryIO) -> bytes:
    end = file.seek(0, 2)
    file.seek(max(0, end - _TAIL))
    tail = file.read(_TAIL)
    at = tail.find(b"eXIf")
    if at < _CRC:
        return b""
    body = tail[at + 4 :][: int.from_bytes(tail[at - 4 : at])]
    checksum = tail[at + 4 + len(body) :][:_CRC]
    return body if chunk(b"eXIf", body)[-_CRC:] == checksum else b""


def _demand(place: str, *, holds: bool) -> None:
    if not holds:
        message = f"no PNG has such a {place}"
        raise BrokenPicture(message)
