"""Decode one picture in a process of its own, and print what it took.

Called with the file, the width and height that are asked for, and the cap on pixels; prints the
error's name or "decoded", MB over what the process had before, seconds of CPU, and what the
estimate for admission says, in MB.
"""

import os
import sys
import time
from io import BytesIO
from pathlib import Path

from PIL import Image

from image_proc.decode.cost import decode_pixels
from image_proc.decode.load import load
from image_proc.decode.probe import probe
from image_proc.errors import BadPicture
from image_proc.limits import Limits
from image_proc.original import Original

_STATUS = Path("/proc/self/status")
_FORGET = Path("/proc/self/clear_refs")


def _kilobytes(field: str) -> int:
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith(field))
    return int(line.split()[1])


def original_of(path: Path) -> Original:
    return Original(path.name, "", path.stat().st_size, lambda: path.open("rb"))


def _warm_up(format_: str) -> None:
    """Load the code of a format, which is no picture's memory."""
    body = BytesIO()
    Image.new("RGB", (2, 2)).save(body, format_)
    original = Original("", "", len(body.getvalue()), lambda: BytesIO(body.getvalue()))
    load(original, probe(original, Limits()), (1, 1))


def main(path: Path, width: int, height: int, most_pixels: int) -> None:
    for format_ in ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP", "AVIF"):
        _warm_up(format_)
    _FORGET.write_text("5")
    before, started, estimate = _kilobytes("VmRSS"), time.process_time(), 0
    original = original_of(path)
    try:
        header = probe(original, Limits(max_pixels=most_pixels))
        least = (width, height) if width else header.size
        estimate = decode_pixels(header, least)
        load(original, header, least)
        outcome = "decoded"
    except BadPicture as error:
        outcome = type(error).__name__
    took = time.process_time() - started
    peak = (_kilobytes("VmHWM") - before) / 1024
    sys.stdout.write(f"{outcome} {peak:.1f} {took:.2f} {estimate * 4 / 2**20:.1f}{os.linesep}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(number) for number in sys.argv[2:]))
