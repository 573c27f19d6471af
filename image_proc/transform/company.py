"""How many pictures a process makes at one time: one that is alone may take another core."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Company:
    """Counts pictures under way."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._count = 0

    @contextmanager
    def joined(self) -> Iterator[None]:
        """Count one more while the block runs."""
        self._add(1)
        try:
            yield
        finally:
            self._add(-1)

    @property
    def alone(self) -> bool:
        """Whether there is one at most."""
        return self._count <= 1

    def _add(self, count: int) -> None:
        with self._lock:
            self._count += count


COMPANY = Company()
"""Of all pictures of this process."""
