"""The photos that `gravity=smart` is measured on: named in attention.tsv, fetched as packages.

Each has one subject; a person drew its box before anything was measured, in per cent of the width
and the height: left, top, right, bottom. It holds the whole subject. Where that is an animal or a
person much larger than its head, the head has a box too. The weights were chosen on every other one
of 113 photos; the others, and 15 that came when all was done, are the unseen half.
"""

import csv
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from benchmarks.packages import Package, unpacked

LIST = Path(__file__).with_name("attention.tsv")
_LONGEST = 1000
"""px; about what the service decodes for a page."""

Box = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo with one subject.

    Args:
        package: what brings it.
        file: in the package; after a colon, in a file of Qt resources there.
        unseen: whether it had no say in the weights.
        subject: shares of width and height: left, top, right, bottom.
        head: the same, of an animal's or a person's head; None where it makes no difference.
    """

    package: Package
    file: str
    unseen: bool
    subject: Box
    head: Box | None

    def load(self) -> Image.Image:
        """The photo as the service would decode it.

        Raises:
            AbsentError: its package cannot be had.
        """
        path, _, inner = self.file.partition(":")
        packed = (unpacked(self.package) / path).read_bytes()
        body = dict(_resources(packed))[inner] if inner else packed
        with Image.open(BytesIO(body)) as image:
            image.load()
            scale = max(1, max(image.size) // _LONGEST)
            shown = image if image.mode in {"L", "RGB"} else image.convert("RGB")
            return shown.reduce(scale) if scale > 1 else shown.copy()


def photos() -> list[Photo]:
    """All photos of the list."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return [_photo(line) for line in csv.DictReader(file, delimiter="\t")]


def _photo(line: dict[str, str]) -> Photo:
    package = Package(line["registry"], line["package"], line["version"])
    head = _box(line["head"]) if line["head"] else None
    return Photo(package, line["file"], line["half"] == "unseen", _box(line["subject"]), head)


def _box(text: str) -> Box:
    return tuple(int(share) / 100 for share in text.split(","))


def _resources(body: bytes) -> Iterator[tuple[str, bytes]]:
    """The files in a compiled Qt resource file, version 2 or 3, by their paths.

    Source:
        https://doc.qt.io/qt-6/rcc.html and the writer in qtbase/src/tools/rcc
    """
    tree, contents, names = struct.unpack_from(">3I", body, 8)

    def text(at: int) -> str:
        (length,) = struct.unpack_from(">H", body, names + at)
        start = names + at + 6
        return body[start : start + 2 * length].decode("utf-16-be")

    def walk(node: int, path: str) -> Iterator[tuple[str, bytes]]:
        name, flags, first, second = struct.unpack_from(">IHII", body, tree + 22 * node)
        here = f"{path}/{text(name)}" if node else ""
        if flags & 2:
            for child in range(second, second + first):
                yield from walk(child, here)
        else:
            start = contents + second
            (length,) = struct.unpack_from(">I", body, start)
            yield here.lstrip("/"), body[start + 4 : start + 4 + length]

    return walk(0, "")
