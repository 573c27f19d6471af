"""How much one request and all requests together may ask for."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from image_proc.errors import Busy

SMALL = 250_000
"""px; an image up to this area is drawn in a few milliseconds and does not queue for a core."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the service draws at most.

    Args:
        max_side: px, the longest side of any output, its pixel ratio counted.
        max_pixels: px, the area of one output, and of all that is drawn at one time.
        renders: how many images over `SMALL` are drawn at one time.
        queue: how many images may wait for their turn; one more is told to come back at once.
        max_wait: seconds that a request waits for its turn before it is told to come back.
        source_bytes: the longest stored picture that is read.
        source_frames: the frames of an animation; their pixels are summed against max_pixels.
        avif_pixels: px, the largest AVIF: its encoder takes ten times as long as the others'.
    """

    max_side: int = 4096
    max_pixels: int = 50_000_000
    renders: int = 2
    queue: int = 16
    max_wait: float = 10.0
    source_bytes: int = 128 * 1024 * 1024
    source_frames: int = 1000
    avif_pixels: int = 9_000_000


class PixelBudget:
    """Admission: the area drawn at one time, and the large images among it, are bounded.

    A small image passes between two large ones, so that a badge never waits behind a poster;
    a large one waits until its area and a core are free, and of slow ones there is one at a time.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._area = 0
        self._large = 0
        self._slow = 0
        self._waiting = 0
        self._changed = threading.Condition()

    @contextmanager
    def spend(self, pixels: int, *, slow: bool = False) -> Iterator[None]:
        """Hold `pixels` of the budget for the time of the block.

        Args:
            pixels: what is allocated at most, in px of 4 bytes.
            slow: whether it takes so long that no second one may hold a core meanwhile.

        Raises:
            Busy: the queue is full, or the budget did not free within `max_wait` seconds.
        """
        # One image over the whole budget may still run, alone: its own spec has allowed it.
        area = min(pixels, self._limits.max_pixels)
        with self._changed:
            self._wait_for(area, slow)
            self._take(area, slow)
        try:
            yield
        finally:
            with self._changed:
                self._take(-area, slow)
                self._changed.notify_all()

    @property
    def load(self) -> tuple[int, int]:
        """The pixels held now, and how many images wait."""
        return self._area, self._waiting

    def _take(self, area: int, slow: bool) -> None:
        count = 1 if area > 0 else -1
        self._area += area
        self._large += count if abs(area) > SMALL else 0
        self._slow += count if slow else 0

    def _has_room(self, area: int, slow: bool) -> bool:
        if area > SMALL and self._large >= self._limits.renders:
            return False
        if slow and self._slow:
            return False
        return self._area + area <= self._limits.max_pixels

    def _wait_for(self, area: int, slow: bool) -> None:
        if self._has_room(area, slow):
            return
        wait = self._limits.max_wait
        refusal = Busy(retry_after=max(1, round(wait / 2)))
        if self._waiting >= self._limits.queue:
            raise refusal
        self._waiting += 1
        try:
            if not self._changed.wait_for(lambda: self._has_room(area, slow), wait):
                raise refusal
        finally:
            self._waiting -= 1
