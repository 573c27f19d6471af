"""The service as gunicorn runs it, and the ways to hurt it."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from config import ROOT
from tests.real_server import START, family, free_port
from tests.torture import served
from tests.torture.clients import TOKEN
from tests.torture.failpoints import Failpoints

LASTS = 1.2
"""s that an object may be without its row."""

TRASH = 1.5
"""s that a deleted upload can be restored."""


@dataclass
class House:
    """A service with several workers.

    Args:
        folder: its own.
        environ: its settings, but for those of the machine.
        pause: s between two rounds of a worker's collector.
    """

    folder: Path
    environ: dict[str, str]
    pause: float
    port: int = field(default_factory=free_port)
    said: deque[str] = field(default_factory=lambda: deque(maxlen=400))
    _arbiter: subprocess.Popen[str] | None = None
    _listener: threading.Thread | None = None

    def __post_init__(self) -> None:
        self.failpoints.folder.mkdir(parents=True)

    @property
    def var(self) -> Path:
        return self.folder / "var"

    @property
    def failpoints(self) -> Failpoints:
        return Failpoints(self.folder / "failpoints")

    def settings(self) -> dict[str, str]:
        """Give the environment that counts, for a process of our own as well."""
        return {
            "VAR_DIR": str(self.var),
            "SECRET_KEY": "a key for tests only",
            "BOOTSTRAP_TOKEN": TOKEN,
            "MIN_FREE_BYTES": "0",  # the disk is to be full where it hurts
        } | self.environ

    def start(self) -> None:
        """Start it, and wait until it answers."""
        own = {
            "PATH": os.environ["PATH"],
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "3",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(ROOT),
            served.FOLDER: str(self.failpoints.folder),
            served.LASTS: str(LASTS),
            served.TRASH: str(TRASH),
            served.PAUSE: str(self.pause),
        }
        self._arbiter = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "tests.torture.served:made()"],
            cwd=ROOT,
            env=own | self.settings(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        self._listener = threading.Thread(target=self._listen, args=(self._arbiter,), daemon=True)
        self._listener.start()
        self._wait()

    def workers(self) -> list[int]:
        """List the processes that answer; the arbiter is not one of them."""
        return family(self._arbiter.pid)[1:] if self._arbiter else []

    def kill_one(self, dice: random.Random) -> int:
        """Kill a worker; the arbiter starts another one.

        Returns:
            How many were killed: none where there is none at the moment.
        """
        with suppress(IndexError, ProcessLookupError):
            os.kill(dice.choice(self.workers()), signal.SIGKILL)
            return 1
        return 0

    def kill_all(self) -> int:
        """Kill the arbiter and all workers, as a machine does that is switched off.

        Returns:
            How many.
        """
        if self._arbiter is None or self._listener is None:
            return 0
        self._arbiter.send_signal(signal.SIGSTOP)  # or it would start others meanwhile
        pids = self.workers()
        for pid in (*pids, self._arbiter.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._arbiter.wait()
        self._listener.join()
        if self._arbiter.stdout:
            self._arbiter.stdout.close()
        self._arbiter = self._listener = None
        return len(pids) + 1

    @contextmanager
    def short_files(self, size: int) -> Iterator[None]:
        """Let no file grow beyond a size: what then is written fails as with a full disk."""
        self._limit_files((size, resource.RLIM_INFINITY))
        try:
            yield
        finally:
            self._limit_files((resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    def forget_results(self) -> None:
        """Delete all that can be made anew, while it is being used."""
        shutil.rmtree(self.var / "cache", ignore_errors=True)

    def _limit_files(self, limits: tuple[int, int]) -> None:
        # The arbiter first: whom it starts has its limits.
        for pid in family(self._arbiter.pid) if self._arbiter else []:
            with suppress(ProcessLookupError):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)

    def _listen(self, arbiter: subprocess.Popen[str]) -> None:
        """Read what it says, so that it is never full, and keep it in a file of ours."""
        assert arbiter.stdout
        with (self.folder / "log").open("a", encoding="utf-8") as log:
            for line in arbiter.stdout:
                log.write(line)
                self.said.append(line)

    def _wait(self) -> None:
        end = time.monotonic() + START
        while time.monotonic() < end and self._arbiter and self._arbiter.poll() is None:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
            with closing(connection), suppress(OSError, HTTPException):
                connection.request("GET", "/healthz")
                connection.getresponse().read()
                return
            time.sleep(0.05)
        self.kill_all()
        message = f"the service did not start:\n{''.join(self.said)}"
        raise RuntimeError(message)


@contextmanager
def no_room(disk: Path) -> Iterator[None]:
    """Fill a disk to its last byte, which had better be a small one."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1024 * 1024, 4096, 1):
            with suppress(OSError):
                while file.write(bytes(size)):
                    pass
    try:
        yield
    finally:
        ballast.unlink()
