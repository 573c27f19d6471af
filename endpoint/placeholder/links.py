"""The address of a placeholder: the inverse of its parser, so that the two cannot drift."""

from collections.abc import Mapping
from urllib.parse import quote

from endpoint.placeholder.grammar import Address
from image_proc.placeholder import BACKGROUND, PlaceholderSpec, url_color
from image_proc.spec import Format


def address_of(spec: PlaceholderSpec) -> str:
    """Write the address of a spec, the shortest way; `read_placeholder` is the inverse.

    Returns:
        Path and query, escaped.
    """
    plain = PlaceholderSpec(
        width=spec.width, height=spec.height, background=spec.background, gradient=spec.gradient
    )
    colored = spec.foreground != plain.foreground
    address = Address(
        spec.width,
        spec.height,
        url_color(spec.background) if colored or spec.background != BACKGROUND else None,
        url_color(spec.foreground) if colored else None,
        str(spec.dpr) if spec.dpr > 1 else None,
        str(spec.format) if spec.format is not Format.PNG else None,
    )
    query = "&".join(
        f"{name}={quote(value, safe=',')}" for name, value in _query_of(spec, plain).items()
    )
    return f"{address}?{query}" if query else str(address)


def _query_of(spec: PlaceholderSpec, plain: PlaceholderSpec) -> Mapping[str, str]:
    """The parameters in which a spec differs from the plain one of its size and ground."""
    names = ("text", "font", "font_size", "align", "radius", "border")
    values = {
        name: str(getattr(spec, name))
        for name in names
        if getattr(spec, name) != getattr(plain, name)
    }
    bold = {} if spec.bold else {"bold": "false"}
    return values | bold | ({"gradient": str(spec.gradient)} if spec.gradient else {})
