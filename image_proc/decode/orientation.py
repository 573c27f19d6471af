"""Which way up a picture is stored, and turning it the way it is seen."""

from PIL import Image
from PIL.Image import Transpose

from image_proc.decode.exif import ORIENTATION, read_exif
from image_proc.decode.header import UPRIGHT

_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
# What ImageMagick wrote before PNG had its eXIf chunk: a line of name, one of length, then hex.
_RAW_PROFILE = "Raw profile type exif"
_RAW_PROFILE_LINES = 3


def read_orientation(image: Image.Image) -> int:
    """Read which way up an opened picture's pixels will come, without decoding any.

    It is EXIF's word; for AVIF the container's (irot, imir), which Pillow tells as EXIF's and
    leaves to its caller. Pillow turns TIFF itself while it decodes and gives its size turned, and
    so does libheif: what comes of both is upright. What XMP says is not followed, as in browsers.

    Args:
        image: as Image.open gives it.

    Returns:
        1 to 8; 1 where there is none, or nonsense.
    """
    if image.format == "TIFF":
        return UPRIGHT
    orientation = read_exif(exif_of(image), (ORIENTATION,)).get(ORIENTATION)
    return orientation if isinstance(orientation, int) and orientation in _TURNS else UPRIGHT


def exif_of(image: Image.Image) -> bytes:
    """The EXIF block that an opened picture brings, b"" where it brings none."""
    exif = image.info.get("exif")
    if isinstance(exif, bytes):
        return exif
    raw = image.info.get(_RAW_PROFILE)
    if not isinstance(raw, str):
        return b""
    try:
        return bytes.fromhex("".join(raw.split("\n")[_RAW_PROFILE_LINES:]))
    except ValueError:
        return b""


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """Turn a picture the way it is seen.

    Args:
        image: as it is stored.
        orientation: EXIF's, 1 to 8.

    Returns:
        The same mode; 5 to 8 swap the sides. The image itself where nothing is to be turned.
    """
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)
