"""The two bounds of a fetch: its time, all of it, and its bytes."""

import time
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of the time that a fetch may take.

    Args:
        seconds: how long it was, for messages.
        ends: the moment on the monotonic clock, in seconds.
    """

    seconds: float
    ends: float

    @classmethod
    def after(cls, seconds: float) -> Self:
        """Begin now."""
        return cls(seconds, time.monotonic() + seconds)

    def left(self) -> float:
        """Return the seconds that are left, more than 0.

        Raises:
            TimeoutError: none are.
        """
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class TooLarge(Exception):  # noqa: N818 - caught where the origin is known, which says more
    """More came than may be read."""
