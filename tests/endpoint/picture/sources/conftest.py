"""A photographer's folder beside secrets, with everything in it that may not be opened."""

import builtins
import io
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

import pytest

from endpoint.picture.sources import Sources
from endpoint.picture.sources.folder import Folder

MOST = 1000  # bytes of a picture
SECRET = b"hidden"


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    root = tmp_path / "photos"
    (root / "trip").mkdir(parents=True)
    (root / "trip/one.jpg").write_bytes(b"one")
    (root / "größe ½.png").write_bytes(b"named")
    (root / ".hidden.jpg").write_bytes(SECRET)
    (root / ".git").mkdir()
    (root / ".git/config").write_bytes(SECRET)
    (tmp_path / "secret.jpg").write_bytes(SECRET)
    (tmp_path / "photos-secret").mkdir()
    (tmp_path / "photos-secret/one.jpg").write_bytes(SECRET)
    for link, leads_to in {
        "alias.jpg": "trip/one.jpg",
        "album": "trip",
        "round.jpg": "../photos/trip/one.jpg",
        "out.jpg": "../secret.jpg",
        "sibling": "../photos-secret",
        "up": "..",
        "passwd.jpg": "/etc/passwd",
        "environ.jpg": "/proc/self/environ",
        "null.jpg": "/dev/null",
        "zero.jpg": "/dev/zero",
        "dangling.jpg": "missing.jpg",
        "loop.jpg": "loop.jpg",
    }.items():
        (root / link).symlink_to(leads_to)
    os.mkfifo(root / "fifo.jpg")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(root / "socket.jpg"))
    return root


@pytest.fixture
def sources(photos: Path) -> Sources:
    return Sources(Folder(photos, MOST), {})


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """List what is opened from here on, by where it really is."""
    found: list[Path] = []

    def record(really: Callable[..., object]) -> Callable[..., object]:
        def wrapper(*args: object, **named: object) -> object:
            result = really(*args, **named)
            if not isinstance(args[0], int):
                number = result if isinstance(result, int) else cast("IO[str]", result).fileno()
                found.append(Path(f"/proc/self/fd/{number}").readlink())
            return result

        return wrapper

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", record(os.open))
        patch.setattr(io, "open", record(io.open))
        patch.setattr(builtins, "open", record(open))
        yield found
