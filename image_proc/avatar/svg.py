"""Avatars as SVG: what the bitmaps show, in any size."""

from image_proc.avatar.fields import Style
from image_proc.avatar.grid import grid_svg
from image_proc.avatar.identicon import identicon
from image_proc.avatar.initials import initials_svg
from image_proc.avatar.marble import marble_svg
from image_proc.avatar.pixel import pixel
from image_proc.avatar.silhouette import silhouette_svg
from image_proc.avatar.spec import AvatarSpec


def draw_svg(spec: AvatarSpec) -> bytes:
    """Write the SVG."""
    side, body = spec.size, _body(spec)
    if spec.rounded:
        circle = f'<circle cx="{side / 2:g}" cy="{side / 2:g}" r="{side / 2:g}"/>'
        body = f'<clipPath id="c">{circle}</clipPath><g clip-path="url(#c)">{body}</g>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" '
        f'viewBox="0 0 {side} {side}" role="img" aria-label="avatar"><title>avatar</title>'
        f"{body}</svg>\n"
    ).encode()


def _body(spec: AvatarSpec) -> str:
    match spec.style:
        case Style.IDENTICON:
            return grid_svg(identicon(spec.seed, rounded=spec.rounded), spec.size)
        case Style.PIXEL:
            return grid_svg(pixel(spec.seed, rounded=spec.rounded), spec.size)
        case Style.MARBLE:
            return marble_svg(spec.seed, spec.size)
        case Style.INITIALS:
            return initials_svg(spec.seed, spec.initials, spec.size)
        case Style.SILHOUETTE:
            return silhouette_svg(spec.size)
        case Style.BLANK:
            return ""
