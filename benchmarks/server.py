"""The service as the Procfile starts it, on a free port of the loopback, for as long as needed."""

import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from signal import SIGKILL

from benchmarks.installing import FOLDER
from benchmarks.peak import peak_of
from benchmarks.runner import AbsentError
from config import ROOT

START = 30.0
"""seconds until the first answer."""

STOP = 30.0
"""seconds from SIGTERM to the end."""

_NOWHERE = Path(os.devnull)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and after how many seconds."""

    status: int
    etag: str
    seconds: float
    body: bytes


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
        return [peak_of(Path(f"/proc/{worker}/status")) for worker in self.workers()]

    def works(self) -> dict[str, float]:
        """How many seconds of a processor each worker took so far; empty where it is not known."""
        return {worker: _worked(worker) for worker in self.workers()}

    def workers(self) -> list[str]:
        """The numbers of its processes, the first one aside; empty where they are not known."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children")
        return children.read_text(encoding="ascii").split() if children.exists() else []


def _worked(process: str) -> float:
    # The name, in brackets, may hold spaces.
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    in_program, in_system = map(int, fields[11:13])
    return (in_program + in_system) / os.sysconf("SC_CLK_TCK")


def get(port: int, target: str) -> Answer:
    """Ask a service once, on a connection of its own, and read the whole answer."""
    start = time.perf_counter()
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", target)
        response = connection.getresponse()
        body = response.read()
    etag = response.headers["ETag"] or ""
    return Answer(response.status, etag, time.perf_counter() - start, body)


@contextmanager
def serving(**settings: str) -> Iterator[Server]:
    """Start the service and stop it at the end.

    Args:
        settings: for its environment.

    Raises:
        AbsentError: it does not answer.
    """
    with serving_as(web_command(), settings) as server:
        yield server


@contextmanager
def serving_as(
    command: Sequence[str], settings: Mapping[str, str], told: Path = _NOWHERE
) -> Iterator[Server]:
    """Start gunicorn in another way than the Procfile does.

    Args:
        command: as a Procfile has it.
        settings: for its environment.
        told: a file for what it writes, such as the access log.

    Raises:
        AbsentError: it does not answer.
    """
    port = free_port()
    environment = {"HOST": "127.0.0.1", "PORT": str(port), "VAR_DIR": str(FOLDER / "served")}
    with running(
        [sys.executable, "-m", *command], port, environment | dict(settings), told
    ) as server:
        yield server


@contextmanager
def running(
    command: Sequence[str],
    port: int,
    environment: Mapping[str, str] | None = None,
    told: Path = _NOWHERE,
) -> Iterator[Server]:
    """Start a server and stop it at the end.

    Args:
        command: starts it.
        port: of the loopback, where it listens then.
        environment: what is set for it besides this process's own.
        told: a file for what it writes.

    Raises:
        AbsentError: it does not answer.
    """
    with told.open("wb") as file:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | (environment or {}),
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    server = Server(port, process.pid)
    try:
        _wait_for(server, process)
        yield server
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP)
        # Its session is its own; some servers leave their workers behind.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, SIGKILL)
        process.wait()


def web_command() -> list[str]:
    """What the Procfile starts."""
    procfile = (ROOT / "Procfile").read_text(encoding="utf-8")
    web = next(line for line in procfile.splitlines() if line.startswith("web:"))
    return shlex.split(web.removeprefix("web:"))


def free_port() -> int:
    """A port of the loopback where nobody listens."""
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
    message = "it does not answer"
    raise AbsentError(message)
