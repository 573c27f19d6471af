"""A GIF's public form: frames, how they are timed and repeated, its profile, and comments.

Dropped are XMP (in comments, too), extensions of other applications, and all behind the end.
Other comments stay, unless they tell coordinates: they hold credits.

Source: https://www.w3.org/Graphics/GIF/spec-gif89a.txt
"""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from image_proc.decode.gif_header import GifBytes, take_image, take_screen
from image_proc.errors import BrokenPicture
from image_proc.redact.assembly import Assembly
from image_proc.redact.texts import LONGEST_TEXT, may_stay

_EXTENSION, _IMAGE, _END = 0x21, 0x2C, 0x3B
_TEXT, _CONTROL, _COMMENT, _APPLICATION = 0x01, 0xF9, 0xFE, 0xFF
_APPLICATIONS = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"})
_NAME = 11
_MOST_PARTS = 100_000


class _Part(NamedTuple):
    """An extension or a frame.

    Args:
        start: where it begins.
        end: behind its last block.
        label: of an extension; None for a frame and for the end.
    """

    start: int
    end: int
    label: int | None


def redact_gif(file: BinaryIO, assembly: Assembly) -> None:
    """Put a GIF's public form together.

    Args:
        file: open, seekable.
        assembly: of the same file.

    Raises:
        BrokenPicture: it is cut short, or made of blocks that no writer makes.
    """
    file.seek(0)
    source = GifBytes(file)
    take_screen(source)
    assembly.keep(0, source.place)
    # The blocks are read through to the end first: each has its place in the file.
    for part in [*_parts(source)]:
        if _stays(assembly, part):
            assembly.keep(part.start, part.end - part.start)


def _parts(source: GifBytes) -> Iterator[_Part]:
    for _ in range(_MOST_PARTS):
        start = source.place
        kind = source.take(1)[:1]
        if kind == bytes([_END]):
            yield _Part(start, start + 1, None)
            return
        if kind == bytes([_EXTENSION]):
            label = source.take(1)
            source.skip_blocks()
            yield _Part(start, source.place, label[0] if label else None)
        elif kind == bytes([_IMAGE]):
            take_image(source)
            yield _Part(start, source.place, None)
        else:
            break
    message = "its blocks have no end"
    raise BrokenPicture(message)


def _stays(assembly: Assembly, part: _Part) -> bool:
    length = part.end - part.start
    if part.label == _APPLICATION:
        name = assembly.read(part.start + 2, min(_NAME + 1, length - 2))
        return name[:1] == bytes([_NAME]) and name[1:] in _APPLICATIONS
    if part.label == _COMMENT:
        return length <= LONGEST_TEXT and may_stay(_joined(assembly.read(part.start, length)))
    return part.label in {None, _TEXT, _CONTROL}


def _joined(extension: bytes) -> bytes:
    """Put an extension's blocks together, each of which tells its length first."""
    at, text = 2, bytearray()
    while at < len(extension):
        text += extension[at + 1 : at + 1 + extension[at]]
        at += 1 + extension[at]
    return bytes(text)
