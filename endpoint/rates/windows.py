"""The counts of one process, in windows of fixed length.

The library's own MemoryStorage starts a thread and walks all counts at nearly each hit, so each
request would be the dearer the more clients there are. Here a hit costs the same whoever else came.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from limits.storage import Storage

IN_MEMORY = "fixed-windows://"
MOST_WINDOWS = 50_000  # ~14 MB; READ_RATE and WRITE_RATE have a storage, and own rates have one
_ENDED_PER_NEW = 2  # so that what has ended goes faster than new windows come


@dataclass(slots=True)
class _Window:
    count: int
    ends: float  # s of time.monotonic, which a clock that is set does not move


class FixedWindows(Storage):
    """Counts hits; a key's window begins with its first hit.

    Windows of one length end in the order in which they began, so the first of each length tells
    whether any has ended, and none is ever looked for. There are few lengths: those of the rates.

    No more than MOST_WINDOWS are kept: before one more begins, the one that began first is
    forgotten. So nobody is refused for what others did, and whoever wants his own count forgotten
    must come from so many other addresses as well, each of which has a rate of its own anyway.

    Source: https://limits.readthedocs.io/en/stable/custom-storage.html
    """

    STORAGE_SCHEME = ["fixed-windows"]  # noqa: RUF012 - so it is declared

    def __init__(
        self, uri: str | None = None, wrap_exceptions: bool = False, **options: float | str | bool
    ) -> None:
        super().__init__(uri, wrap_exceptions, **options)
        self._lock = Lock()
        self._by_length: dict[int, OrderedDict[str, _Window]] = {}

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        """Which errors are the storage's: memory has none."""
        return ()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count a hit.

        Args:
            key: who, and what.
            expiry: s for which a window lasts that begins with this hit.
            amount: for how many it counts.

        Returns:
            How many there are in this window.
        """
        with self._lock:
            now = time.monotonic()
            window = self._find(key, now)
            if window is None:
                self._forget(key)
                self._make_room(now)
                window = _Window(0, now + expiry)
                self._by_length.setdefault(expiry, OrderedDict())[key] = window
            window.count += amount
            return window.count

    def get(self, key: str) -> int:
        """Tell how many hits there are in a key's window."""
        with self._lock:
            window = self._find(key, time.monotonic())
            return window.count if window else 0

    def get_expiry(self, key: str) -> float:
        """Tell when a key's window ends, s since 1970; now if there is none."""
        with self._lock:
            now = time.monotonic()
            window = self._find(key, now)
            return time.time() + (window.ends - now if window else 0)

    def check(self) -> bool:
        """Tell whether the storage can be used."""
        return True

    def reset(self) -> int:
        """Forget all; tell how many windows there were."""
        with self._lock:
            forgotten = self._size()
            self._by_length.clear()
            return forgotten

    def clear(self, key: str) -> None:
        """Forget a key's window."""
        with self._lock:
            self._forget(key)

    def _size(self) -> int:
        return sum(map(len, self._by_length.values()))

    def _find(self, key: str, now: float) -> _Window | None:
        for windows in self._by_length.values():
            window = windows.get(key)
            if window and window.ends > now:
                return window
        return None

    def _forget(self, key: str) -> None:
        length = next((each for each, windows in self._by_length.items() if key in windows), None)
        if length is not None:
            self._take(length, key)

    def _take(self, length: int, key: str) -> None:
        windows = self._by_length[length]
        del windows[key]
        if not windows:
            del self._by_length[length]

    def _make_room(self, now: float) -> None:
        for _ in range(_ENDED_PER_NEW):
            ends, length, key = min(self._firsts(), default=(now + 1, 0, ""))
            if ends > now:
                break
            self._take(length, key)
        if self._size() >= MOST_WINDOWS:
            _, length, key = min(self._firsts(), key=lambda first: first[0] - first[1])
            self._take(length, key)

    def _firsts(self) -> list[tuple[float, int, str]]:
        """Give of each length when its first window ends, the length and the key."""
        firsts = ((each, *next(iter(windows.items()))) for each, windows in self._by_length.items())
        return [(window.ends, length, key) for length, key, window in firsts]
