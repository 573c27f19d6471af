"""How each style of avatar is drawn."""

from PIL import Image

from image_proc.avatar.disc import cut_round
from image_proc.avatar.fields import Style
from image_proc.avatar.grid import draw_grid
from image_proc.avatar.identicon import identicon
from image_proc.avatar.initials import draw_initials
from image_proc.avatar.marble import draw_marble
from image_proc.avatar.pixel import pixel
from image_proc.avatar.silhouette import draw_silhouette
from image_proc.avatar.spec import AvatarSpec
from image_proc.avatar.svg import draw_svg
from image_proc.color import TRANSPARENT
from image_proc.png import Band, palette_png
from image_proc.render import render
from image_proc.spec import Format


@render.register
def render_avatar(spec: AvatarSpec) -> Image.Image | bytes:
    """Draw an avatar: an SVG as bytes, else an image to encode."""
    if spec.format is Format.SVG:
        return draw_svg(spec)
    if spec.style is Style.BLANK:
        return _blank(spec)
    image = _square(spec)
    return cut_round(image) if spec.rounded else image


def _blank(spec: AvatarSpec) -> Image.Image | bytes:
    side = spec.side
    if spec.format is Format.PNG:
        row = bytes((side + 7) // 8)
        return palette_png((side, side), 1, (TRANSPARENT,), [Band(row, side)])
    return Image.new("RGBA", (side, side), TRANSPARENT)


def _square(spec: AvatarSpec) -> Image.Image:
    match spec.style:
        case Style.IDENTICON:
            return draw_grid(identicon(spec.seed, rounded=spec.rounded), spec.side)
        case Style.PIXEL:
            return draw_grid(pixel(spec.seed, rounded=spec.rounded), spec.side)
        case Style.MARBLE:
            return draw_marble(spec.seed, spec.side)
        case Style.INITIALS:
            return draw_initials(spec.seed, spec.initials, spec.side)
        case _:
            return draw_silhouette(spec.side)
