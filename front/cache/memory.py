"""Answers in memory, by bytes; the ones longest not asked for make room."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

from front.cache.counts import Counts
from front.cache.policy import Fields
from front.cache.selecting import Selecting
from front.cache.stored import Stored

Key = bytes
"""What is asked for: the whole address."""

Place = tuple[Key, tuple[bytes, ...]]
"""An answer among those of an address: what its Vary names, as the request has it (section 4.1)."""


@dataclass(slots=True)
class _Address:
    """The answers to one address, and the request's fields that choose among them."""

    names: tuple[bytes, ...]
    places: list[Place] = field(default_factory=list)


class Memory:
    """Keeps answers within a budget.

    Args:
        budget: bytes.
        counts: where it tells what it does.
        selecting: how requests are told apart.
    """

    def __init__(self, budget: int, counts: Counts, selecting: Selecting | None = None) -> None:
        self._budget = budget
        self._counts = counts
        self._selecting = selecting or Selecting()
        self._stored: OrderedDict[Place, Stored] = OrderedDict()
        self._addresses: dict[Key, _Address] = {}
        self.generation = 0
        """How often all was forgotten."""

    @property
    def longest_body(self) -> int:
        """Bytes of the longest body that is kept: one answer may not drive out all others."""
        return self._budget // 8

    def place(self, key: Key, asked: Fields) -> Place:
        """Say where the answer to a request is, or would be by what is known of its address."""
        address = self._addresses.get(key)
        if address is None or not address.names:
            return key, ()
        return key, self._selecting.values(address.names, asked)

    def get(self, place: Place) -> Stored | None:
        """Find an answer, and put it last in the row of those that go."""
        stored = self._stored.get(place)
        if stored is not None:
            self._stored.move_to_end(place)
        return stored

    def put(self, key: Key, asked: Fields, names: tuple[bytes, ...], stored: Stored) -> bool:
        """Keep an answer, if the budget has room for it at all.

        Args:
            key: what was asked for.
            asked: the request's fields.
            names: those that the answer varies by, sorted.
            stored: the answer.
        """
        names = self._widened(key, names)
        place = (key, self._selecting.values(names, asked))
        self._drop(place)
        cost = _cost(place, stored)
        if cost > self._budget:
            return False
        while self._counts.held_bytes + cost > self._budget:
            self._drop(next(iter(self._stored)))
            self._counts.evicted += 1
        # Looked up only now: the last answer to this very address may have made room.
        self._addresses.setdefault(key, _Address(names)).places.append(place)
        self._stored[place] = stored
        self._counts.kept += 1
        self._counts.entries += 1
        self._counts.held_bytes += cost
        return True

    def forget(self, key: Key) -> None:
        """Let go of all answers to an address."""
        if (address := self._addresses.get(key)) is not None:
            for place in tuple(address.places):
                self._drop(place)

    def holdings(self) -> Iterator[tuple[Key, Stored]]:
        """Go through all that is held, what goes first before the rest."""
        for (key, _), stored in self._stored.items():
            yield key, stored

    def forget_all(self) -> None:
        """Let go of everything, and of the answers to what has been asked before."""
        self.generation += 1
        self._stored.clear()
        self._addresses.clear()
        self._counts.entries = self._counts.held_bytes = 0

    def _widened(self, key: Key, names: tuple[bytes, ...]) -> tuple[bytes, ...]:
        """Choose by more fields from now on, where an answer varies by others than the last."""
        address = self._addresses.get(key)
        if address is None:
            return names
        wider = tuple(sorted({*address.names, *names}))
        if wider != address.names:
            self.forget(key)
        return wider

    def _drop(self, place: Place) -> None:
        stored = self._stored.pop(place, None)
        if stored is None:
            return
        self._counts.entries -= 1
        self._counts.held_bytes -= _cost(place, stored)
        address = self._addresses[place[0]]
        address.places.remove(place)
        if not address.places:
            del self._addresses[place[0]]


def _cost(place: Place, stored: Stored) -> int:
    """Count what an answer takes with its place: what a request says may be longer than it."""
    key, said = place
    return stored.cost + len(key) + sum(map(len, said))
