"""What is told of a stored picture."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from image_proc.decode.header import Header, SourceFormat
from image_proc.describe.look import Look
from image_proc.original import Original


class Description(BaseModel):
    """A stored picture in a few words."""

    model_config = ConfigDict(frozen=True)

    width: int = Field(description="px, as it is seen: turned upright")
    height: int = Field(description="px, as it is seen: turned upright")
    format: SourceFormat = Field(description="of its bytes, whatever its name says")
    bytes: int = Field(description="length of the file")
    frames: int = Field(description="1 for a still")
    animated: bool = Field(description="whether it has more than one frame")
    orientation: int = Field(description="as EXIF says it, 1 to 8; 1 is upright")
    mode: str = Field(description="how its pixels are stored, in Pillow's words: RGB, CMYK, P …")
    alpha: bool = Field(description="whether pixels may be clear")
    icc: str | None = Field(description="the name of its colour profile; null where it has none")
    dominant_color: str | None = Field(
        description="#rrggbb of most of it, in sRGB; null where all is clear"
    )
    blurhash: str = Field(description="4×3 components, more along the longer side; over white")
    thumbhash: str = Field(description="in base64; its alpha is kept")


def description_fields(original: Original, header: Header, look: Look) -> dict[str, Any]:
    """Give the fields of a `Description`."""
    width, height = header.size
    return {
        "width": width,
        "height": height,
        "format": header.format,
        "bytes": original.length,
        "frames": header.frames,
        "animated": header.animated,
        "orientation": header.orientation,
        "mode": header.mode,
        "alpha": header.alpha,
        "icc": header.profile,
        "dominant_color": look.dominant_color,
        "blurhash": look.blurhash,
        "thumbhash": look.thumbhash,
    }
