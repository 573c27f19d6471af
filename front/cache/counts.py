"""What the cache has done, as plain numbers; whoever shows them reads them."""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass(slots=True)
class Counts:
    """Each request for a cacheable method counts once as one of the first seven.

    Args:
        hits: answered from memory, fresh.
        stale: answered from memory within `stale-while-revalidate`.
        revalidated: answered from memory after the application said that nothing has changed.
        shared: waited for the answer to a twin, and got it.
        misses: answered by the application, and looked at for keeping.
        passed: answered by the application, and never for the cache: other methods, ranges, tokens.
        refused: `only-if-cached` without anything kept.
        kept: answers taken into memory.
        evicted: answers that made room for others.
        entries: answers in memory now.
        held_bytes: what they take, their overhead counted.
        by_status: answers from memory by status.
    """

    hits: int = 0
    stale: int = 0
    revalidated: int = 0
    shared: int = 0
    misses: int = 0
    passed: int = 0
    refused: int = 0
    kept: int = 0
    evicted: int = 0
    entries: int = 0
    held_bytes: int = 0
    by_status: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
