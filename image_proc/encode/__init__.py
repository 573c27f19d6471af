"""Pixels to bytes: drawings, pictures and animations into every bitmap format."""

from image_proc.encode.animation import encode_animation
from image_proc.encode.drawing import encode
from image_proc.encode.encoding import Encoding
from image_proc.encode.picture import encode_picture

__all__ = ["Encoding", "encode", "encode_animation", "encode_picture"]
