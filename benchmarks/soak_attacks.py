"""A server under attack: whether it answers others, what it holds, and how it is afterwards."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from io import BytesIO
from random import Random
from subprocess import DEVNULL, PIPE

from PIL import Image

from benchmarks.attacks import ATTACKS, LARGE
from benchmarks.keys import ONE
from benchmarks.report import Row, number
from benchmarks.runner import AbsentError
from benchmarks.server import Server, get
from benchmarks.soak_watch import ASKED, HEALTH, Held, Seen, good, held, p99, watching
from config import ROOT

SIDE = 3250
"""px: 32 MB as a PNG of noise, the largest answer there is."""

QUIET = 20.0
"""seconds after an attack in which a server lets go of its connections."""

PATIENCE = 120.0
"""seconds that an attack may take longer than it was told."""

_MB = 1_000_000
_MORE_FILES = 50
"""Open descriptors that come and go: files, and connections that are kept."""


def rows(server: Server, seconds: float, only: str) -> Iterator[Row]:
    """The table's part about attacks.

    Args:
        server: that is attacked.
        seconds: that one attack takes, or longer where it has to.
        only: a part of the names of those that are made.
    """
    os.environ[LARGE] = _upload(server)
    badge = get(server.port, ONE).body
    yield _at_rest(server, "before the attacks")
    for name in ATTACKS:
        if only in name:
            yield _attacked(server, name, seconds, badge)
    yield _at_rest(server, "after the attacks")


def _attacked(server: Server, name: str, seconds: float, badge: bytes) -> Row:
    workers, before = server.workers(), held(server)
    with watching(server) as seen:
        told = _attack(server, name, seconds)
    shares = [good(seen.of(target)) for target in ASKED]
    health, one = (
        f"{share:.1%} p99 {number(p99(seen.of(target)))} ms"
        for share, target in zip(shares, ASKED, strict=True)
    )
    ill = _ill(server, workers, before, badge)
    what = f"under attack: {name}"
    others = f"{HEALTH} {health}, badge {one}, peak {_peak(seen)}"
    measured = f"{told}; {others}; {ill or 'well'} afterwards"
    return Row(what, measured, "all answered", None, min(shares) == 1 and not ill)


def _at_rest(server: Server, when: str) -> Row:
    now = held(server)
    what = f"all workers {when}"
    if now is None:
        return Row(what, "not known")
    told = f"PSS {number(now.pss / _MB)} MB, {now.files} open files, {now.threads} threads"
    return Row(what, told)


def _attack(server: Server, name: str, seconds: float) -> str:
    """Let the attackers do it; what they saw."""
    command = [sys.executable, "-m", "benchmarks.attacks", name, str(server.port), str(seconds)]
    with subprocess.Popen(command, cwd=ROOT, stdout=PIPE, stderr=DEVNULL, text=True) as clients:
        try:
            told = clients.communicate(timeout=seconds + PATIENCE)[0]
        except subprocess.TimeoutExpired:
            clients.kill()
            return "it did not end"
    lines = told.splitlines()
    return lines[-1] if lines and not clients.returncode else "the attackers failed"


def _ill(server: Server, workers: list[str], before: Held | None, badge: bytes) -> str:
    """What is not as it was before; '' if all is."""
    if server.workers() != workers:
        return "a worker was replaced"
    try:
        if get(server.port, HEALTH).status != 200 or get(server.port, ONE).body != badge:
            return "it answers wrongly"
    except OSError:
        return "it does not answer"
    end = time.monotonic() + QUIET
    most = before.files + _MORE_FILES if before else 0
    while (now := held(server)) and before and now.files > most:
        if time.monotonic() > end:
            return f"{now.files - before.files} more files open"
        time.sleep(0.5)
    return ""


def _peak(seen: Seen) -> str:
    return f"{number(seen.peak / _MB)} MB" if seen.peak else "not known"


def _upload(server: Server) -> str:
    """Put in a picture of noise; the target of its bytes as they are."""
    file = BytesIO()
    pixels = Random(7).randbytes(3 * SIDE * SIDE)  # noqa: S311 - no secret
    Image.frombytes("RGB", (SIDE, SIDE), pixels).save(file, "PNG", compress_level=0)
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=60)) as connection:
        connection.request("POST", "/image/upload", file.getvalue())
        response = connection.getresponse()
        response.read()
        where = response.headers["Location"]
    if not where:
        message = f"an upload was answered with {response.status}"
        raise AbsentError(message)
    return f"/{where.split('/', 3)[3]}/original"
