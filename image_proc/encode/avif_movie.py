"""What libavif writes of an animation's time, put right.

Source: ISO/IEC 14496-12 (boxes mvhd, tkhd, mdhd), whose first version is public, and
https://aomediacodec.github.io/av1-avif/#sequence-loop
"""

import struct
from collections.abc import Iterator

_HEAD = 8
_FOLDERS = {b"moov", b"trak", b"mdia"}
_LONG = 1
"""The version of boxes whose times have eight bytes, which is what libavif writes."""

_CREATED = 12
_WHOLE_DURATION = {b"mvhd": 32, b"tkhd": 36}
_ONE_DURATION = {b"mdhd": 32}
"""Where they stand in each box: of all plays (for ever: all bits), of one."""

_TWO_TIMES = struct.Struct(">QQ")
_TIME = struct.Struct(">Q")


def played(file: bytes, loop: int) -> bytes:
    """Let an animation play so often, and forget when it was made: equal ones are equal bytes.

    Args:
        file: an AVIF of several frames, of libavif.
        loop: how often it plays, 0 for ever.
    """
    body = bytearray(file)
    boxes = [(name, at) for name, at in _boxes(file, 0, len(file)) if file[at + _HEAD] == _LONG]
    once = 0
    for name, at in boxes:
        if name in _WHOLE_DURATION or name in _ONE_DURATION:
            _TWO_TIMES.pack_into(body, at + _CREATED, 0, 0)
        if name in _ONE_DURATION:
            (once,) = _TIME.unpack_from(file, at + _ONE_DURATION[name])
    for name, at in boxes:
        if loop and name in _WHOLE_DURATION:
            _TIME.pack_into(body, at + _WHOLE_DURATION[name], once * loop)
    return bytes(body)


def _boxes(file: bytes, at: int, end: int) -> Iterator[tuple[bytes, int]]:
    """The name of each box, and where it begins; those that hold others before these."""
    while at + _HEAD < end:
        length, name = struct.unpack_from(">I4s", file, at)
        yield name, at
        if name in _FOLDERS:
            yield from _boxes(file, at + _HEAD, at + length)
        at += max(length, _HEAD)
