"""Where a picture's subject is: what `gravity=smart` keeps."""

from image_proc.attention.window import place_window

__all__ = ["place_window"]
