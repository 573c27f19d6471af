"""Lines on their way out: a request only leaves its line; a thread of its own writes them."""

import atexit
import os
import select
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Event, Lock, Thread

EVERY = 0.25
"""Seconds that a line waits at most, and so what a crash may lose."""

MOST = 50_000  # lines held while nobody reads them; further ones are dropped, and counted
_WHOLE = select.PIPE_BUF  # bytes; a pipe takes as many at once, or none
_FAREWELL = 2.0  # s that the end of a process waits for who writes already


class LineBuffer:
    """Gathers lines of a process and writes them to a file descriptor; whole lines only.

    Processes that share a pipe never mix their lines: each piece written is at most as long as
    the pipe takes at once (POSIX.1-2017, write(), PIPE_BUF), and ends with a line.

    Where the reader of the pipe stands still, no request waits for it: lines are held, then
    dropped, and their number is written later.

    Args:
        file: the descriptor.
        every: s from the first line to its writing.
        lost: gives the line that says how many were dropped.
    """

    def __init__(
        self,
        file: int,
        every: float = EVERY,
        lost: Callable[[int], str] = "{} lines were dropped".format,
    ) -> None:
        self._file = file
        self._every = every
        self._lost = lost
        self._begin_anew()
        os.register_at_fork(after_in_child=self._begin_anew)

    def _begin_anew(self) -> None:
        """Begin without lines and thread, as a process does that was forked."""
        self._lines: deque[str] = deque()
        self._dropped = 0
        self._wanted = Event()
        self._writing = Lock()
        self._beginning = Lock()
        self._thread: Thread | None = None

    def add(self, line: str) -> None:
        """Take a line, without its end; returns at once."""
        if len(self._lines) >= MOST:
            self._dropped += 1
            return
        self._lines.append(line)
        if not self._wanted.is_set():
            self._wanted.set()
        if self._thread is None:
            self._begin()

    def flush(self) -> None:
        """Write what is there; returns when it is written, or nobody takes it any more."""
        if not self._writing.acquire(timeout=_FAREWELL):
            return
        try:
            with suppress(OSError):  # nobody reads, and there is nowhere else to say so
                for piece in self._pieces():
                    self._write(piece)
        finally:
            self._writing.release()

    def _begin(self) -> None:
        with self._beginning:
            if self._thread is None:
                thread = Thread(target=self._run, name="easel-log", daemon=True)
                with suppress(RuntimeError):  # no room for a thread: the next line tries again
                    thread.start()
                    self._thread = thread
                    atexit.register(self.flush)

    def _run(self) -> None:
        while True:
            self._wanted.wait()
            time.sleep(self._every)
            self._wanted.clear()  # before the lines are read: a later one sets it again
            self.flush()

    def _pieces(self) -> Iterator[bytes]:
        held: list[bytes] = []
        size = 0
        for raw in self._taken():
            if size + len(raw) > _WHOLE and held:
                yield b"".join(held)
                held, size = [], 0
            held.append(raw)
            size += len(raw)
        if held:
            yield b"".join(held)

    def _taken(self) -> Iterator[bytes]:
        if dropped := self._dropped:
            self._dropped -= dropped
            yield f"{self._lost(dropped)}\n".encode()
        for _ in range(len(self._lines)):  # not without end, while others add
            yield f"{self._lines.popleft()}\n".encode(errors="backslashreplace")

    def _write(self, piece: bytes) -> None:
        while piece:
            try:
                piece = piece[os.write(self._file, piece) :]
            except BlockingIOError:
                select.select((), (self._file,), (), 1.0)
