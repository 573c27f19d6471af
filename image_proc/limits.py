"""How much one request and all requests together may ask for."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from image_proc.errors import Busy


@dataclass(frozen=True, slots=True)
class Limits:
    """What the service draws at most.

    Args:
        max_side: px, the longest side of any output, its pixel ratio counted.
        max_pixels: px, the area of one output, and of all that is drawn at one time.
        max_wait: seconds that a request waits for its turn before it is told to come back.
    """

    max_side: int = 4096
    max_pixels: int = 50_000_000
    max_wait: float = 10.0


class PixelBudget:
    """Admission: the area drawn at one time stays within a budget.

    A small image passes between two large ones, so that a badge never waits behind a poster;
    a large one waits until its area is free.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._in_use = 0
        self._changed = threading.Condition()

    @contextmanager
    def spend(self, pixels: int) -> Iterator[None]:
        """Hold `pixels` of the budget for the time of the block.

        Raises:
            Busy: the budget did not free within `max_wait` seconds.
        """
        # One image over the whole budget may still run, alone: its own spec has allowed it.
        cost = min(pixels, self._limits.max_pixels)
        with self._changed:
            self._wait_for(cost)
            self._in_use += cost
        try:
            yield
        finally:
            with self._changed:
                self._in_use -= cost
                self._changed.notify_all()

    def _wait_for(self, cost: int) -> None:
        deadline = time.monotonic() + self._limits.max_wait
        while self._in_use + cost > self._limits.max_pixels:
            if not self._changed.wait(deadline - time.monotonic()):
                raise Busy(retry_after=max(1, round(self._limits.max_wait / 2)))
