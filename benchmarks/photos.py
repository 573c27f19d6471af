"""The pictures that resizing is measured on: real photos out of packages, some of them re-saved.

Debian's wallpapers bring JPEG only; what is missing of baseline, PNG and WebP is made of them once,
below var/. The large pictures for `/healthz` hold no photo: they are there to be many pixels.
"""

import random
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image

from benchmarks.installing import FOLDER
from benchmarks.packages import Package, unpacked

PICTURES = FOLDER / "pictures"
"""Where the service and its peers find them."""

_OLDER = Package("deb", "lomiri-wallpapers-16.04", "20.04.0-2")
_NEWER = Package("deb", "lomiri-wallpapers-20.04", "20.04.0-2")
_BELOW = "usr/share/backgrounds"
_PIECE = 8
"""rows of a large PNG that differ from each other."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture to make smaller.

    Args:
        name: of its file in `PICTURES`.
        what: how the table calls it.
        package: where it comes from.
        file: in the package.
        saved: options of the re-saving; None where the package's own bytes are taken.
    """

    name: str
    what: str
    package: Package
    file: str
    saved: dict[str, Any] | None = None

    @property
    def path(self) -> Path:
        """Where it lies once it was made."""
        return PICTURES / self.name


BIRD = Photo("bird.jpg", "20 MP baseline", _NEWER, "Kleiber_by_Lukas_Baubkus.jpg")
DRAGONFLY = Photo("dragonfly.jpg", "13 MP progressive", _OLDER, "Dragonfly_by_Bolly.jpg")
RESAVED = Photo("resaved.jpg", "13 MP baseline", _OLDER, DRAGONFLY.file, {"quality": 90})
MOUNTAINS = Photo(
    "mountains.jpg", "8 MP progressive", _OLDER, "picosdeeuropa_by_Aitzol_Berasategi.jpg"
)
DANDELIONS = Photo(
    "dandelions.jpg",
    "16 MP baseline",
    _OLDER,
    "seeding_by_Clements_Engelhardt.jpg",
    {"quality": 90},
)

JPEGS = (BIRD, DANDELIONS, DRAGONFLY, RESAVED, MOUNTAINS)
SUNSET_PNG = Photo("sunset.png", "12 MP PNG", _OLDER, "sunset_by_Aitzol_Berasategi.jpg", {})
SUNSET_WEBP = Photo("sunset.webp", "12 MP WebP", _OLDER, SUNSET_PNG.file, {"quality": 90})


def fetch() -> None:
    """Put all photos into `PICTURES`.

    Raises:
        AbsentError: a package cannot be had.
    """
    for photo in (*JPEGS, SUNSET_PNG, SUNSET_WEBP):
        _written(photo.path, partial(_save, photo))


def large_png(side: int) -> str:
    """Make a PNG of many pixels and few bytes.

    Args:
        side: px, both sides.

    Returns:
        The name of the file in `PICTURES`.
    """
    name = f"large-{side}.png"
    _written(PICTURES / name, partial(write_large, side))
    return name


def _written(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write a file once, and under its name only when it is whole."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    with draft.open("wb") as file:
        write(file)
    draft.rename(path)


def _save(photo: Photo, file: BinaryIO) -> None:
    source = unpacked(photo.package) / _BELOW / photo.file
    if photo.saved is None:
        file.write(source.read_bytes())
        return
    kind = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"}[photo.path.suffix]
    with Image.open(source, formats=["JPEG"]) as image:
        image.convert("RGB").save(file, kind, **photo.saved)


def write_large(side: int, file: BinaryIO) -> None:
    """Write an RGB PNG whose rows, as they are stored, repeat; read, each adds to the one above."""
    row = 3 * side
    dice = random.Random(7)  # noqa: S311 - the same picture each time
    rows = b"".join(
        # Filter 2: what is above is added, so that noise piles up from row to row.
        b"\x02" + (dice.randbytes(97) * (row // 97 + 1))[:row]
        for _ in range(_PIECE)
    )
    deflater = zlib.compressobj(1)
    file.write(b"\x89PNG\r\n\x1a\n")
    file.write(_chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)))
    file.writelines(_chunk(b"IDAT", deflater.compress(rows)) for _ in range(-(-side // _PIECE)))
    file.write(_chunk(b"IDAT", deflater.flush()) + _chunk(b"IEND", b""))


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)
