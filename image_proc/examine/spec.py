"""What an examination is before it is made."""

from typing import ClassVar, Literal, Self

from pydantic import Field

from image_proc.decode.cost import decode_pixels
from image_proc.decode.header import Header
from image_proc.original import Original, OriginalField
from image_proc.spec import Format, ImageSpec

_CANVASES = 3
"""A frame, what it is laid over, and what stays for the next one."""


class ExamineSpec(ImageSpec):
    """An uploaded picture that is to be examined; what is found is kept by who asked."""

    kind: ClassVar[str] = "image-examination"

    format: Literal[Format.JSON] = Format.JSON
    original: OriginalField
    header: Header = Field(exclude=True)

    @classmethod
    def of(cls, original: Original, header: Header) -> Self:
        """The examination of a picture whose header was read."""
        return cls(original=original, header=header)

    @property
    def pixels(self) -> int:
        """What decoding all of it holds at its peak: of an animation, some canvases besides."""
        width, height = self.header.size
        canvases = _CANVASES * width * height if self.header.animated else 0
        return decode_pixels(self.header, self.header.size) + canvases
