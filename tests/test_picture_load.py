"""Pictures under load, on a real server of two workers."""

import json
import os
import random
import struct
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from config import ROOT
from tests.real_server import Answer, Server, family, started

CLIENTS = 64
MOST_MEMORY = 400_000_000
"""Bytes of a worker: Heroku's small dyno has 512 MB for all."""


def chunk(name: bytes, body: bytes) -> bytes:
    return b"".join(
        (len(body).to_bytes(4), name, body, zlib.crc32(name + body).to_bytes(4)),
    )


def write_large_png(path: Path, side: int) -> None:
    """Write an RGB PNG of many pixels and few bytes, row by row."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    deflater = zlib.compressobj(1)
    dice = random.Random(7)  # noqa: S311 - the same picture each time
    rows = [b"\x02" + dice.randbytes(97) * (side * 3 // 97 + 1) for _ in range(8)]
    with path.open("wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header))
        for row in range(side):
            file.write(_piece(deflater.compress(rows[row % 8][: side * 3 + 1])))
        file.write(_piece(deflater.flush()) + chunk(b"IEND", b""))


def _piece(body: bytes) -> bytes:
    return chunk(b"IDAT", body) if body else b""


def write_photo(path: Path, size: tuple[int, int], *, progressive: bool = False) -> None:
    small = Image.effect_noise((size[0] // 16, size[1] // 16), 60).convert("RGB")
    small.resize(size).save(path, quality=85, progressive=progressive)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    write_large_png(folder / "large.png", 7000)
    write_photo(folder / "photo.jpg", (4000, 3000))
    write_photo(folder / "slow.jpg", (4000, 3000), progressive=True)
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def server(home: Path, folder: Path) -> Iterator[Server]:
    with started(home, PICTURES_DIR=str(folder), WEB_CONCURRENCY="2", RENDER_THREADS="2") as server:
        yield server


def cache_stats(home: Path) -> dict[str, int]:
    """Ask the command, as an operator would."""
    output = subprocess.run(
        [sys.executable, "-m", "flask", "cache", "stats", "--json"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(home / "var")},
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    stats: dict[str, int] = json.loads(output)
    return stats


def test_twenty_identical_cold_requests_cost_one_render(server: Server, home: Path) -> None:
    address = "/picture/photo.jpg?w=800&format=webp"
    with ThreadPoolExecutor(20) as clients:
        answers = list(clients.map(lambda _: server.ask(address), range(20)))
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    cold = cache_stats(home)
    assert cold["misses"] == 1

    etag = answers[0].headers["ETag"]
    again = server.ask(address)
    known = server.ask(address, headers={"If-None-Match": etag})
    assert (again.status, known.status) == (200, 304)
    assert again.body == answers[0].body
    warm = cache_stats(home)
    # The worker that is asked may have it in memory, and does not look on disk then.
    assert warm["hits"] - cold["hits"] <= 1
    assert warm["misses"] == 1


def test_many_clients_with_random_sizes_stay_within_the_memory(server: Server) -> None:
    def ask(number: int) -> Answer:
        dice = random.Random(number)  # noqa: S311 - the same sizes each time
        name = dice.choice(("large.png", "photo.jpg", "slow.jpg"))
        return server.ask(f"/picture/{name}?w={dice.randint(50, 3000)}")

    with ThreadPoolExecutor(CLIENTS) as clients:
        answers = list(clients.map(ask, range(CLIENTS)))

    statuses = Counter(answer.status for answer in answers)
    assert set(statuses) <= {200, 503}
    assert statuses[200] >= 1
    refused = [answer for answer in answers if answer.status == 503]
    assert all(int(answer.headers["Retry-After"]) >= 1 for answer in refused)
    assert all(peak <= MOST_MEMORY for peak in worker_peaks(server))


def worker_peaks(server: Server) -> list[int]:
    """Give the most memory that each process of the service ever held, in bytes."""
    return [peak_of(pid) for pid in family(server.process.pid)]


def peak_of(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024
