"""What a stored picture's metadata says, as JSON: how and when it was taken, by whom, and where."""

from image_proc.tags.model import Tags
from image_proc.tags.read import read_tags

__all__ = ["Tags", "read_tags"]
