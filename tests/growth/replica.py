"""One of several replicas of the service: a gunicorn with two workers and a folder of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from config import ROOT
from tests.growth.door import Door
from tests.real_server import START, STOP, family, runs

GUNICORN = (sys.executable, "-m", "gunicorn", "-k", "asgi", "asgi:app")
WORKERS = 2


@dataclass
class Replica:
    """A service beside others that know the same rows, objects and rates.

    Args:
        folder: its own; nobody else reads it.
        port: where it listens, on the loopback.
        environ: its other settings.
    """

    folder: Path
    port: int
    environ: dict[str, str]
    _arbiter: subprocess.Popen[bytes] | None = None

    @property
    def door(self) -> Door:
        return Door(self.port)

    @property
    def log(self) -> str:
        """What it has said since its first start."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def begin(self) -> None:
        """Start it; `wait` tells when it answers."""
        own = {
            "PATH": os.environ["PATH"],
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "VAR_DIR": str(self.folder / "var"),
            "WEB_CONCURRENCY": str(WORKERS),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self.folder.mkdir(exist_ok=True)
        with (self.folder / "log").open("ab") as log:
            self._arbiter = subprocess.Popen(
                GUNICORN, cwd=ROOT, env=own | self.environ, stdout=log, stderr=subprocess.STDOUT
            )

    def wait(self) -> None:
        """Wait until it answers, with both workers."""
        end = time.monotonic() + START
        while time.monotonic() < end and self._arbiter and self._arbiter.poll() is None:
            with suppress(OSError, HTTPException):
                if self.door.status("/healthz") == 200 and len(self.workers()) == WORKERS:
                    return
            time.sleep(0.05)
        self.kill()
        message = f"the replica did not start:\n{self.log}"
        raise RuntimeError(message)

    def workers(self) -> list[int]:
        """List the processes that answer."""
        if self._arbiter is None:
            return []
        children = Path(f"/proc/{self._arbiter.pid}/task/{self._arbiter.pid}/children")
        return [int(pid) for pid in children.read_text(encoding="ascii").split()]

    def each_worker(self) -> Iterator[Door]:
        """Give a way to each worker: all others of this replica are stopped meanwhile."""
        workers = self.workers()
        assert len(workers) == WORKERS, workers
        for worker in workers:
            with _stopped(*(pid for pid in workers if pid != worker)):
                yield self.door

    def kill(self) -> None:
        """End all its processes without a word, as a machine does that is switched off."""
        if self._arbiter is None:
            return
        self._arbiter.send_signal(signal.SIGSTOP)  # or it would start others meanwhile
        for pid in reversed(family(self._arbiter.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._arbiter.wait(STOP)
        self._arbiter = None


@contextmanager
def _stopped(*pids: int) -> Iterator[None]:
    with ExitStack() as stack:
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
            stack.callback(os.kill, pid, signal.SIGCONT)
        for pid in pids:
            while not _is_stopped(pid):
                time.sleep(0.001)
        yield


def _is_stopped(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(") ")[2]
    return state.startswith("T") or not runs(pid)
