"""What every image is before it is drawn: one frozen value.

The model that validates a request also documents it, keys caches and makes the ETag.
"""

from abc import abstractmethod
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b
from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

from image_proc.version import code_version


class Format(StrEnum):
    """An output format, named by its usual suffix."""

    PNG = "png"
    SVG = "svg"
    WEBP = "webp"
    JPEG = "jpeg"
    GIF = "gif"
    AVIF = "avif"
    JSON = "json"

    @property
    def mimetype(self) -> str:
        """The media type that this format is served as."""
        return _MIMETYPES[self]


_MIMETYPES = {
    Format.PNG: "image/png",
    Format.SVG: "image/svg+xml",
    Format.WEBP: "image/webp",
    Format.JPEG: "image/jpeg",
    Format.GIF: "image/gif",
    Format.AVIF: "image/avif",
    Format.JSON: "application/json",
}
SUFFIXES = {str(format_): format_ for format_ in Format} | {"jpg": Format.JPEG}
DRAWN = {suffix: each for suffix, each in SUFFIXES.items() if each is not Format.JSON}
"""What a drawing may be: every format that shows something."""

DRAWN_ACCEPTED = ", ".join(DRAWN)


def _drawn(value: object) -> Format:
    if (known := DRAWN.get(str(value).lower())) is None:
        raise ValueError(DRAWN_ACCEPTED)
    return known


DrawnFormat = Annotated[Format, BeforeValidator(_drawn)]


class ImageSpec(BaseModel):
    """A request for one image, valid and complete; equal specs give equal bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    """The name of this kind of image, a part of its ETag."""

    format: Format = Format.PNG

    @property
    @abstractmethod
    def pixels(self) -> int:
        """The area that rendering allocates, in px: its cost at admission."""

    @property
    def slow(self) -> bool:
        """Whether encoding alone takes so long that only one such image is made at one time."""
        return False

    @property
    def kept_as(self) -> str | None:
        """The name that a result is kept and purged under; None for what is cheap to draw again."""
        return None

    @cached_property
    def etag(self) -> str:
        """The strong entity tag, without quotes: 24 hex digits."""
        digest = blake2b(self.model_dump_json().encode(), digest_size=12)
        digest.update(f"{self.kind} {code_version()}".encode())
        return digest.hexdigest()
