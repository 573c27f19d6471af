"""The pages' own files: style, script, fonts, icons. Their address changes when they change."""

from functools import cache
from hashlib import blake2b

from config import ROOT

STATIC = ROOT / "assets" / "static"
MIMETYPES = {
    ".css": "text/css",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}


@cache
def files() -> dict[str, bytes]:
    """Read all files, about 130 kB: name below `STATIC` → content."""
    found = sorted(file for file in STATIC.rglob("*") if file.is_file())
    return {file.relative_to(STATIC).as_posix(): file.read_bytes() for file in found}


@cache
def version() -> str:
    """Give the hash of all files, 12 hex digits.

    One for all of them, as a folder of the address: the script's modules and the style's fonts
    name each other by relative addresses, which so change together.
    """
    digest = blake2b(digest_size=6)
    for name, content in files().items():
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


@cache
def logos() -> str:
    """List the icons that `logo=` knows, a line each: name, tab, title."""
    table = (ROOT / "assets" / "logos" / "simple-icons.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines())
    return "".join(f"{row[0]}\t{row[3]}\n" for row in rows)
