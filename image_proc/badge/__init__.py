"""Badges: a label and a message in five styles, as SVG, bitmap or JSON from one layout."""

from image_proc.badge.render import render_badge
from image_proc.badge.spec import BadgeSpec

__all__ = ["BadgeSpec", "render_badge"]
