"""What is found out about an uploaded picture."""

from pydantic import Field

from image_proc.decode.header import SourceFormat
from image_proc.describe import Description
from image_proc.tags import Tags

MIMETYPES = {
    SourceFormat.JPEG: "image/jpeg",
    SourceFormat.PNG: "image/png",
    SourceFormat.WEBP: "image/webp",
    SourceFormat.GIF: "image/gif",
    SourceFormat.AVIF: "image/avif",
    SourceFormat.TIFF: "image/tiff",
    SourceFormat.BMP: "image/bmp",
    SourceFormat.HEIF: "image/heic",
}


class Examination(Description):
    """A picture that was decoded to its last pixel."""

    mimetype: str = Field(description="of its bytes, whatever its name says")
    pixel_hash: str = Field(description="128 hex digits; files of the same pixels have the same")
    hash_version: int = Field(description="of how pixels are hashed")
    perceptual_hash: str = Field(description="hex digits; pictures that look alike differ in few")
    tags: Tags = Field(description="what its EXIF, XMP and IPTC say")
