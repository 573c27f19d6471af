"""Pictures made of stored ones: cropped, resized, turned, toned, framed, encoded anew."""

from image_proc.transform.render import render_picture
from image_proc.transform.spec import TransformSpec

__all__ = ["TransformSpec", "render_picture"]
