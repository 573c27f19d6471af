"""Avatars: a picture for someone who has none, always the same one for a name or a digest."""

from image_proc.avatar.fields import LARGEST, Style, is_seed
from image_proc.avatar.person import LONGEST_NAME, initials_of, seed_of
from image_proc.avatar.render import render_avatar
from image_proc.avatar.spec import AvatarSpec

__all__ = [
    "LARGEST",
    "LONGEST_NAME",
    "AvatarSpec",
    "Style",
    "initials_of",
    "is_seed",
    "render_avatar",
    "seed_of",
]
