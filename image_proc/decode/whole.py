"""Pictures that Pillow decodes at once; JPEG at a part of its size."""

from typing import BinaryIO

from PIL import Image, ImageFile

from image_proc.decode.header import Header, SourceFormat
from image_proc.decode.jpeg_header import check_scans
from image_proc.decode.modes import to_eight_bits
from image_proc.decode.opening import opened
from image_proc.decode.strips import BOX_MARGIN, Reduced, reduced_size, whole_scale
from image_proc.errors import BrokenPicture

DRAFT_MARGIN = 1.25
"""Of what is asked, a JPEG is decoded at that at least: 44 dB and more against a resampled full
decode on photos; at 1.0 it was 38."""

_DRAFTS = (8, 4, 2, 1)
_STRIP = 256 * 1024
# Their Pillow images hold on to the decoder, and that to more canvases; a GIF's, to the file, in
# which the writer of AVIFs would look for more frames.
_HOLDING = frozenset(
    {SourceFormat.WEBP, SourceFormat.AVIF, SourceFormat.HEIF, SourceFormat.GIF, SourceFormat.TIFF}
)
# Pixels that take four times their place as colours, and need no other for it.
_INDICES = frozenset({"P", "PA"})


def draft_scale(size: tuple[int, int], least: tuple[int, int]) -> int:
    """Choose at which part of its size a JPEG is decoded.

    Args:
        size: px, of the picture.
        least: px, the smallest acceptable size.

    Returns:
        1, 2, 4 or 8.
    """
    wanted = whole_scale(size, least, DRAFT_MARGIN)
    return next(scale for scale in _DRAFTS if scale <= wanted)


def load_whole(
    file: BinaryIO, header: Header, least: tuple[int, int]
) -> tuple[Image.Image, int, bytes]:
    """Decode a picture, an animation's first frame.

    Args:
        file: open, seekable.
        header: by `probe`.
        least: px, the smallest acceptable (width, height), as it is stored.

    Returns:
        The picture as it is stored, mode L, LA, RGB, RGBA or CMYK; the px that one of its px
        stands for, each way; its ICC profile or b"".

    Raises:
        BrokenPicture: its size is not what the header says, or it is made to take long.
        Exception: whatever Pillow raises.
    """
    if header.interlaced and header.format is SourceFormat.JPEG:
        check_scans(file)
    with opened(file, header.format) as picture:
        if picture.size != header.stored:
            message = "its size is not what its header says"
            raise BrokenPicture(message)
        profile = picture.info.get("icc_profile") or b""
        # Pillow would turn a TIFF by what its XMP says, against its size and all browsers.
        picture.info.pop("xmp", None)
        if header.format is SourceFormat.JPEG:
            image, scale = _drafted(picture, draft_scale(header.stored, least))
        else:
            image, scale = _reduced(picture, whole_scale(header.stored, least, BOX_MARGIN))
        return _apart(image, scale, picture, header), scale, profile


def reduce_loaded(
    picture: ImageFile.ImageFile, header: Header, least: tuple[int, int]
) -> tuple[Image.Image, int]:
    """Make of a picture that Pillow has decoded wholly what `load_whole` would make of its file.

    Args:
        picture: no JPEG, which is decoded at a part of its size.
        header: by `probe`.
        least: px, the smallest acceptable (width, height), as it is stored.

    Returns:
        The picture and its scale, as `load_whole` gives them; it no longer needs `picture`.

    Raises:
        BrokenPicture: its size is not what the header says.
    """
    image, scale = _reduced(picture, whole_scale(header.stored, least, BOX_MARGIN))
    return _apart(image, scale, picture, header), scale


def _apart(
    image: Image.Image, scale: int, picture: ImageFile.ImageFile, header: Header
) -> Image.Image:
    """See that a picture is all of it, and take it away from its file."""
    # A HEIF's header may lie.
    if image.size != reduced_size(header.stored, scale):
        message = "its pixels are more or fewer than its header says"
        raise BrokenPicture(message)
    if image is picture and header.format in _HOLDING:
        image = picture.copy()
    # Writers of some formats would take a profile or a comment over from here.
    image.info = {}
    return image


def _drafted(picture: ImageFile.ImageFile, scale: int) -> tuple[Image.Image, int]:
    # Pillow takes the largest scale that leaves as much as is asked.
    picture.draft(None, (picture.width // scale, picture.height // scale))
    image = to_eight_bits(picture)
    image.load()
    return image, scale


def _reduced(picture: ImageFile.ImageFile, scale: int) -> tuple[Image.Image, int]:
    """Average squares, band by band: a copy of all with other channels would cost its memory."""
    image = picture if picture.mode in _INDICES and scale > 1 else to_eight_bits(picture)
    image.load()
    if scale == 1:
        return image, scale
    rows = max(1, _STRIP // (image.width * scale)) * scale
    reduced = Reduced(image.size, scale)
    for top in range(0, image.height, rows):
        band = image.crop((0, top, image.width, min(image.height, top + rows)))
        reduced.add(to_eight_bits(band))
    return reduced.image, scale
