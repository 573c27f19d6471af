"""Costly readings: few at a time, each of them once, and nobody waits for long.

Before a picture is drawn its values are read: of a log of a gigabyte for many seconds, of a body
of megabytes with many times its memory. The budget of pixels knows nothing of that.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Lock

from image_proc.errors import Busy
from image_proc.limits import SMALL, Limits, PixelBudget
from image_proc.spec import ImageSpec

CHEAP = 256 * 1024
"""Bytes that are read at once, whoever else reads."""


class _Reading:
    """A reading under way; whoever asks for the same meanwhile waits for what comes of it."""

    __slots__ = ("done", "error", "spec")

    def __init__(self) -> None:
        self.done = Event()
        self.spec: ImageSpec | None = None
        self.error: BaseException | None = None


class Readings:
    """Admits readings, and shares those that are alike.

    Args:
        limits: how many are costly at one time, how many wait, and how long.
    """

    def __init__(self, limits: Limits) -> None:
        self._wait = limits.max_wait
        # Of its own: who reads for long must not keep others from drawing.
        self._budget = PixelBudget(replace(limits, max_pixels=SMALL * SMALL))
        self._under_way: dict[str, _Reading] = {}
        self._lock = Lock()

    @contextmanager
    def admit(self, cost: int) -> Iterator[None]:
        """Wait for a turn, where so many bytes are read.

        Raises:
            Busy: there was none within the time that a request may wait.
        """
        if cost <= CHEAP:
            yield
            return
        with self._budget.spend(SMALL + 1):
            yield

    def share(self, key: str, cost: int, read: Callable[[], ImageSpec]) -> ImageSpec:
        """Read, or wait for who reads the same.

        Args:
            key: all that the answer follows from.
            cost: bytes, at most.
            read: gives the answer.

        Raises:
            Busy: there was no turn within the time that a request may wait.
            Exception: whatever `read` raises.
        """
        with self._lock:
            reading = self._under_way.get(key)
            leads = reading is None
            if reading is None:
                reading = self._under_way[key] = _Reading()
        if not leads:
            return self._follow(reading)
        try:
            with self.admit(cost):
                reading.spec = read()
        except BaseException as error:
            reading.error = error
            raise
        finally:
            with self._lock:
                del self._under_way[key]
            reading.done.set()
        return reading.spec

    def _follow(self, reading: _Reading) -> ImageSpec:
        # Twice the wait of the leader: it may have waited for its turn before it reads.
        if not reading.done.wait(2 * self._wait):
            raise Busy(retry_after=max(1, round(self._wait / 2)))
        if reading.spec is None:
            raise reading.error or RuntimeError("a shared reading ended without a result")
        return reading.spec
