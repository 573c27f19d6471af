"""Servers that make pictures smaller: Easel, thumbor and ipx, two processes each, nothing kept."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.installing import from_npm, from_pypi, program
from benchmarks.photos import PICTURES, Photo
from benchmarks.server import Server, free_port, running, serving

THUMBOR = "7.8.0"
IPX = "3.1.1"
SHARP = "0.35.5"

_HERE = Path(__file__).parent
_NOTHING_KEPT = {"CACHE_BYTES": "0", "MEMORY_CACHE_BYTES": "0"}
"""wrk asks for each width again and again: neither the disk nor the front may answer."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A server and its language.

    Args:
        name: with its version.
        start: starts it, installs it before; raises AbsentError.
        target: (photo, width) → the path of a JPEG of quality 80; the width may be any text.
    """

    name: str
    start: Callable[[], AbstractContextManager[Server]]
    target: Callable[[Photo, str], str]


@contextmanager
def _easel() -> Iterator[Server]:
    settings = {"PICTURES_DIR": str(PICTURES), **_NOTHING_KEPT, "WEB_CONCURRENCY": "2"}
    with serving(**settings) as server:
        yield server


@contextmanager
def _thumbor() -> Iterator[Server]:
    programs = from_pypi(f"thumbor-{THUMBOR}", f"thumbor=={THUMBOR}")
    settings = programs.parent / "thumbor.conf"
    settings.write_text(
        f"""\
LOADER = "thumbor.loaders.file_loader"
FILE_LOADER_ROOT_PATH = {str(PICTURES)!r}
STORAGE = "thumbor.storages.no_storage"
QUALITY = 80
PROGRESSIVE_JPEG = False
""",
        encoding="utf-8",
    )
    port = free_port()
    where = ("--ip", "127.0.0.1", "--port", str(port))
    command = [str(programs / "thumbor"), *where, "--conf", str(settings), "--processes", "2"]
    with running(command, port) as server:
        yield server


@contextmanager
def _ipx() -> Iterator[Server]:
    modules = from_npm(f"ipx-{IPX}", f"ipx@{IPX}", f"sharp@{SHARP}")
    port = free_port()
    script = str(_HERE / "serve_ipx.mjs")
    with running([program("node"), script, str(modules), str(PICTURES), str(port)], port) as server:
        yield server


CONTENDERS = (
    Contender(
        "Easel",
        _easel,
        lambda photo, width: f"/picture/{photo.name}?w={width}&quality=80&progressive=0",
    ),
    Contender(
        f"thumbor {THUMBOR}", _thumbor, lambda photo, width: f"/unsafe/{width}x/{photo.name}"
    ),
    Contender(f"ipx {IPX}", _ipx, lambda photo, width: f"/w_{width},f_jpeg,q_80/{photo.name}"),
)
"""Ours first."""
