"""A QR code as a bitmap: modules on whole pixels, two colours."""

from PIL import Image

from image_proc.color import OPAQUE
from image_proc.png import Band, palette_png
from image_proc.qr.spec import QrSpec
from image_proc.qr.symbol import modules

# Modules as bytes 0 and 1 → binary digits, of which int() makes packed bits.
_DIGITS = bytes.maketrans(b"\0\1", b"01")


def draw_png(spec: QrSpec) -> bytes:
    """Write the code as a PNG of one bit a pixel, index 1 for the dark colour."""
    side = spec.size * spec.dpr
    return palette_png((side, side), 1, (spec.light, spec.dark), _bands(spec), level=9)


def draw_image(spec: QrSpec) -> Image.Image:
    """Draw the code.

    Returns:
        Mode RGB, or RGBA where a colour is not opaque; both sides are `size * dpr` px.
    """
    side = spec.size * spec.dpr
    rows = b"".join(band.rows * band.repeat for band in _bands(spec))
    mask = Image.frombytes("1", (side, side), rows)
    opaque = spec.light.alpha == spec.dark.alpha == OPAQUE
    mode, channels = ("RGB", 3) if opaque else ("RGBA", 4)
    image = Image.new(mode, (side, side), spec.light[:channels])
    image.paste(spec.dark[:channels], mask=mask)
    return image


def _bands(spec: QrSpec) -> list[Band]:
    """The rows of the picture: quiet ones, the symbol's in one piece, quiet ones."""
    side, module = spec.size * spec.dpr, spec.module * spec.dpr
    stride, inked = (side + 7) // 8, spec.side * module
    before = (side - inked) // 2
    blank = bytes(stride)
    ends = 8 * stride - before - inked
    rows = [
        (int(_widened(row, module), 2) << ends).to_bytes(stride) * module
        for row in modules(spec.text, spec.ecc)
    ]
    after = side - inked - before
    bands = (Band(blank, before), Band(b"".join(rows)), Band(blank, after))
    return [band for band in bands if band.repeat]


def _widened(row: bytes, module: int) -> bytes:
    digits = row.translate(_DIGITS)
    return digits.replace(b"0", b"0" * module).replace(b"1", b"1" * module)
