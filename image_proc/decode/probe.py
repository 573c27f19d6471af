"""A stored picture's header, checked before anything is made of it."""

from typing import BinaryIO

from image_proc.decode.caps import check_bytes, check_pixels
from image_proc.decode.exif import ORIENTATION, read_exif
from image_proc.decode.facts import Facts
from image_proc.decode.formats import START, accepted, sniff
from image_proc.decode.gif_header import read_gif
from image_proc.decode.header import UPRIGHT, Header, SourceFormat
from image_proc.decode.jpeg_header import read_jpeg
from image_proc.decode.opening import reading
from image_proc.decode.pillow_header import read_with_pillow
from image_proc.decode.png_chunks import read_png
from image_proc.decode.profile_name import profile_name
from image_proc.decode.webp_header import read_webp
from image_proc.errors import UnknownFormat
from image_proc.limits import Limits
from image_proc.original import Original

_ORIENTATIONS = range(1, 9)
_TURNED_BY_DECODER = frozenset({SourceFormat.TIFF, SourceFormat.HEIF})


def probe(original: Original, limits: Limits) -> Header:
    """Read a picture's header; nothing is decoded, and nothing is allocated by a header's word.

    Frames of an animation are counted up to the cap. The pages of a TIFF and the pictures of an
    MPO are not frames: the first is the picture. TIFF and HEIF are turned by their decoders, so
    their headers speak of upright pictures.

    Args:
        original: any file.
        limits: caps on bytes, on frames, and on pixels, of all frames together. WebP and AVIF may
            have a third of the pixels (`most_pixels` says why), and 32 MB.

    Raises:
        TooLarge: more bytes than are read.
        UnknownFormat: the first bytes are of no format that is read here.
        BrokenPicture: the header cannot be read.
        TooManyPixels: more pixels or frames than the limits, or a side over 65,535 px.
        OSError: the file cannot be read.
    """
    check_bytes(original, None, limits)
    with original.open() as file:
        format_ = sniff(file.read(START))
        if format_ is None:
            message = f"{original.name} is of no known format; {accepted()} are read"
            raise UnknownFormat(message)
        check_bytes(original, format_, limits)
        with reading(original.name):
            file.seek(0)
            facts = _facts(file, format_, original.length, limits)
            check_pixels(original.name, format_, facts, limits)
            return _header(format_, facts)


def _facts(file: BinaryIO, format_: SourceFormat, length: int, limits: Limits) -> Facts:
    match format_:
        case SourceFormat.JPEG:
            return read_jpeg(file)
        case SourceFormat.PNG:
            return read_png(file, length)
        case SourceFormat.GIF:
            return read_gif(file, limits.source_frames)
        case SourceFormat.WEBP:
            return read_webp(file, length, limits.source_frames)
        case _:
            return read_with_pillow(file, format_, length)


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
        held=facts.held,
    )


def _orientation(exif: bytes, format_: SourceFormat) -> int:
    said = read_exif(exif, (ORIENTATION,)).get(ORIENTATION)
    if isinstance(said, int) and said in _ORIENTATIONS and format_ not in _TURNED_BY_DECODER:
        return said
    return UPRIGHT
