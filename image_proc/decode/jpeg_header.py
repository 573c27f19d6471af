"""A JPEG's segments, up to its pixels.

Source: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from image_proc.decode.facts import Facts
from image_proc.errors import BrokenPicture

_START = b"\xff\xd8"
_SCAN = 0xDA
_SCAN_MARKER = b"\xff\xda"
_MOST_SCANS = 100
_PIECE = 256 * 1024
_EXIF = 0xE1
_PROFILE = 0xE2
_EXIF_NAME = b"Exif\x00\x00"
_PROFILE_NAME = b"ICC_PROFILE\x00"
# Number and count stand behind the name.
_PROFILE_HEAD = len(_PROFILE_NAME) + 2
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_OF_HEADER = _FRAMES | {_EXIF, _PROFILE, _SCAN}
_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
# Markers that stand alone: restarts, the start once more, TEM.
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_FILL = 0xFF
_MODES = {1: "L", 3: "RGB", 4: "CMYK"}
_MOST_SEGMENTS = 4096
# Some cameras pad between segments; decoders look on for the next one.
_MOST_JUNK = 4096


@dataclass(slots=True)
class _Found:
    frame: bytes = b""
    progressive: bool = False
    scan: bytes = b""
    exif: bytes = b""
    profile: tuple[bytes, ...] = ()


def read_jpeg(file: BinaryIO) -> Facts:
    """Read what stands before the pixels.

    Args:
        file: open at its start.

    Raises:
        BrokenPicture: no frame or no scan is found, or one of a kind that nobody decodes.
    """
    found = _Found()
    for marker, body in segments(file, _OF_HEADER):
        if marker in _FRAMES:
            found.frame, found.progressive = body, marker in _PROGRESSIVE
        elif marker == _EXIF and body.startswith(_EXIF_NAME) and not found.exif:
            found.exif = body
        elif marker == _PROFILE and body.startswith(_PROFILE_NAME):
            found.profile += (body,)
        elif marker == _SCAN:
            found.scan = body
    # Pillow keeps all segments.
    return _facts(found, held=file.tell())


def check_scans(file: BinaryIO) -> None:
    """See that a JPEG does not go over all of its pixels again and again.

    Each scan, a few bytes long, costs a pass; no encoder makes more than some dozen.

    Args:
        file: open, seekable.

    Raises:
        BrokenPicture: more than 100 scans.
    """
    file.seek(0)
    scans, end = 0, b""
    # In what is coded a zero follows 0xFF; a segment's body may hold the pair by chance.
    while piece := file.read(_PIECE):
        scans += (end + piece).count(_SCAN_MARKER)
        end = piece[-1:]
        if scans > _MOST_SCANS:
            message = f"it has more than {_MOST_SCANS} scans"
            raise BrokenPicture(message)


def _facts(found: _Found, held: int) -> Facts:
    frame = found.frame
    mode = _MODES.get(frame[5]) if len(frame) > len("Phhwwn") - 1 else None
    if mode is None or not found.scan:
        message = "it has no frame or no scan"
        raise BrokenPicture(message)
    size = int.from_bytes(frame[3:5]), int.from_bytes(frame[1:3])
    # Components that come one after the other are kept until the last one is there, too.
    partial = found.scan[0] < frame[5]
    profile = b"".join(part[_PROFILE_HEAD:] for part in sorted(found.profile))
    interlaced = found.progressive or partial
    return Facts(size, mode, interlaced=interlaced, exif=found.exif, profile=profile, held=held)


def segments(file: BinaryIO, wanted: frozenset[int]) -> Iterator[tuple[int, bytes]]:
    """Give (marker, body) of segments before the pixels.

    Args:
        file: open at its start.
        wanted: whose bodies are read; the first scan's header ends the walk in any case.
    """
    if file.read(2) != _START:
        return
    for _ in range(_MOST_SEGMENTS):
        marker = _next_marker(file)
        if marker in _BARE:
            continue
        length = int.from_bytes(file.read(2)) - 2
        if marker is None or length < 0:
            return
        if marker in wanted:
            yield marker, file.read(length)
        else:
            file.seek(length, 1)
        if marker == _SCAN:
            return


def _next_marker(file: BinaryIO) -> int | None:
    """Find the next marker, past fill bytes and what a camera has padded with."""
    pair = file.read(2)
    for _ in range(_MOST_JUNK):
        if len(pair) < len("ff"):
            return None
        if pair[0] == _FILL and pair[1] not in {0, _FILL}:
            return pair[1]
        pair = pair[1:] + file.read(1)
    return None
