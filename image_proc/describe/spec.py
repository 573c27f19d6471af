"""What a description is before it is made."""

from typing import ClassVar, Literal, Self

from pydantic import Field

from image_proc.decode.cost import decode_pixels
from image_proc.decode.header import Header
from image_proc.describe.look import least_to_look
from image_proc.original import Original, OriginalField
from image_proc.spec import Format, ImageSpec


class TellSpec(ImageSpec):
    """A stored picture of which something is to be told, as JSON.

    All that its header says follows from its identity, so the ETag needs no more than that.
    """

    format: Literal[Format.JSON] = Format.JSON
    original: OriginalField
    header: Header = Field(exclude=True)

    @classmethod
    def of(cls, original: Original, header: Header) -> Self:
        """What is to be told of a picture whose header was read."""
        return cls(original=original, header=header)


class DescribeSpec(TellSpec):
    """A stored picture that is to be described."""

    kind: ClassVar[str] = "picture-info"

    @property
    def least(self) -> tuple[int, int]:
        """px, (width, height) of the smallest picture that is as good as the whole here."""
        return least_to_look(self.header)

    @property
    def kept_as(self) -> str:
        """Descriptions are kept under the original's name, as pictures are."""
        return self.original.name

    @property
    def pixels(self) -> int:
        """What decoding holds at its peak."""
        return decode_pixels(self.header, self.least)
