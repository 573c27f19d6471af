"""Waits for what comes by itself."""

import time
from collections.abc import Callable

LONGEST = 45  # s, on a busy machine


def wait_until(is_so: Callable[[], bool], pause: float = 0.1) -> None:
    """Ask until it is so; fail where it never is.

    Args:
        is_so: what is waited for.
        pause: s between two questions.
    """
    end = time.monotonic() + LONGEST
    while not is_so():
        assert time.monotonic() < end, f"not so after {LONGEST} s"
        time.sleep(pause)
