"""What an examination is before it is made."""

from typing import ClassVar

from image_proc.decode.cost import decode_pixels
from image_proc.describe import TellSpec

_CANVASES = 3
"""A frame, what it is laid over, and what stays for the next one."""


class ExamineSpec(TellSpec):
    """An uploaded picture that is to be examined; what is found is kept by who asked."""

    kind: ClassVar[str] = "image-examination"

    @property
    def pixels(self) -> int:
        """What decoding all of it holds at its peak: of an animation, some canvases besides."""
        width, height = self.header.size
        canvases = _CANVASES * width * height if self.header.animated else 0
        return decode_pixels(self.header, self.header.size) + canvases
