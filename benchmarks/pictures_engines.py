"""Easel, sharp and pyvips as processes that make pictures smaller, and what they are asked for."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.installing import from_npm, program
from benchmarks.peers import Peer
from benchmarks.photos import PICTURES, Photo
from benchmarks.runner import AbsentError

SHARP = "0.35.5"
OURS = "ours"
MADE = PICTURES / "made"
"""Where the engines leave what they made last."""

Options = Mapping[str, Mapping[str, Any]]

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Job:
    """What is made of a photo.

    Args:
        name: how the table calls it.
        width: px.
        format: jpeg, png, webp or avif.
        options: engine → its words for the same options.
    """

    name: str
    width: int
    format: str
    options: Options


# JPEG: quality 80, 4:2:0, baseline with Huffman tables of its own, which is sharp's default;
# AVIF: 4:2:0, the encoder's speed 8.
_JPEG: Options = {
    OURS: {"quality": "80", "progressive": "0"},
    "sharp": {"quality": 80},
    "pyvips": {"Q": 80, "optimize_coding": True, "keep": "none"},
}
_WEBP: Options = {
    OURS: {"quality": "80"},
    "sharp": {"quality": 80},
    "pyvips": {"Q": 80, "keep": "none"},
}
_AVIF: Options = {
    OURS: {"quality": "60"},
    "sharp": {"quality": 60, "effort": 1, "chromaSubsampling": "4:2:0"},
    "pyvips": {"Q": 60, "effort": 1, "keep": "none"},
}
_LOSSLESS: Options = {OURS: {}, "sharp": {}, "pyvips": {}}

JPEG_800 = Job("800 px JPEG", 800, "jpeg", _JPEG)
JPEG_400 = Job("400 px JPEG", 400, "jpeg", _JPEG)
WEBP_800 = Job("800 px WebP", 800, "webp", _WEBP)
AVIF_800 = Job("800 px AVIF", 800, "avif", _AVIF)
PIXELS_800 = Job("800 px, before it is encoded", 800, "png", _LOSSLESS)


@dataclass(frozen=True, slots=True)
class Engine:
    """A process that makes pictures smaller.

    Args:
        name: short, as in a job's options.
        peer: the process.
    """

    name: str
    peer: Peer

    def make(self, photo: Photo, job: Job) -> int:
        """Do a job; what was made lies at `made` then.

        Returns:
            The ns that it took.

        Raises:
            AbsentError: the engine cannot be had.
        """
        MADE.mkdir(parents=True, exist_ok=True)
        return self.peer.time(
            {
                "source": str(photo.path),
                "width": job.width,
                "format": job.format,
                "options": dict(job.options[self.name]),
                "into": str(self.made(photo, job)),
            }
        )

    def made(self, photo: Photo, job: Job) -> Path:
        """Where the result of a job lies."""
        return MADE / f"{photo.name}-{job.width}-{self.name}.{job.format}"


@contextmanager
def engines() -> Iterator[list[Engine]]:
    """All engines, ours first; stopped at the end."""
    found = [
        Engine(OURS, Peer("Easel", _easel)),
        Engine("sharp", Peer(f"sharp {SHARP}", _sharp)),
        Engine("pyvips", Peer(f"pyvips {_vips_version()}", _vips)),
    ]
    try:
        yield found
    finally:
        for each in found:
            each.peer.stop()


def _easel() -> list[str]:
    return [sys.executable, "-m", "benchmarks.drive_easel"]


def _sharp() -> list[str]:
    folder = from_npm(f"sharp-{SHARP}", f"sharp@{SHARP}")
    return [program("node"), str(_HERE / "drive_sharp.mjs"), str(folder)]


def _vips() -> list[str]:
    if not _vips_version():
        message = "pyvips is not installed"
        raise AbsentError(message)
    return [sys.executable, "-P", str(_HERE / "drive_pyvips.py")]


def _vips_version() -> str:
    try:
        return version("pyvips")
    except PackageNotFoundError:
        return ""
