"""Logos: simple-icons by name, pictures as data URIs; nothing is ever fetched."""

import re
import struct
from base64 import b64decode, b64encode
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Annotated
from urllib.parse import unquote_to_bytes

from PIL import Image
from pydantic import AfterValidator, WithJsonSchema

from image_proc.badge.icons import Icon, find_icon, slug_of, suggest
from image_proc.badge.logo_svg import check_svg
from image_proc.badge.resvg import draw_markup
from image_proc.color import Color, brightness, contrast

LARGEST_LOGO = 16 * 1024
"""Bytes of a data URI's picture."""

LARGEST_SIDE = 512
"""px, of a bitmap in a data URI."""

_CANVAS = 24.0
_ACCEPTED = "a name from simple-icons such as 'python', or a data URI"
_ACCEPTED_URI = (
    "a data URI such as data:image/png;base64,…, with a PNG, JPEG, GIF, WebP or SVG "
    f"of at most {LARGEST_LOGO // 1024} kB"
)
_URI = re.compile(r"data:image/([a-z+ ]+)((?:;[-\w=]+)*),(.*)", re.IGNORECASE | re.DOTALL)
_BITMAPS = {"png": "PNG", "jpeg": "JPEG", "jpg": "JPEG", "gif": "GIF", "webp": "WEBP"}
_TRIAL = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="56" height="56">'
    '<image width="56" height="56" href="{}"/></svg>'
)
_SVG_PREFIX = "data:image/svg+xml;base64,"

# Below and above these a brand's colour vanishes on a grey label or on a white bubble; badges
# elsewhere take these greys then.
# Source: https://github.com/badges/shields/blob/master/lib/logos.js
_TOO_DARK, _TOO_BRIGHT = 0.4, 0.6
_LIGHT = Color(0xF5, 0xF5, 0xF5)
_DARK = Color(0x33, 0x33, 0x33)
_LEAST_CONTRAST = 1.5


@dataclass(frozen=True, slots=True)
class Artwork:
    """What a logo is drawn from.

    Args:
        box: (left, top, width, height) of the picture in its own units.
        icon: set for a logo by name.
        markup: set for an SVG: the checked document.
        bitmap: set for a bitmap: the file.
    """

    box: tuple[float, float, float, float]
    icon: Icon | None = None
    markup: str | None = None
    bitmap: bytes | None = None

    @property
    def aspect(self) -> float:
        """Width to height."""
        return self.box[2] / self.box[3]


def canonical_logo(text: str) -> str:
    """Turn what a URL holds into a slug, or into a data URI of checked content.

    Raises:
        ValueError: what is accepted.
    """
    if not text.lower().startswith("data:"):
        return _slug(text)
    match = _URI.fullmatch(text)
    if match is None:
        raise ValueError(_ACCEPTED_URI)
    # A `+` that stands in a query as it is arrives as a space.
    subtype, parameters, payload = match[1].lower().replace(" ", "+"), match[2].lower(), match[3]
    content = _decode(payload, base64=";base64" in parameters)
    if subtype == "svg+xml":
        checked = _SVG_PREFIX + b64encode(check_svg(content).markup.encode()).decode()
        draw_markup(_TRIAL.format(checked))
        return checked
    if subtype not in _BITMAPS:
        raise ValueError(_ACCEPTED_URI)
    _check_bitmap(content, _BITMAPS[subtype])
    return f"data:image/{_BITMAPS[subtype].lower()};base64,{b64encode(content).decode()}"


Logo = Annotated[
    str,
    AfterValidator(canonical_logo),
    WithJsonSchema({"type": "string", "examples": ["python", "data:image/png;base64,…"]}),
]


@lru_cache(maxsize=256)
def artwork(logo: str) -> Artwork:
    """Read a canonical logo.

    Args:
        logo: what `canonical_logo` gave.
    """
    if not logo.startswith("data:"):
        return Artwork((0, 0, _CANVAS, _CANVAS), icon=find_icon(logo))
    content = b64decode(logo.partition(",")[2])
    if logo.startswith(_SVG_PREFIX):
        aspect = check_svg(content).aspect
        return Artwork((0, 0, aspect, 1), markup=content.decode())
    with Image.open(BytesIO(content)) as image:
        return Artwork((0, 0, *image.size), bitmap=content)


def cropped(art: Artwork) -> Artwork:
    """Cut the empty margins off a named logo that is wider than high; others stay as they are."""
    if art.icon is None:
        return art
    left, top, right, bottom = art.icon.box
    if right - left <= bottom - top:
        return art
    return Artwork((left, top, right - left, bottom - top), icon=art.icon)


def brand_color(icon: Icon, ground: Color) -> Color:
    """The brand's own colour, or a grey where that would not be seen on the ground."""
    on_dark = brightness(ground) <= _TOO_BRIGHT
    own = brightness(icon.color)
    lost = own <= _TOO_DARK if on_dark else own >= _TOO_BRIGHT
    if not lost and contrast(icon.color, ground) >= _LEAST_CONTRAST:
        return icon.color
    return max(_LIGHT, _DARK, key=lambda grey: contrast(grey, ground))


def _slug(name: str) -> str:
    for slug in (name.strip().lower(), slug_of(name)):
        if slug and find_icon(slug):
            return slug
    near = suggest(slug_of(name))
    hint = f"; near to it: {', '.join(near)}" if near else ""
    raise ValueError(_ACCEPTED + hint)


def _decode(payload: str, *, base64: bool) -> bytes:
    """The bytes behind the comma."""
    if len(payload) > 3 * LARGEST_LOGO:
        raise ValueError(_ACCEPTED_URI)
    content = unquote_to_bytes(payload)
    if base64:
        text = content.replace(b" ", b"+").rstrip(b"=")
        try:
            content = b64decode(text + b"=" * (-len(text) % 4), validate=True)
        except ValueError as error:
            raise ValueError(_ACCEPTED_URI) from error
    if not 0 < len(content) <= LARGEST_LOGO:
        raise ValueError(_ACCEPTED_URI)
    return content


def _check_bitmap(content: bytes, format_: str) -> None:
    """Read the size before a pixel is decoded, then see that all of them decode."""
    message = f"a whole {format_} file of at most {LARGEST_SIDE} × {LARGEST_SIDE} px"
    try:
        with Image.open(BytesIO(content), formats=[format_]) as image:
            if max(image.size) > LARGEST_SIDE:
                raise ValueError(message)
            image.load()
    except (OSError, SyntaxError, EOFError, struct.error, Image.DecompressionBombError) as error:
        raise ValueError(message) from error
