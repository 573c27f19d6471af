"""Which format a picture is written in."""

from collections.abc import Collection
from typing import Annotated

from pydantic import BeforeValidator

from image_proc.decode.header import Header, SourceFormat
from image_proc.spec import Format

FORMATS = {
    "jpeg": Format.JPEG,
    "jpg": Format.JPEG,
    "png": Format.PNG,
    "webp": Format.WEBP,
    "avif": Format.AVIF,
    "gif": Format.GIF,
}
"""Name → format."""

AUTO = "auto"
"""The name that lets Accept decide."""

ACCEPTED = "jpeg, png, webp, avif, gif or auto"

CLEAR = frozenset({Format.PNG, Format.WEBP, Format.AVIF, Format.GIF})
"""Formats that hold transparency."""

ANIMATED = frozenset({Format.GIF, Format.WEBP, Format.PNG, Format.AVIF})
"""Formats that hold animations."""

_OF_THE_WEB = {
    SourceFormat.JPEG: Format.JPEG,
    SourceFormat.PNG: Format.PNG,
    SourceFormat.WEBP: Format.WEBP,
    SourceFormat.AVIF: Format.AVIF,
    SourceFormat.GIF: Format.GIF,
}


def _read_format(value: object) -> Format:
    if isinstance(value, Format):
        return value
    if (known := FORMATS.get(str(value).lower())) is None:
        raise ValueError(ACCEPTED)
    return known


FormatField = Annotated[Format, BeforeValidator(_read_format)]


def same_format(header: Header, *, small: bool) -> Format:
    """Keep the original's format where browsers show it.

    Args:
        header: the original's.
        small: whether the result is small enough for an AVIF.

    Returns:
        JPEG instead of what is no web format, or PNG where that would lose transparency.
    """
    kept = _OF_THE_WEB.get(header.format)
    if kept is None or (kept is Format.AVIF and not small):
        return Format.PNG if header.alpha else Format.JPEG
    return kept


def best_format(accepted: Collection[Format], *, moving: bool, clear: bool, small: bool) -> Format:
    """Choose the smallest format that a client says it shows.

    An animation is never made an AVIF unasked: that takes a hundred times as long as a WebP.

    Args:
        accepted: the modern formats that the client names.
        moving: whether the result is an animation.
        clear: whether the result may be seen through.
        small: whether it is small enough for an AVIF.
    """
    if Format.AVIF in accepted and small and not moving:
        return Format.AVIF
    if Format.WEBP in accepted:
        return Format.WEBP
    if moving:
        return Format.GIF
    return Format.PNG if clear else Format.JPEG
