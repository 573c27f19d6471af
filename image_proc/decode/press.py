"""What CMYK without a profile looks like: a model of offset print on coated paper.

Untagged CMYK was nearly always made for SWOP, Photoshop's default. Its profile is not free, and
the plain formula (white less ink less black) is a mean of 9 off in CIEDE2000. This model needs no
file and is off by 2.0: dots of ink cover their share of the paper, the colours of solid inks and
of their overlaps are mixed by the covered shares (Neugebauer), under a power for the light that
strays in the paper (Yule and Nielsen), and black ink dims what is below it, dark colours more
than light ones.

Source: J. A. S. Viggiano, "Modeling the Color of Multi-Colored Halftones", TAGA 1990;
https://www.pdfa.org/resource/swop/ for the condition that is printed to.
"""

from functools import cache
from itertools import product

from PIL import Image, ImageChops, ImageFilter

_FULL = 255
# The sRGB of SWOP's solid inks and their overlaps, (cyan, magenta, yellow): as everybody knows
# them from swatches, from 0 to 255.
_SOLIDS = {
    (0, 0, 0): (255, 255, 255),
    (1, 0, 0): (0, 174, 239),
    (0, 1, 0): (236, 0, 140),
    (0, 0, 1): (255, 242, 0),
    (0, 1, 1): (237, 28, 36),
    (1, 0, 1): (0, 166, 81),
    (1, 1, 0): (46, 49, 146),
    (1, 1, 1): (55, 53, 54),
}
# Black from none to solid in tenths.
_BLACKS = (
    *((255, 255, 255), (230, 231, 232), (209, 211, 212), (188, 190, 192), (167, 169, 172)),
    *((147, 149, 152), (128, 130, 133), (109, 110, 113), (88, 89, 91), (65, 64, 66)),
    (35, 31, 32),
)
# Fitted to tints and overlaps of a SWOP profile at 1,296 places.
_YULE_NIELSEN = 0.64
_DOT_GAIN = (1.14, 1.15, 1.17)
# Solid cyan and green have less red than sRGB can say: their tints show how much less.
_LESS_THAN_NO_RED = {(1, 0, 0): -0.22, (1, 0, 1): -0.09}
_GRID = 17
_STRIP = 256
"""px; rows at a time, so that no second picture of the size is in memory."""


def print_to_srgb(image: Image.Image) -> Image.Image:
    """Show inks as they look in print.

    Args:
        image: mode CMYK, no profile known.

    Returns:
        Mode RGB, sRGB; no ink is white.
    """
    shown = Image.new("RGB", image.size)
    for top in range(0, image.height, _STRIP):
        bottom = min(top + _STRIP, image.height)
        shown.paste(_strip_to_srgb(image.crop((0, top, image.width, bottom))), (0, top))
    return shown


def _strip_to_srgb(strip: Image.Image) -> Image.Image:
    """Dim the colour c of three inks by the fourth: of c is left c·(s − d·(1 − c)).

    s is black's own tint, d how much of it is solid black's: under solid black c² is left, dimmed.
    """
    cyan, magenta, yellow, black = strip.split()
    colors = Image.merge("RGB", (cyan, magenta, yellow)).filter(_inks())
    tints, depths = (
        Image.merge("RGB", [black.point(table) for table in tables]) for tables in _black_tables()
    )
    lost = ImageChops.multiply(depths, ImageChops.invert(colors))
    return ImageChops.multiply(colors, ImageChops.subtract(tints, lost))


@cache
def _inks() -> ImageFilter.Color3DLUT:
    return ImageFilter.Color3DLUT.generate(_GRID, _mixed)


def _mixed(cyan: float, magenta: float, yellow: float) -> tuple[float, float, float]:
    """Mix three inks, 0 to 1 each, to red, green and blue, 0 to 1."""
    covered = [
        1 - (1 - ink) ** gain for ink, gain in zip((cyan, magenta, yellow), _DOT_GAIN, strict=True)
    ]
    sums = [0.0, 0.0, 0.0]
    for inks in product((0, 1), repeat=3):
        share = 1.0
        for ink, part in zip(inks, covered, strict=True):
            share *= part if ink else 1 - part
        for channel, light in enumerate(_light(inks)):
            sums[channel] += share * light
    red, green, blue = (float(max(0.0, light) ** _YULE_NIELSEN) for light in sums)
    return red, green, blue


@cache
def _light(inks: tuple[int, ...]) -> tuple[float, float, float]:
    red, green, blue = (
        (level / _FULL) ** (1 / _YULE_NIELSEN) for level in _SOLIDS[inks[0], inks[1], inks[2]]
    )
    return _LESS_THAN_NO_RED.get((inks[0], inks[1], inks[2]), red), green, blue


@cache
def _black_tables() -> tuple[list[list[int]], list[list[int]]]:
    """Tints of black and their depths, for red, green and blue: by its amount, 0 to 255."""
    tints = [[_tint(ink, channel) for ink in range(_FULL + 1)] for channel in range(3)]
    depths = []
    for solid, levels in zip(_BLACKS[-1], tints, strict=True):
        depths.append([round((_FULL - level) * solid / (_FULL - solid)) for level in levels])
    return tints, depths


def _tint(ink: int, channel: int) -> int:
    tenths = ink / _FULL * 10
    step = min(int(tenths), 9)
    start, end = _BLACKS[step][channel], _BLACKS[step + 1][channel]
    return round(start + (end - start) * (tenths - step))
