"""Turning a picture that is stored in another way than it is seen.

Which way that is, is EXIF's word; for AVIF its container's (irot, imir), which Pillow tells as
EXIF's. TIFF and HEIF come upright from their decoders. What XMP says is not followed, as in
browsers.
"""

from PIL import Image
from PIL.Image import Transpose

_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}


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
