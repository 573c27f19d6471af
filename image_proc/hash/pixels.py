"""A hash that two files have in common when their pixels are the same ones."""

import hashlib
import json
from typing import BinaryIO

from PIL import Image

from image_proc.decode.frames import frames, loop_of
from image_proc.decode.header import Header, SourceFormat
from image_proc.decode.load import Decoded, load
from image_proc.decode.native import Native, check_end, is_deep_avif, native
from image_proc.decode.opening import reading
from image_proc.original import Original

HASH_VERSION = 1
"""One more whenever this hash or the perceptual one changes; part of what is hashed here."""

_PIECE = 256 * 1024
_COLORS = 256


class _Digest:
    """SHA-512 of words and pixels, of which none can be taken for the other."""

    def __init__(self) -> None:
        self._sha = hashlib.sha512()

    def words(self, *values: object) -> None:
        """Add a line; what follows has the length that the line gives it."""
        self._sha.update(json.dumps(values).encode() + b"\n")

    def piece(self, body: bytes) -> None:
        self._sha.update(body)

    def hex(self) -> str:
        return self._sha.hexdigest()


def pixel_hash(original: Original, header: Header) -> str:
    """Hash a picture's pixels, of an animation all frames; it is decoded to its last byte.

    The same for all files of the same samples, whatever their compression, filters, interlacing,
    comments and colour profile. Different as soon as the size, the mode (a grey picture, a palette
    and colours are three), the bits of a sample, a colour of the palette that is used, what is
    clear, the orientation, the number of frames, their durations or how often they play differ. A
    palette in another order is another picture: samples are compared, not how they look. Of a TIFF
    only the first page counts. Where samples have more bits than the decoder keeps (TIFF, HEIF and
    AVIF in colours of over 8), the file's bytes count as well: such files are the same only if
    they are so byte by byte.

    A JPEG that lacks pixels but has its end mark passes: libjpeg paints what is missing grey and
    warns, and Pillow does not tell the warning.

    Args:
        original: the file that `header` was read from.
        header: by `probe`, whose caps bound what is decoded: one whole picture is in memory, of a
            PNG that is not interlaced some rows.

    Returns:
        128 hex digits.

    Raises:
        BrokenPicture: it is truncated or corrupt.
        OSError: the file cannot be read.
    """
    return _hashed(original, header, None)[0]


def hash_and_load(
    original: Original, header: Header, least: tuple[int, int]
) -> tuple[str, Decoded]:
    """Hash a picture's pixels and decode it small, both of one pass where that saves time.

    Of most stills that is nearly half of it. JPEG has a cheaper way to be decoded small; of an
    animation one frame more is decoded, and an interlaced PNG is in memory in another form.

    Args:
        original: as `pixel_hash` and `load` get it.
        header: by `probe`.
        least: px, (width, height) of the smallest acceptable whole picture, as it is seen.

    Returns:
        What `pixel_hash` gives, and what `load` does; never are two whole pictures in memory.

    Raises:
        BrokenPicture: it is truncated or corrupt.
        OSError: the file cannot be read.
    """
    found, small = _hashed(original, header, least)
    return found, small or load(original, header, least)


def _hashed(
    original: Original, header: Header, least: tuple[int, int] | None
) -> tuple[str, Decoded | None]:
    digest, small = _Digest(), None
    digest.words(HASH_VERSION, header.stored, header.orientation, header.frames)
    with original.open() as file, reading(original.name):
        check_end(file, header)
        # An animated PNG has a still picture, too, which need not be one of its frames.
        if not header.animated or header.format is SourceFormat.PNG:
            small = _add_still(digest, file, header, least)
        elif is_deep_avif(file, header):
            _add_file(digest, file)
    if header.animated:
        _add_frames(digest, original, header)
    return digest.hex(), small


def _add_still(
    digest: _Digest, file: BinaryIO, header: Header, least: tuple[int, int] | None
) -> Decoded | None:
    with native(file, header, least) as samples:
        digest.words(samples.mode, samples.meaning)
        used: set[int] = set()
        for rows in samples.rows:
            digest.piece(rows)
            if samples.palette:
                used |= _indices(rows, samples)
        digest.words(*_colors(samples, used))
        small = samples.small() if samples.small else None
        if samples.rounded:
            _add_file(digest, file)
        return small


def _indices(rows: bytes, samples: Native) -> set[int]:
    channels = len(samples.mode)
    counts = Image.frombuffer("L", (len(rows) // channels, 1), bytes(rows[::channels])).histogram()
    return {index for index, count in enumerate(counts) if count}


def _colors(samples: Native, used: set[int]) -> list[object]:
    """Colours that no pixel has differ from writer to writer, and nobody sees them."""
    if not samples.palette:
        return [list(samples.clear)]
    return [
        [index, *samples.palette[3 * index : 3 * index + 3], samples.clear[index]]
        for index in sorted(used)
    ]


def _add_file(digest: _Digest, file: BinaryIO) -> None:
    file.seek(0)
    while piece := file.read(_PIECE):
        digest.piece(piece)


def _add_frames(digest: _Digest, original: Original, header: Header) -> None:
    digest.words(loop_of(original, header))
    for frame in frames(original, header):
        digest.words(frame.image.mode, frame.duration)
        rows = max(1, _PIECE // frame.image.width)
        for top in range(0, frame.image.height, rows):
            bottom = min(frame.image.height, top + rows)
            digest.piece(frame.image.crop((0, top, frame.image.width, bottom)).tobytes())
