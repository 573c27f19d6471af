"""Cards: texts drawn on a picture, as a design beside the picture says it."""

from image_proc.card.design import Design
from image_proc.card.designs import Designs
from image_proc.card.errors import DesignError
from image_proc.card.render import render_card
from image_proc.card.spec import FORMATS, FORMATS_ACCEPTED, CardSpec

__all__ = [
    "FORMATS",
    "FORMATS_ACCEPTED",
    "CardSpec",
    "Design",
    "DesignError",
    "Designs",
    "render_card",
]
