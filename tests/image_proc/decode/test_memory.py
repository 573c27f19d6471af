"""What decoding takes, seen at a process of its own: its peak of memory and its CPU."""

import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from tests import pictures
from tests.pictures import animation, chunk, flat_png, picture, png_header

ROOT = Path(__file__).parents[3]
MEGAPIXEL = 1_000_000


@dataclass(frozen=True)
class Taken:
    """An error's name or "decoded"; MB over the process's own; seconds; MB as estimated."""

    outcome: str
    peak: float
    cpu: float
    estimate: float


@pytest.fixture
def decode(tmp_path: Path) -> Callable[..., Taken]:
    """Give a way to decode a file in a process of its own."""

    def run(body: bytes, size: tuple[int, int] = (800, 600), most: int = 50 * MEGAPIXEL) -> Taken:
        path = tmp_path / "picture"
        path.write_bytes(body)
        command = [sys.executable, "-m", "tests.decoding_peak", str(path), *map(str, (*size, most))]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        outcome, *numbers = done.stdout.split()
        return Taken(outcome, *(float(number) for number in numbers))

    return run


@cache
def flat(format_: str, size: tuple[int, int], mode: str = "RGB", **options: object) -> bytes:
    return picture(format_, Image.new(mode, size, 90), **options)


def adam7(side: int) -> bytes:
    """A black, interlaced RGB PNG: `side` is a multiple of 8."""
    widths = [(8, 8), (8, 8), (4, 8), (4, 4), (2, 4), (2, 2), (1, 2)]
    rows = b"".join(bytes(3 * side // each + 1) * (side // down) for each, down in widths)
    pixels = chunk(b"IDAT", zlib.compress(rows, 1))
    return png_header((side, side), 8, 2, 1) + pixels + chunk(b"IEND", b"")


STEPS: dict[str, tuple[Callable[[], bytes], float]] = {
    "a PNG of 7000 × 7000": (lambda: flat_png((7000, 7000)), 25),
    "a PNG of 7000 × 7000 with alpha": (lambda: flat_png((7000, 7000), 6), 25),
    "a grey PNG of 7000 × 7000": (lambda: flat_png((7000, 7000), 0), 12),
    "a JPEG of 50 MP": (lambda: flat("jpeg", (8000, 6250), quality=50), 12),
    "a CMYK JPEG of 20 MP": (lambda: flat("jpeg", (5000, 4000), "CMYK"), 15),
    "a progressive JPEG of 12 MP": (lambda: flat("jpeg", (4000, 3000), progressive=True), 45),
    "a TIFF of 12 MP": (lambda: flat("tiff", (4000, 3000), compression="tiff_lzw"), 70),
    "a BMP of 12 MP": (lambda: flat("bmp", (4000, 3000)), 70),
    "a GIF of 12 MP": (lambda: flat("gif", (4000, 3000), "P"), 35),
    "an interlaced PNG of 7 passes": (lambda: adam7(3000), 50),
    "a WebP of 12 MP": (lambda: flat("webp", (4000, 3000), quality=20, method=0), 195),
    "an AVIF of 8 MP": (lambda: flat("avif", (4000, 2000)), 100),
}


@pytest.mark.parametrize("name", STEPS)
def test_each_step_stays_in_its_memory(name: str, decode: Callable[..., Taken]) -> None:
    make, most = STEPS[name]
    taken = decode(make())
    assert taken.outcome == "decoded"
    assert taken.peak < most
    assert taken.cpu < 10
    # Admission counts no less than there is (5 MB are the allocator's), and not many times it.
    assert taken.peak - 5 < taken.estimate < 4 * taken.peak + 12


@pytest.mark.parametrize(
    "name", ["a PNG of 7000 × 7000", "a JPEG of 50 MP", "a WebP of 12 MP", "a TIFF of 12 MP"]
)
def test_all_of_a_picture_is_counted_as_well(name: str, decode: Callable[..., Taken]) -> None:
    taken = decode(STEPS[name][0](), (0, 0))
    assert taken.outcome == "decoded"
    assert taken.peak - 5 < taken.estimate


def text_bomb(name: bytes) -> bytes:
    """A PNG of which each of 60 texts inflates to 1 MB, before its pixels and after them."""
    start = {b"zTXt": b"a\x00\x00", b"iTXt": b"a\x00\x01\x00\x00\x00", b"iCCP": b"a\x00\x00"}[name]
    texts = chunk(name, start + zlib.compress(bytes(2**20), 9)) * 60
    pixels = chunk(b"IDAT", zlib.compress(bytes(25 * 8)))
    return png_header((8, 8), 8, 2) + texts + pixels + texts + chunk(b"IEND", b"")


def lying(body: bytes) -> bytes:
    """Let an AVIF of 5000 × 4000 speak of 8 × 8."""
    return body.replace(struct.pack(">II", 5000, 4000), struct.pack(">II", 8, 8))


def scans() -> bytes:
    body = flat("jpeg", (4000, 3000), progressive=True)
    last = body.rindex(b"\xff\xda")
    return body[:-2] + body[last:-2] * 3000 + body[-2:]


BOMBS: dict[str, Callable[[], bytes]] = {
    "a PNG that claims 50,000 × 50,000": lambda: pictures.claims_png((50_000, 50_000)),
    "a PNG that claims 7000 × 7000": lambda: pictures.claims_png((7000, 7000)),
    "texts": lambda: text_bomb(b"zTXt"),
    "texts of all languages": lambda: text_bomb(b"iTXt"),
    "a profile": lambda: text_bomb(b"iCCP"),
    "a GIF of a million frames": lambda: pictures.claims_gif((7000, 7000), 1_000_000),
    "a GIF of comments": lambda: (
        pictures.claims_gif((8, 8), 0)[:-1] + b"\x21\xfe" + (b"\xff" + b"c" * 255) * 120_000
    ),
    "a WebP of a huge canvas": lambda: pictures.claims_webp((16_383, 16_383)),
    "a WebP of many frames": lambda: pictures.claims_webp((4000, 4000), 999),
    "an AVIF of many frames": lambda: animation("avif", pictures.numbered(40)),
    "a TIFF of one huge tile": lambda: pictures.claims_tiff(
        [
            field
            for field in pictures.tiff_fields((8, 8), t322=40_000, t323=40_000, t324=512, t325=999)
            if field[0] not in {273, 278, 279}
        ]
    ),
    "a TIFF of tags without end": lambda: (
        b"II+\x00\x08\x00\x00\x00" + struct.pack("<QQ", 16, 2**60) + bytes(range(1, 21)) * 10**6
    ),
    "a JPEG of segments": lambda: b"\xff\xd8" + (b"\xff\xe5\xff\xff" + bytes(65_533)) * 1500,
    "a JPEG of junk": lambda: b"\xff\xd8\xff" + bytes(40 * 2**20),
    "a JPEG of scans": scans,
    "a BMP of run lengths": lambda: pictures.run_lengths((7000, 7000), b"\x01\x00" * 10**7),
    "a BMP of runs of nothing": lambda: pictures.run_lengths((8, 9), b"\x09\x00" * 10**7),
    "an AVIF of more than it says": lambda: lying(flat("avif", (5000, 4000))),
    "an AVIF of nothing": lambda: picture("avif")[:32] + bytes(31 * 2**20),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_take_little(name: str, decode: Callable[..., Taken]) -> None:
    most = 10_000 if name == "an AVIF of many frames" else 50 * MEGAPIXEL
    taken = decode(BOMBS[name](), (8, 8), most)
    assert taken.outcome == "decoded" if name in HARMLESS else taken.outcome != "decoded"
    assert taken.peak < 80
    assert taken.cpu < 3


HARMLESS = {"texts", "texts of all languages", "a profile"}
"""What cannot be seen of a picture is not read, so it is one."""
