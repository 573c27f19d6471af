"""The formats that are read, told by a file's first bytes: names lie, and no other is opened.

Not read on purpose: PostScript and PDF (programs), SVG (drawn elsewhere), PSD, FITS, ICO and the
many others that Pillow knows. A format's plugin is called by itself and never through
`Image.open`, so that no registry, and no package that adds to it, can widen this list.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from PIL import ImageFile

from image_proc.decode.header import SourceFormat

START = 64
"""Bytes that tell a format."""

Plugin = Callable[..., ImageFile.ImageFile]

_SIGNATURES = (
    (b"\xff\xd8\xff", SourceFormat.JPEG),
    (b"\x89PNG\r\n\x1a\n", SourceFormat.PNG),
    (b"GIF87a", SourceFormat.GIF),
    (b"GIF89a", SourceFormat.GIF),
    (b"II*\x00", SourceFormat.TIFF),
    (b"MM\x00*", SourceFormat.TIFF),
    (b"II+\x00", SourceFormat.TIFF),
    (b"MM\x00+", SourceFormat.TIFF),
    (b"BM", SourceFormat.BMP),
)
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_HEIF_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
)
_PLUGINS = {
    # The JPEG plugin itself: Pillow's factory for it would also open MPO.
    SourceFormat.JPEG: ("PIL.JpegImagePlugin", "JpegImageFile"),
    SourceFormat.PNG: ("PIL.PngImagePlugin", "PngImageFile"),
    SourceFormat.WEBP: ("PIL.WebPImagePlugin", "WebPImageFile"),
    SourceFormat.GIF: ("PIL.GifImagePlugin", "GifImageFile"),
    SourceFormat.AVIF: ("PIL.AvifImagePlugin", "AvifImageFile"),
    SourceFormat.TIFF: ("PIL.TiffImagePlugin", "TiffImageFile"),
    SourceFormat.BMP: ("PIL.BmpImagePlugin", "BmpImageFile"),
    SourceFormat.HEIF: ("pillow_heif.as_plugin", "HeifImageFile"),
}


@cache
def plugin(format_: SourceFormat) -> Plugin | None:
    """Find what Pillow reads a format with.

    Returns:
        A class that is called with an open file; None for a format whose package is not
        installed (pillow-heif is optional).
    """
    module, name = _PLUGINS[format_]
    try:
        found: Any = getattr(import_module(module), name)
    except ImportError:
        return None
    return found  # type: ignore[no-any-return]


@cache
def accepted() -> str:
    """Name the formats that are read here, as a phrase."""
    names = [format_.name for format_ in SourceFormat if plugin(format_) is not None]
    names = ["WebP" if name == "WEBP" else name for name in names]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def sniff(start: bytes) -> SourceFormat | None:
    """Tell a format.

    Args:
        start: the file's first `START` bytes, or all of a shorter one.

    Returns:
        None for a format that is not read here.
    """
    found = _by_signature(start)
    return found if found is not None and plugin(found) is not None else None


def _by_signature(start: bytes) -> SourceFormat | None:
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return SourceFormat.WEBP
    if start[4:8] == b"ftyp":
        return _by_brand(start)
    for signature, format_ in _SIGNATURES:
        if start.startswith(signature):
            return format_
    return None


def _by_brand(start: bytes) -> SourceFormat | None:
    """AVIF and HEIF share a container; a major brand such as mif1 leaves open which it is."""
    end = min(int.from_bytes(start[:4]), len(start))
    brands = {start[8:12], *(start[at : at + 4] for at in range(16, end, 4))}
    if brands & _AVIF_BRANDS:
        return SourceFormat.AVIF
    return SourceFormat.HEIF if brands & _HEIF_BRANDS else None
