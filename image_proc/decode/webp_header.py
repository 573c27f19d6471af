"""A WebP's chunks, without its pixels: Pillow would make room for two canvases at once.

Source: https://developers.google.com/speed/webp/docs/riff_container
"""

from collections.abc import Iterator
from typing import BinaryIO

from image_proc.decode.facts import Facts
from image_proc.errors import BrokenPicture

_RIFF = 12
_HEAD = 8
_LOSSY, _LOSSLESS, _EXTENDED = b"VP8 ", b"VP8L", b"VP8X"
_KEY_FRAME = b"\x9d\x01\x2a"
_SIDE = 0x3FFF
_ALPHA_FLAG = 0x10
_MOVES_FLAG = 0x02
_LOSSLESS_ALPHA = 1 << 28
_MOST_CHUNKS = 20_000
_LONGEST = 4 * 1024 * 1024
_PICTURE = 10


def read_webp(file: BinaryIO, length: int, most_frames: int) -> Facts:
    """Read a WebP's header and count its frames.

    Args:
        file: open, seekable.
        length: bytes of the file.
        most_frames: counting stops at the first frame over it.

    Raises:
        BrokenPicture: it has no picture, or more chunks than any writer makes.
    """
    file.seek(_RIFF)
    found: dict[bytes, bytes] = {}
    frames = 0
    for name, body in _chunks(file):
        found.setdefault(name, body)
        frames += name == b"ANMF"
        # A plain picture ends with its first chunk.
        if frames > most_frames or (name in {_LOSSY, _LOSSLESS} and _EXTENDED not in found):
            break
    return _facts(found, frames, length)


def _facts(found: dict[bytes, bytes], frames: int, length: int) -> Facts:
    extended = found.get(_EXTENDED)
    if extended is None:
        size, alpha = _plain(found)
        return Facts(size, "RGBA" if alpha else "RGB", alpha=alpha, held=length)
    alpha = bool(extended[0] & _ALPHA_FLAG) if extended else False
    moves = bool(extended[0] & _MOVES_FLAG) if extended else False
    if moves != bool(frames) or not (frames or found.keys() & {_LOSSY, _LOSSLESS}):
        raise _broken()
    size = (
        int.from_bytes(extended[4:7], "little") + 1,
        int.from_bytes(extended[7:10], "little") + 1,
    )
    return Facts(
        size,
        "RGBA" if alpha else "RGB",
        alpha=alpha,
        frames=max(1, frames),
        exif=found.get(b"EXIF", b""),
        profile=found.get(b"ICCP", b""),
        held=length,
    )


def _plain(found: dict[bytes, bytes]) -> tuple[tuple[int, int], bool]:
    if (lossy := found.get(_LOSSY, b""))[3:6] == _KEY_FRAME:
        sides = lossy[6:8], lossy[8:10]
        width, height = (int.from_bytes(side, "little") & _SIDE for side in sides)
        return (width, height), False
    lossless = found.get(_LOSSLESS, b"")
    if lossless[:1] != b"\x2f":
        raise _broken()
    bits = int.from_bytes(lossless[1:5], "little")
    return ((bits & _SIDE) + 1, (bits >> 14 & _SIDE) + 1), bool(bits & _LOSSLESS_ALPHA)


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Give each chunk's name and body; of pictures and frames the start alone."""
    for _ in range(_MOST_CHUNKS):
        head = file.read(_HEAD)
        if len(head) < _HEAD:
            return
        name, length = head[:4], int.from_bytes(head[4:], "little")
        wanted = length if name in {b"EXIF", b"ICCP"} and length <= _LONGEST else _PICTURE
        body = file.read(min(wanted, length))
        yield name, body
        # Chunks are padded to even lengths.
        file.seek(length + length % 2 - len(body), 1)
    message = "it has too many chunks"
    raise BrokenPicture(message)


def _broken() -> BrokenPicture:
    return BrokenPicture("it is no whole WebP")
