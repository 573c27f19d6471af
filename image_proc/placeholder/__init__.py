"""Placeholders: a box of a size, with its size or a text in it."""

from image_proc.placeholder.fields import FORMATS, FORMATS_ACCEPTED
from image_proc.placeholder.paint import url_color
from image_proc.placeholder.render import render_placeholder
from image_proc.placeholder.spec import BACKGROUND, PlaceholderSpec

__all__ = [
    "BACKGROUND",
    "FORMATS",
    "FORMATS_ACCEPTED",
    "PlaceholderSpec",
    "render_placeholder",
    "url_color",
]
