"""Contestants take turns in small batches, so that a machine's drift meets all of them alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

ROUNDS = 21
BATCH = 20_000_000
"""ns, about how long a contestant runs before it is the next one's turn."""

RUN_UP = 4
"""A batch's share that is run before it and not timed: others have used the caches meanwhile."""

WARM_UP = 25
"""Batches before the first round: just-in-time compilers take that long to do their best."""


class AbsentError(Exception):
    """A contestant cannot run; the message says why."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """Something whose speed is measured.

    Args:
        name: what its times are filed under.
        run: does it so many times and returns the ns that took; raises AbsentError.
    """

    name: str
    run: Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Race:
    """What the batches took.

    Args:
        laps: contestant → ns a call, one figure a round.
        absent: contestant → why it did not run.
    """

    laps: Mapping[str, Sequence[float]]
    absent: Mapping[str, str]

    def time(self, name: str) -> float:
        """How long a call takes, in ns: the median of the batches."""
        return median(self.laps[name])

    def times_as_fast(self, name: str, peer: str) -> float:
        """How often a contestant does it in the time that a peer needs for once.

        Taken round by round, in which both ran right after each other, then the median.
        """
        pairs = zip(self.laps[name], self.laps[peer], strict=True)
        return median(theirs / ours for ours, theirs in pairs)

    @property
    def noise(self) -> float:
        """How far the middle half of a contestant's batches lies apart, as a share; typically."""
        return median(_spread(laps) for laps in self.laps.values())


def race(contestants: Sequence[Contestant], rounds: int = ROUNDS, batch: int = BATCH) -> Race:
    """Let everybody run, one batch after the other, round after round.

    Args:
        contestants: with a name each.
        rounds: how many batches of each, at least 2.
        batch: ns, how long a batch should take.
    """
    counts: dict[str, int] = {}
    absent: dict[str, str] = {}
    for each in contestants:
        try:
            counts[each.name] = _count(each, batch)
        except AbsentError as error:
            absent[each.name] = str(error)
    runners = [each for each in contestants if each.name in counts]
    laps: dict[str, list[float]] = {each.name: [] for each in runners}
    for _ in range(rounds):
        for each in runners:
            each.run(-(-counts[each.name] // RUN_UP))
            laps[each.name].append(each.run(counts[each.name]) / counts[each.name])
    return Race(laps, absent)


def take_turns(contestants: Sequence[Contestant], rounds: int) -> Race:
    """Let everybody do what takes long: once to warm up, then once a round.

    Args:
        contestants: with a name each; those to be compared stand next to each other.
        rounds: at least 2.
    """
    absent: dict[str, str] = {}
    for each in contestants:
        try:
            each.run(1)
        except AbsentError as error:
            absent[each.name] = str(error)
    runners = [each for each in contestants if each.name not in absent]
    laps: dict[str, list[float]] = {each.name: [] for each in runners}
    for _ in range(rounds):
        for each in runners:
            laps[each.name].append(each.run(1))
    return Race(laps, absent)


def _count(contestant: Contestant, batch: int) -> int:
    """How many calls fill a batch, once the contestant is warm."""
    count, total = 1, 0
    while total < WARM_UP * batch:
        taken = max(contestant.run(count), 1)
        total += taken
        count = max(1, min(count * 8, round(count * batch / taken)))
    return count


def _spread(laps: Sequence[float]) -> float:
    low, _, high = quantiles(laps, n=4)
    return (high - low) / median(laps)
