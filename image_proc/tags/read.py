"""From a stored picture to its tags."""

from image_proc.decode.blocks import blocks
from image_proc.decode.exif_fields import Exif, Field
from image_proc.decode.header import Header
from image_proc.decode.iptc import read_iptc
from image_proc.decode.xmp import Properties, Property, read_xmp
from image_proc.original import Original
from image_proc.tags.camera import LONGEST_NAME, camera_name
from image_proc.tags.exif import exif_values
from image_proc.tags.iptc import iptc_values
from image_proc.tags.location import location_of
from image_proc.tags.model import Tags
from image_proc.tags.moment import exif_moment, xmp_moment
from image_proc.tags.printable import printable
from image_proc.tags.xmp import xmp_values

_MAKE, _MODEL, _LENS = 271, 272, 42036
_TAKEN, _PARTS, _OFFSET = 36867, 37521, 36881
_NONE = Field(0, "<", b"")


def read_tags(original: Original, header: Header) -> Tags:
    """Read what a picture's EXIF, XMP and IPTC say.

    Args:
        original: the file that `header` was read from.
        header: by `probe`. GIF and BMP say nothing.

    Raises:
        BrokenPicture: the file is truncated or corrupt; broken metadata alone says nothing.
        OSError: the file cannot be read.
    """
    found = blocks(original, header)
    xmp, iptc = read_xmp(found.xmp), read_iptc(found.iptc)
    return Tags(
        exif=exif_values(found.exif),
        xmp=xmp_values(xmp),
        iptc=iptc_values(iptc),
        location=location_of(found.exif.gps, xmp, iptc),
        camera=_camera(found.exif, xmp),
        lens=_lens(found.exif, xmp),
        taken_at=_taken(found.exif, xmp),
    )


def _camera(exif: Exif, xmp: Properties) -> str | None:
    make, model = (exif.main.get(tag, _NONE).text for tag in (_MAKE, _MODEL))
    if not make and not model:
        make, model = (_said(xmp, name) for name in ("tiff:Make", "tiff:Model"))
    return camera_name(make, model)


def _lens(exif: Exif, xmp: Properties) -> str | None:
    said = exif.photo.get(_LENS, _NONE).text
    names = (said, _said(xmp, "exifEX:LensModel"), _said(xmp, "aux:Lens"))
    return next((line for each in names if (line := printable(each, LONGEST_NAME))), None)


def _taken(exif: Exif, xmp: Properties) -> str | None:
    said = (exif.photo.get(tag, _NONE).text for tag in (_TAKEN, _PARTS, _OFFSET))
    return exif_moment(*said) or xmp_moment(_said(xmp, "exif:DateTimeOriginal"))


def _said(xmp: Properties, name: str) -> str:
    return xmp.get(name, Property()).text
