"""The service as the Procfile starts it, on a free port of the loopback, for as long as needed."""

import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from subprocess import DEVNULL

from benchmarks.installing import FOLDER
from benchmarks.peak import peak_of
from benchmarks.runner import AbsentError
from config import ROOT

START = 30.0
"""seconds until the first answer."""

STOP = 30.0
"""seconds from SIGTERM to the end."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and after how many seconds."""

    status: int
    etag: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Server:
    """A running service.

    Args:
        port: on the loopback.
        process: the number of gunicorn's first process.
    """

    port: int
    process: int

    def url(self, target: str) -> str:
        """The address of a target."""
        return f"http://127.0.0.1:{self.port}{target}"

    def worker_peaks(self) -> list[int]:
        """The most memory that each worker ever held, in bytes; empty where it is not known."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children")
        if not children.exists():
            return []
        workers = children.read_text(encoding="ascii").split()
        return [peak_of(Path(f"/proc/{worker}/status")) for worker in workers]


def get(port: int, target: str) -> Answer:
    """Ask a service once, on a connection of its own, and read the whole answer."""
    start = time.perf_counter()
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", target)
        response = connection.getresponse()
        response.read()
    etag = response.headers["ETag"] or ""
    return Answer(response.status, etag, time.perf_counter() - start)


@contextmanager
def serving() -> Iterator[Server]:
    """Start the service and stop it at the end.

    Raises:
        AbsentError: it does not answer.
    """
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", *_command()],
        cwd=ROOT,
        env=os.environ | _settings(port),
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    server = Server(port, process.pid)
    try:
        _wait_for(server, process)
        yield server
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP)
        process.kill()
        process.wait()


def _command() -> list[str]:
    procfile = (ROOT / "Procfile").read_text(encoding="utf-8")
    web = next(line for line in procfile.splitlines() if line.startswith("web:"))
    return shlex.split(web.removeprefix("web:"))


def _settings(port: int) -> Mapping[str, str]:
    return {"HOST": "127.0.0.1", "PORT": str(port), "VAR_DIR": str(FOLDER / "served")}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(server: Server, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START
    while process.poll() is None and time.monotonic() < end:
        with suppress(OSError, HTTPException):
            get(server.port, "/healthz")
            return
        time.sleep(0.05)
    message = "the service does not answer"
    raise AbsentError(message)
