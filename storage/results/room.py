"""Making room: what was not used for longest goes first."""

import heapq
import time
from collections.abc import Iterator
from operator import attrgetter

from storage.results.ledger import Account, NotKept
from storage.results.shelf import Found, Shelf, remove_abandoned, size_of

_REMEMBERED = 4096
_WALKS = 3


class Room:
    """Keeps a store within its budget. All of it is called by who has the ledger's lock.

    The entries that were used least recently are remembered from the last walk over all of them:
    what was used or written since is younger than these, so that the oldest of them that is as it
    was seen then is the oldest of all.

    Args:
        shelf: where the entries lie.
        budget: bytes of all entries and of what is being written.
    """

    def __init__(self, shelf: Shelf, budget: int) -> None:
        self._shelf = shelf
        self._budget = budget
        self._oldest: list[Found] = []

    def tidy(self, account: Account) -> None:
        """Delete what dead writers have left.

        Raises:
            OSError: it cannot be deleted.
        """
        account.bytes -= remove_abandoned(self._shelf.drafts)

    def count(self, account: Account) -> None:
        """Sweep up what the dead have left, count file by file, and keep to the budget."""
        self.tidy(account)
        remove_abandoned(self._shelf.locks)
        self._walk(account)
        self.make(account, 0)

    def make(self, account: Account, size: int) -> None:
        """Evict entries until `size` more bytes are within the budget.

        Raises:
            NotKept: so much is being written that they are not.
            OSError: an entry cannot be deleted.
        """
        walks = 0
        while account.bytes + size > self._budget:
            if self._oldest:
                self._evict(account, self._oldest.pop())
            elif walks < _WALKS:
                self._walk(account)
                walks += 1
            else:
                message = f"no room for {size} bytes besides what is being written"
                raise NotKept(message)

    def remove(self, account: Account, found: Found) -> bool:
        """Delete an entry and count it out; whether it was there still."""
        size = size_of(found.path)
        if size is None:
            return False
        try:
            found.path.unlink()
        except FileNotFoundError:  # all is being deleted by somebody
            return False
        account.entries -= 1
        account.bytes -= size
        return True

    def _evict(self, account: Account, found: Found) -> None:
        try:
            used = found.path.lstat().st_mtime_ns
        except FileNotFoundError:
            return
        if used == found.used:
            self.remove(account, found)

    def _walk(self, account: Account) -> None:
        entries = size = 0

        def counted() -> Iterator[Found]:
            nonlocal entries, size
            for found in self._shelf.entries():
                entries += 1
                size += found.size
                yield found

        oldest = heapq.nsmallest(_REMEMBERED, counted(), key=attrgetter("used"))
        self._oldest = oldest[::-1]
        account.entries = entries
        account.bytes = size + sum(found.size for found in self._shelf.written())
        account.counted = time.monotonic()
