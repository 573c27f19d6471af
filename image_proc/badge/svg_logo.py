"""A logo within an SVG badge: a path for a logo by name, an image for what a data URI brings."""

from image_proc.badge.icons import Icon
from image_proc.badge.layout import LogoBox
from image_proc.badge.paint import logo_color
from image_proc.badge.spec import BadgeSpec
from image_proc.badge.svg_write import fill, number, themed
from image_proc.fields import Theme


def logo_markup(spec: BadgeSpec) -> str:
    """Write a badge's logo into its box, in its own proportions; '' without one."""
    art, box = spec.art, spec.layout.logo
    if art is None or box is None:
        return ""
    if art.icon is None:
        return (
            f'<image x="{number(box.x)}" y="{number(box.y)}" width="{number(box.width)}" '
            f'height="{number(box.height)}" href="{spec.logo}"/>'
        )
    if spec.theme is Theme.AUTO:
        paint = themed("fill", logo_color(spec), logo_color(spec, Theme.DARK))
    else:
        paint = fill(logo_color(spec))
    return _path(art.icon, art.box, box, paint)


def _path(icon: Icon, view: tuple[float, float, float, float], box: LogoBox, paint: str) -> str:
    left, top, width, height = view
    zoom = min(box.width / width, box.height / height)
    x = box.x + (box.width - width * zoom) / 2 - left * zoom
    y = box.y + (box.height - height * zoom) / 2 - top * zoom
    return (
        f'<path transform="translate({x:.5g} {y:.5g})scale({zoom:.5g})" {paint} d="{icon.path}"/>'
    )
