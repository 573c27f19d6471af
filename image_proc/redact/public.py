"""Which public form a stored picture has."""

from typing import BinaryIO

from image_proc.decode.header import Header, SourceFormat
from image_proc.errors import BrokenPicture
from image_proc.original import Original
from image_proc.redact.assembly import Assembly
from image_proc.redact.bmp import redact_bmp
from image_proc.redact.gif import redact_gif
from image_proc.redact.heif import redact_heif
from image_proc.redact.jpeg import redact_jpeg
from image_proc.redact.pieces import Redaction
from image_proc.redact.png import redact_png
from image_proc.redact.tiff import redact_tiff
from image_proc.redact.webp import redact_webp

REDACTION_VERSION = 1
"""Part of ETags; counted up whenever a file's public form becomes another."""


def redaction(original: Original, header: Header) -> Redaction | None:
    """Find a stored picture's form without what tells a place; its pixels are not touched.

    Args:
        original: the stored file; it is read in pieces of at most 1 MB.
        header: of it, by `probe`.

    Returns:
        None where that cannot be done safely: the picture is to be encoded anew.

    Raises:
        OSError: the file cannot be read.
    """
    with original.open() as file:
        assembly = Assembly(file, original.length)
        try:
            _redact(file, assembly, header, original.length)
            return assembly.finish()
        except BrokenPicture:
            return None


def _redact(file: BinaryIO, assembly: Assembly, header: Header, length: int) -> None:
    match header.format:
        case SourceFormat.JPEG:
            redact_jpeg(file, assembly, header.orientation)
        case SourceFormat.PNG:
            redact_png(file, assembly, header.orientation)
        case SourceFormat.WEBP:
            redact_webp(assembly, header.orientation)
        case SourceFormat.GIF:
            redact_gif(file, assembly)
        case SourceFormat.TIFF:
            redact_tiff(assembly, length)
        case SourceFormat.BMP:
            redact_bmp(assembly, length)
        case SourceFormat.AVIF | SourceFormat.HEIF:
            redact_heif(file, assembly, length)
