"""Rebuild assets/widths and assets/logos from the npm packages; assets/README.md says when.

npm install --prefix FOLDER anafanafo@2 simple-icons@16
.venv/bin/python -m tools.refresh_assets FOLDER/node_modules
"""

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools.pens.boundsPen import BoundsPen
from fontTools.svgLib.path import parse_path

from image_proc.badge.icons import slug_of

ASSETS = Path(__file__).resolve().parent.parent / "assets"
WIDTHS = {
    "verdana-11px-normal": "verdana-11.txt.gz",
    "verdana-10px-normal": "verdana-10.txt.gz",
    "verdana-10px-bold": "verdana-bold-10.txt.gz",
    "helvetica-11px-bold": "helvetica-bold-11.txt.gz",
}
UNKNOWN = "-"
_PATH = re.compile(r'<path d="([^"]+)"')


def refresh_widths(package: Path) -> None:
    """Write each table as lines of `characters width`, gzipped.

    A line says that the next `characters` code points, counted from 0, are `width` hundredths of a
    px wide; `-` means that the table does not know them.
    """
    for source, target in WIDTHS.items():
        ranges = json.loads((package / "data" / f"{source}.json").read_text(encoding="utf-8"))
        text = "".join(f"{count} {width}\n" for count, width in _runs(ranges))
        (ASSETS / "widths" / target).write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _runs(ranges: list[list[Any]]) -> Iterator[tuple[int, int | str]]:
    at = 0
    for first, last, width in ranges:
        if first > at:
            yield first - at, UNKNOWN
        yield last + 1 - first, round(width * 100)
        at = last + 1


def refresh_logos(package: Path) -> None:
    """Write one line an icon, sorted by the slug's bytes: slug, hex, box, title, path."""
    icons = json.loads((package / "data" / "simple-icons.json").read_text(encoding="utf-8"))
    lines: list[tuple[bytes, bytes]] = []
    for icon in icons:
        slug = icon.get("slug") or slug_of(icon["title"])
        markup = (package / "icons" / f"{slug}.svg").read_text(encoding="utf-8")
        match = _PATH.search(markup)
        if match is None:
            message = f"{slug}: no path"
            raise SystemExit(message)
        fields = (slug, icon["hex"].lower(), _box(match[1]), icon["title"], match[1])
        lines.append((slug.encode(), "\t".join(fields).encode() + b"\n"))
    target = ASSETS / "logos" / "simple-icons.tsv"
    target.write_bytes(b"".join(line for _, line in sorted(lines)))


def _box(path: str) -> str:
    """The path's bounds as `left top right bottom`, in units of the 24 × 24 canvas."""
    pen = BoundsPen(None)
    parse_path(path, pen)
    return " ".join(f"{side:.3f}".rstrip("0").rstrip(".") for side in pen.bounds or (0, 0, 24, 24))


def main() -> None:
    """Read the packages, write the assets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("node_modules", type=Path)
    folder = parser.parse_args().node_modules
    refresh_widths(folder / "anafanafo")
    refresh_logos(folder / "simple-icons")


if __name__ == "__main__":
    main()
