"""Where the numbers of several worker processes meet: a folder in memory, a place for each worker.

A worker's place has a number, and is taken over by the one that comes after it: so there are as
many files as workers, however often they die, and what the dead have counted stays counted.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Collection
from contextlib import suppress
from functools import cache
from pathlib import Path

from prometheus_client import values
from prometheus_client.multiprocess import mark_process_dead

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which prometheus_client knows the folder."""

_PREFIX = "easel-metrics-"
_MEMORY = "/dev/shm"  # noqa: S108 - a folder with a random name is made in it
_LOCK = "lock"
_MASTER = "master"


class MetricFiles:
    """Makes the folder and gives out its places; one for a server, made before it forks."""

    def __init__(self) -> None:
        self._place = _MASTER
        parent = _MEMORY if os.access(_MEMORY, os.W_OK) else tempfile.gettempdir()
        _remove_abandoned(Path(parent))
        self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
        self._lock = os.open(self._folder / _LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC)
        fcntl.flock(self._lock, fcntl.LOCK_SH)
        os.environ[FOLDER] = str(self._folder)
        values.ValueClass = values.MultiProcessValue(lambda: self._place)  # type: ignore[no-untyped-call]

    def free_place(self, taken: Collection[str]) -> str:
        """Give a place that no living worker has."""
        return next(place for n in range(len(taken) + 1) if (place := str(n)) not in taken)

    def take(self, place: str) -> None:
        """Let this process, which was just forked, count at a place."""
        self._place = place

    def leave(self, place: str) -> None:
        """Forget how a worker felt that is dead; not what it has counted."""
        mark_process_dead(place)  # type: ignore[no-untyped-call]

    def remove(self) -> None:
        """Delete the folder, at the end of the server."""
        shutil.rmtree(self._folder, ignore_errors=True)


@cache
def metric_files() -> MetricFiles:
    """Give the server's folder; the same when its settings are read anew."""
    return MetricFiles()


def _remove_abandoned(parent: Path) -> None:
    """Delete what servers left that were killed: no living process holds its lock."""
    for folder in parent.glob(f"{_PREFIX}*"):
        with suppress(OSError), (folder / _LOCK).open("r+b") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
