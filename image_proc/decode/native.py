"""Pixels as they are stored: nothing is scaled, converted or turned, so that a hash can tell."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from PIL import Image, ImageFile

from image_proc.decode import gif_header, png_walk
from image_proc.decode.glance import Glance, small_of
from image_proc.decode.header import Header, SourceFormat
from image_proc.decode.jpeg_header import check_scans
from image_proc.decode.load import Decoded
from image_proc.decode.opening import opened
from image_proc.decode.png_chunks import PALETTE, PngHead, read_head
from image_proc.decode.png_native import color_key_of, native_rows
from image_proc.errors import BrokenPicture

_BYTE = 8
_STRIP = 256 * 1024
_COLORS = 256
_PHOTOMETRIC, _BITS_PER_SAMPLE = 262, 258
_DEEP_MODES = ("I", "F")
_MOST_BITS = 32
# The third byte of an AV1 configuration: a tier, then whether there are more than 8 bits.
_AV1_NAME, _AV1_DEEP, _AV1_HEAD = b"av1C", 0x40, 64 * 1024


@dataclass(frozen=True, slots=True)
class Native:
    """A picture's samples, an animation's still one.

    Args:
        mode: Pillow's name for them, with ";16" where a sample has 16 bits.
        rows: all of them, from the top, in pieces; to be read within the `with` alone.
        palette: 256 colours of 3 bytes; b"" where samples are no indices.
        clear: of a palette its colours' opacity, 256 bytes; of others the levels of the colour that
            stands for clear, () for none.
        meaning: what else its samples need to be understood, for formats that say so.
        rounded: whether they had more bits than the decoder keeps.
        small: gives what `load` would, of the same decoded pixels, once all rows were read and
            within the `with`; None where it was not asked for, or `load` has a cheaper way.
    """

    mode: str
    rows: Iterator[bytes] = field(repr=False)
    palette: bytes = b""
    clear: bytes | tuple[int, ...] = ()
    meaning: tuple[str, ...] = ()
    rounded: bool = False
    small: Callable[[], Decoded] | None = field(default=None, repr=False)


@contextmanager
def native(
    file: BinaryIO, header: Header, least: tuple[int, int] | None = None
) -> Iterator[Native]:
    """Decode a still picture wholly.

    Args:
        file: open, seekable; stays its opener's to close.
        header: by `probe`, whose caps bound what is decoded.
        least: as `load` gets it, for a picture that is made of the same pixels.

    Raises:
        BrokenPicture: it is truncated, or not what its header says.
        Exception: whatever Pillow raises.
    """
    if header.format is SourceFormat.PNG:
        head = read_head(file)
        _demand("it is not what its header said", holds=head.size == header.stored)
        yield _of_png(file, head, header, least)
        return
    if header.format is SourceFormat.JPEG and header.interlaced:
        check_scans(file)
    rounded = is_deep_avif(file, header)
    with opened(file, header.format) as picture:
        _demand("its size is not what its header says", holds=picture.size == header.stored)
        # Pillow would turn a TIFF by what its XMP says, against its size and all browsers.
        picture.info.pop("xmp", None)
        small = small_of(picture, header, least)
        yield replace(_of_pillow(picture, header, rounded=rounded), small=small)


def check_end(file: BinaryIO, header: Header) -> None:
    """See that a file is not cut where decoding its pixels would not tell.

    Args:
        file: open, seekable.
        header: by `probe`.

    Raises:
        BrokenPicture: a PNG or a GIF without its end, as when frames are missing.
    """
    if header.format is SourceFormat.PNG:
        _demand("it is cut short", holds=png_walk.has_end(file))
    elif header.format is SourceFormat.GIF:
        _demand("it is cut short", holds=gif_header.has_end(file))


def is_deep_avif(file: BinaryIO, header: Header) -> bool:
    """Tell whether an AVIF has 10 or 12 bits a sample, of which the decoder keeps 8.

    Args:
        file: open, seekable.
        header: by `probe`; other formats are none.

    Source: https://aomediacodec.github.io/av1-isobmff/#av1codecconfigurationbox
    """
    if header.format is not SourceFormat.AVIF:
        return False
    file.seek(0)
    _, name, configuration = file.read(_AV1_HEAD).partition(_AV1_NAME)
    return bool(name) and any(each & _AV1_DEEP for each in configuration[2:3])


def _of_png(file: BinaryIO, head: PngHead, header: Header, least: tuple[int, int] | None) -> Native:
    glance = None if least is None or head.interlaced else Glance(head, header, least)
    rows, small = native_rows(file, head, glance), glance.decoded if glance else None
    if head.kind == PALETTE:
        palette = head.chunks[b"PLTE"][: 3 * _COLORS].ljust(3 * _COLORS, b"\x00")
        clear = head.chunks.get(b"tRNS", b"")[:_COLORS].ljust(_COLORS, b"\xff")
        return Native("P", rows, palette, clear, small=small)
    deep = head.depth > _BYTE
    mode = "L" if header.mode.startswith("I") else header.mode
    mode = f"{mode};16" if deep else mode
    # The frames that follow are decoded at 8 bits.
    rounded = deep and header.animated
    return Native(mode, rows, clear=color_key_of(head), rounded=rounded, small=small)


def _of_pillow(picture: ImageFile.ImageFile, header: Header, *, rounded: bool) -> Native:
    meaning, deep = _meaning(picture)
    clear = picture.info.get("transparency")
    picture.load()
    # A HEIF's header may lie.
    _demand("its pixels are more or fewer than it says", holds=picture.size == header.stored)
    rounded = rounded or deep
    if picture.mode in {"I;16", "I;16B"}:
        return Native("L;16", _rows(picture, "I;16B"), meaning=meaning, rounded=rounded)
    rows = _rows(picture, picture.mode)
    if picture.mode not in {"P", "PA"}:
        key = (clear,) if isinstance(clear, int) else ()
        return Native(picture.mode, rows, b"", key, meaning, rounded)
    palette = bytes(picture.getpalette("RGB") or ()).ljust(3 * _COLORS, b"\x00")
    return Native(picture.mode, rows, palette, _opacities(clear), meaning, rounded)


def _rows(picture: Image.Image, packed: str) -> Iterator[bytes]:
    """Copy a few rows at a time, never the whole picture."""
    at_once = max(1, _STRIP // picture.width)
    for top in range(0, picture.height, at_once):
        bottom = min(picture.height, top + at_once)
        strip = picture.crop((0, top, picture.width, bottom))
        # Bits are given a byte each, as a PNG's are.
        yield strip.convert("L").tobytes() if packed == "1" else strip.tobytes("raw", packed)


def _opacities(clear: object) -> bytes:
    if isinstance(clear, bytes):
        return clear[:_COLORS].ljust(_COLORS, b"\xff")
    table = bytearray(b"\xff" * _COLORS)
    if isinstance(clear, int) and 0 <= clear < _COLORS:
        table[clear] = 0
    return bytes(table)


def _meaning(picture: Image.Image) -> tuple[tuple[str, ...], bool]:
    """Tell what a TIFF says of its samples, and whether a TIFF or HEIF has more bits than kept."""
    if picture.info.get("bit_depth", _BYTE) > _BYTE:
        return (), True
    tags: Any = getattr(picture, "tag_v2", {})
    bits = tags.get(_BITS_PER_SAMPLE, ())
    deep = isinstance(bits, tuple) and any(each > _BYTE for each in bits)
    if not deep:
        return (), False
    own = picture.mode.startswith(_DEEP_MODES) and max(bits) <= _MOST_BITS
    return (str(bits), str(tags.get(_PHOTOMETRIC))), not own


def _demand(message: str, *, holds: bool) -> None:
    if not holds:
        raise BrokenPicture(message)
