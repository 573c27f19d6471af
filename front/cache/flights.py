"""Twins: one asks, the others wait (RFC 9111, section 4, "collapse requests")."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any

from front.cache.memory import Key, Place

log = logging.getLogger(__name__)


class Flights:
    """The questions under way to the application that others may wait for."""

    def __init__(self) -> None:
        self._events: dict[Place, asyncio.Event] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def of(self, place: Place) -> asyncio.Event | None:
        """Give what tells when the question under way has an answer."""
        return self._events.get(place)

    def take_off(self, place: Place) -> Callable[[], None]:
        """Be the one who asks from now on; what is given lets the others go."""
        event = self._events[place] = asyncio.Event()

        def land() -> None:
            # Another may have taken off for this place since.
            if self._events.get(place) is event:
                del self._events[place]
            event.set()

        return land

    def behind(self, place: Place, question: Coroutine[Any, Any, None]) -> None:
        """Ask while nobody waits."""
        task = asyncio.create_task(_fly(question, self.take_off(place)))
        # The loop itself holds tasks only weakly.
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _fly(question: Coroutine[Any, Any, None], land: Callable[[], None]) -> None:
    try:
        await question
    except Exception:
        log.exception("A kept answer was not renewed")
    finally:
        land()


class Unkept:
    """Addresses whose last answer was not kept, so that nobody waits for the next one."""

    _MOST = 4096

    def __init__(self) -> None:
        # Hashes, since an address may be as long as a request's line. Two that share one cost a
        # question that a twin would have asked.
        self._keys: OrderedDict[int, None] = OrderedDict()

    def __contains__(self, key: Key) -> bool:
        """Tell whether the last answer was not kept, as far as remembered."""
        return hash(key) in self._keys

    def add(self, key: Key) -> None:
        """Remember an address, for as long as not too many others come."""
        self._keys[hash(key)] = None
        self._keys.move_to_end(hash(key))
        if len(self._keys) > self._MOST:
            self._keys.popitem(last=False)

    def remove(self, key: Key) -> None:
        """Forget an address: its answer is kept now."""
        self._keys.pop(hash(key), None)
