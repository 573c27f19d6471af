"""What is found out about an uploaded picture."""

from pydantic import BaseModel, ConfigDict, Field

from image_proc.decode.header import SourceFormat
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


class Examination(BaseModel):
    """A picture that was decoded to its last pixel."""

    model_config = ConfigDict(frozen=True)

    format: SourceFormat = Field(description="of its bytes, whatever its name says")
    mimetype: str = Field(description="of its bytes, too")
    width: int = Field(description="px, as it is seen: turned upright")
    height: int = Field(description="px, as it is seen: turned upright")
    frames: int = Field(description="1 for a still")
    animated: bool = Field(description="whether it has more than one frame")
    alpha: bool = Field(description="whether pixels may be clear")
    mode: str = Field(description="how its pixels are stored, in Pillow's words: RGB, CMYK, P …")
    orientation: int = Field(description="as EXIF says it, 1 to 8; 1 is upright")
    icc: str | None = Field(description="the name of its colour profile; null where it has none")
    pixel_hash: str = Field(description="128 hex digits; files of the same pixels have the same")
    hash_version: int = Field(description="of how pixels are hashed")
    perceptual_hash: str = Field(description="hex digits; pictures that look alike differ in few")
    dominant_color: str | None = Field(
        description="#rrggbb of most of it, in sRGB; null where all is clear"
    )
    blurhash: str = Field(description="4×3 components, more along the longer side; over white")
    thumbhash: str = Field(description="in base64; its alpha is kept")
    tags: Tags = Field(description="what its EXIF, XMP and IPTC say")
