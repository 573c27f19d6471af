"""A stored picture's header, checked before anything is made of it."""

from typing import BinaryIO

from PIL import Image

from image_proc.decode.exif import ORIENTATION, read_exif
from image_proc.decode.facts import Facts
from image_proc.decode.formats import START, accepted, sniff
from image_proc.decode.gif_header import read_gif
from image_proc.decode.header import UPRIGHT, Header, SourceFormat
from image_proc.decode.jpeg_header import read_jpeg
from image_proc.decode.opening import opened, reading
from image_proc.decode.png_chunks import read_png
from image_proc.decode.profile_name import profile_name
from image_proc.decode.webp_header import read_webp
from image_proc.errors import TooLarge, TooManyPixels, UnknownFormat
from image_proc.limits import Limits
from image_proc.original import Original

LONGEST_SIDE = 65_535
"""px; no format for the web goes beyond it, and libraries overflow there."""

_ORIENTATIONS = range(1, 9)
_TURNED_BY_DECODER = frozenset({SourceFormat.TIFF, SourceFormat.HEIF})
_TILE_WIDTH, _TILE_LENGTH = 322, 323


def probe(original: Original, limits: Limits) -> Header:
    """Read a picture's header; nothing is decoded, and nothing is allocated by a header's word.

    Frames of an animation are counted up to the cap. The pages of a TIFF and the pictures of an
    MPO are not frames: the first is the picture.

    Args:
        original: any file.
        limits: caps on bytes, on frames, and on pixels, of all frames together.

    Raises:
        TooLarge: more bytes than `limits.source_bytes`.
        UnknownFormat: the first bytes are of no format that is read here.
        BrokenPicture: the header cannot be read.
        TooManyPixels: more pixels or frames than the limits, or a side over 65,535 px.
        OSError: the file cannot be read.
    """
    name = original.name
    if original.length > limits.source_bytes:
        message = f"{name} has {original.length:,} bytes; at most {limits.source_bytes:,} are read"
        raise TooLarge(message)
    with original.open() as file:
        format_ = sniff(file.read(START))
        if format_ is None:
            message = f"{name} is no picture of a known format; {accepted()} are read"
            raise UnknownFormat(message)
        with reading(name):
            file.seek(0)
            facts = _facts(file, format_, limits)
            header = _header(format_, facts)
    _check(name, header, facts.area, limits)
    return header


def _facts(file: BinaryIO, format_: SourceFormat, limits: Limits) -> Facts:
    match format_:
        case SourceFormat.JPEG:
            return read_jpeg(file)
        case SourceFormat.PNG:
            return read_png(file)
        case SourceFormat.GIF:
            return read_gif(file, limits.source_frames)
        case SourceFormat.WEBP:
            return read_webp(file, limits.source_frames)
        case _:
            with opened(file, format_) as image:
                return _of_pillow(image)


def _of_pillow(image: Image.Image) -> Facts:
    """Ask Pillow, whose parsers of these formats make no room for pixels."""
    tags = getattr(image, "tag_v2", {})
    tile = tags.get(_TILE_WIDTH, 0), tags.get(_TILE_LENGTH, 0)
    moves = image.format == "AVIF"
    exif, profile = image.info.get("exif", b""), image.info.get("icc_profile", b"")
    return Facts(
        image.size,
        image.mode,
        alpha=image.has_transparency_data,
        frames=getattr(image, "n_frames", 1) if moves else 1,
        exif=exif if isinstance(exif, bytes) else b"",
        profile=profile if isinstance(profile, bytes) else b"",
        area=tile[0] * tile[1] if all(isinstance(side, int) for side in tile) else 0,
    )


def _header(format_: SourceFormat, facts: Facts) -> Header:
    return Header(
        format_,
        facts.stored,
        facts.mode,
        orientation=_orientation(facts.exif, format_),
        alpha=facts.alpha,
        frames=facts.frames,
        interlaced=facts.interlaced,
        profile=profile_name(facts.profile),
    )


def _orientation(exif: bytes, format_: SourceFormat) -> int:
    said = read_exif(exif, (ORIENTATION,)).get(ORIENTATION)
    if isinstance(said, int) and said in _ORIENTATIONS and format_ not in _TURNED_BY_DECODER:
        return said
    return UPRIGHT


def _check(name: str, header: Header, area: int, limits: Limits) -> None:
    width, height = header.stored
    if min(width, height) < 1:
        message = f"{name} has no pixels"
        raise TooManyPixels(message)
    if max(width, height) > LONGEST_SIDE:
        message = f"{name} is {width:,} × {height:,} px; a side has at most {LONGEST_SIDE:,}"
        raise TooManyPixels(message)
    if header.frames > limits.source_frames:
        message = f"{name} has more than {limits.source_frames:,} frames"
        raise TooManyPixels(message)
    pixels = max(width * height * header.frames, area)
    if pixels > limits.max_pixels:
        message = f"{name} has {pixels:,} pixels; at most {limits.max_pixels:,} are decoded"
        raise TooManyPixels(message)
