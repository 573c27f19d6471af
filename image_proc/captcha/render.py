"""A captcha's picture: one ink on a pale ground, so that no colour tells letters from strokes."""

from math import pi, sin

from PIL import Image, ImageChops, ImageDraw

from image_proc.captcha.lettering import chance, set_word
from image_proc.captcha.spec import DETAIL, CaptchaSpec
from image_proc.captcha.waves import wave
from image_proc.color import Color
from image_proc.render import render

_PAINTS = (
    (Color(22, 52, 110), Color(232, 238, 247)),
    (Color(90, 24, 70), Color(247, 234, 242)),
    (Color(16, 84, 66), Color(230, 243, 238)),
    (Color(110, 52, 14), Color(248, 239, 229)),
    (Color(66, 40, 120), Color(239, 235, 248)),
    (Color(40, 48, 58), Color(236, 238, 240)),
)
"""Ink and ground; each pair has a contrast of 8:1 or more."""

_LEVELS = 16
"""Of the palette, from the ground to the ink."""

_STROKES = 2
_STROKE = (2.8, 3.6)
"""px, from and to: as thin letters are, so that what takes strokes away takes those as well."""

_HEIGHTS = (0.3, 0.7)
"""Where a stroke begins and ends; along the feet of letters it would make an E of an F."""

_STEP = 2
"""px between the points of a curve."""


@render.register
def render_captcha(spec: CaptchaSpec) -> Image.Image:
    """Draw a captcha; equal specs give equal pixels.

    Returns:
        Mode P, size == spec.size.
    """
    chance.seed(spec.seed)
    mask = set_word(spec.text)
    for _ in range(_STROKES):
        mask = ImageChops.lighter(mask, _curve(mask.size, *_STROKE))
    mask = wave(mask, chance).reduce(DETAIL // spec.scale)
    return _painted(mask, *chance.choice(_PAINTS))


def _curve(size: tuple[int, int], thin: float, thick: float) -> Image.Image:
    """Draw a line that swings from the left edge to the right one."""
    width, height = size
    start, end = (chance.between(*_HEIGHTS) * height for _ in "ab")
    swing = chance.between(4, 11) * DETAIL * chance.choice((-1, 1))
    turns, phase = chance.between(0.7, 1.9), chance.between(0, 2 * pi)
    step = _STEP * DETAIL
    points = [
        (x, start + (end - start) * x / width + swing * sin(2 * pi * turns * x / width + phase))
        for x in range(-step, width + 2 * step, step)
    ]
    mask = Image.new("L", size)
    line = round(chance.between(thin, thick) * DETAIL)
    ImageDraw.Draw(mask).line(points, 255, line, joint="curve")
    return mask


def _painted(mask: Image.Image, ink: Color, ground: Color) -> Image.Image:
    """Colour a mask: few levels, since nobody sees more and the file is a third."""
    top = _LEVELS - 1
    levels = mask.point([round(value * top / 255) for value in range(256)])
    image = Image.frombytes("P", mask.size, levels.tobytes())
    image.putpalette(
        [
            round(below + (above - below) * level / top)
            for level in range(_LEVELS)
            for below, above in zip(ground[:3], ink[:3], strict=True)
        ]
    )
    return image
