"""One reader process, seen from the service."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from source.query.frames import LENGTH, LONGEST_ANSWER, frame

START = 10.0
"""Seconds that a reader may take to start and to load a language, on a loaded machine."""

_ROOT = Path(__file__).parents[2]

# A reader needs none of the service's environment, where secrets are.
_KEPT_NAMES = ("LD_LIBRARY_PATH", "PYTHONHOME")


class GoneError(Exception):
    """The reader had ended before it began with the question."""


class BrokenError(Exception):
    """The reader ended while it was busy with the question."""


class LateError(Exception):
    """The reader did not answer in time."""


class Reader:
    """A process that answers one question at a time.

    Raises:
        OSError: no process can be started.
    """

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._process = _start(theirs)
        except BaseException:
            ours.close()
            raise
        self._line = ours
        self.fresh = True  # it has not begun with any question

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def ask(self, header: bytes, body: bytes, budget: float) -> bytes:
        """Have a question answered.

        Args:
            header: see `frames`.
            body: the document.
            budget: seconds, from when the reader begins.

        Returns:
            The outcome.

        Raises:
            GoneError, BrokenError, LateError: there is none; the reader must be ended.
        """
        try:
            self._send(frame(header) + frame(body), time.monotonic() + START)
            self._receive(time.monotonic() + START)
        except (EOFError, ConnectionError) as error:
            raise GoneError from error
        self.fresh = False
        try:
            return self._receive(time.monotonic() + budget)
        except (EOFError, ConnectionError) as error:
            raise BrokenError from error

    def end(self) -> None:
        """Stop the process at once, and wait until it is gone."""
        self._line.close()
        self._process.kill()
        self._process.wait()

    def forget(self) -> None:
        """Let go of a process that this one's parent has started: it is not ours to end."""
        self._line.close()
        # It is no child of this process, which poll() finds out.
        self._process.poll()

    def _send(self, message: bytes, deadline: float) -> None:
        self._line.settimeout(max(deadline - time.monotonic(), 0.001))
        try:
            self._line.sendall(message)
        except TimeoutError:
            raise LateError from None

    def _receive(self, deadline: float) -> bytes:
        size = LENGTH.unpack(self._read(LENGTH.size, deadline))[0]
        if size > LONGEST_ANSWER:
            raise BrokenError
        return self._read(size, deadline)

    def _read(self, size: int, deadline: float) -> bytes:
        read = bytearray()
        while len(read) < size:
            self._line.settimeout(max(deadline - time.monotonic(), 0.001))
            try:
                piece = self._line.recv(size - len(read))
            except TimeoutError:
                raise LateError from None
            if not piece:
                raise EOFError
            read += piece
        return bytes(read)


def _start(line: socket.socket) -> subprocess.Popen[bytes]:
    kept = {name: os.environ[name] for name in _KEPT_NAMES if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-B", "-m", "source.query.worker"],
        cwd=_ROOT,
        env={**kept, "PYTHONPATH": str(_ROOT)},
        stdin=line.fileno(),
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C in a terminal is for the service, which then ends it
    )
