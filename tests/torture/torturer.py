"""Does to a service at work what is done to services, and looks at it afterwards."""

import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from endpoint.image.keeping.steps import (
    EXPIRY_BEFORE_COMMIT,
    EXPIRY_COMMITTED,
    FENCED,
    INTENT_COMMITTED,
    OBJECT_PUT,
)
from tests.torture.clients import Reader, Writer, at_work
from tests.torture.house import LASTS, House, no_room
from tests.torture.ledger import Ledger
from tests.torture.stacks import Stack
from tests.torture.verdict import Trial

STALLED = (INTENT_COMMITTED, OBJECT_PUT, FENCED)
"""Where a writer falls asleep until its intent has expired."""

_BEFORE = {EXPIRY_BEFORE_COMMIT: OBJECT_PUT, EXPIRY_COMMITTED: INTENT_COMMITTED}
"""Who dies at the latter leaves what comes to the former: an intent that expires."""

_PATIENCE = 60  # s until somebody comes to a step


@dataclass
class Torturer:
    """Plans nothing; each blow is asked for.

    Args:
        stack: what the service uses.
        house: the service.
        dice: decide who is hit.
        say: is told what is done.
    """

    stack: Stack
    house: House
    dice: random.Random
    say: Callable[[str], None]
    ledger: Ledger = field(default_factory=Ledger)
    blows: Counter[str] = field(default_factory=Counter)
    checks: int = 0

    @contextmanager
    def clients(self, writers: int, readers: int) -> Iterator[None]:
        """Let clients work meanwhile."""
        kinds: list[type[Writer | Reader]] = [Writer] * writers + [Reader] * readers
        seeds = [self.dice.getrandbits(32) for _ in kinds]
        with at_work(
            [
                kind(self.house.port, self.ledger, random.Random(seed))  # noqa: S311
                for kind, seed in zip(kinds, seeds, strict=True)
            ]
        ):
            yield

    def kill_at(self, step: str) -> None:
        """Kill the first process that comes to a step; see that somebody will come there."""
        if step in _BEFORE:
            self.kill_at(_BEFORE[step])
        self.house.failpoints.hit(step, signal.SIGKILL, _PATIENCE)
        self._did("killed at a step", step)

    def kill_one(self) -> None:
        """Kill any worker, wherever it is."""
        self.blows["killed at random"] += self.house.kill_one(self.dice)

    def kill_all(self) -> None:
        """Kill the whole service; it is started again."""
        self.stop()
        self.house.start()

    def stop(self) -> None:
        """Kill the whole service."""
        self.blows["killed with the arbiter"] += self.house.kill_all()

    def stall_at(self, step: str) -> None:
        """Let the first process that comes to a step sleep until its intent has expired."""
        pid = self.house.failpoints.hit(step, signal.SIGSTOP, _PATIENCE)
        self._wake(pid)
        self._did("stalled", step)

    def stall_one(self) -> None:
        """Let any worker sleep, wherever it is."""
        workers = self.house.workers()
        if workers:
            pid = self.dice.choice(workers)
            os.kill(pid, signal.SIGSTOP)
            self._wake(pid)
            self._did("stalled", "at random")

    def fill_disk(self, by: int | Path, seconds: float) -> None:
        """Let there be no room for files, and kill somebody meanwhile.

        Args:
            by: a disk that is filled, or how many bytes a file may have.
            seconds: how long.
        """
        full = no_room(by) if isinstance(by, Path) else self.house.short_files(by)
        with full:
            time.sleep(seconds / 2)
            self.kill_one()
            time.sleep(seconds / 2)
        self._did("disk full", "really" if isinstance(by, Path) else f"files of {by} bytes")

    def forget_results(self) -> None:
        """Delete all derivatives."""
        self.house.forget_results()
        self._did("derivatives deleted", "all of them")

    def kill_servers(self, away: float) -> None:
        """Kill each server of the stack in turn, and start it again after some seconds."""
        for victim in self.stack.victims:
            victim.kill()
            time.sleep(away)
            victim.start()
            self._did(f"{victim.name} killed", "and started again")
            self.wait_until_uploads_are_kept()

    def wait_until_uploads_are_kept(self) -> None:
        """Wait for the next upload that is acknowledged."""
        before, end = self.ledger.answers["POST 201"], time.monotonic() + _PATIENCE
        while self.ledger.answers["POST 201"] == before:
            if time.monotonic() > end:
                message = f"no upload was kept for {_PATIENCE} s"
                raise TimeoutError(message)
            time.sleep(0.02)

    def verdict(self) -> list[str]:
        """End the service, recover, look at everything; then read all that was promised."""
        self.stop()
        self.checks += 1
        trial = Trial(self.house, self.house.var / self.stack.drafts, self.ledger)
        found = trial.violations()
        shutil.rmtree(self.house.var / "cache", ignore_errors=True)
        self.house.start()
        reader = Reader(self.house.port, self.ledger, self.dice)
        for known in [*self.ledger.known.values()]:
            if not reader.look(known):
                found.append(f"2: upload {known.id} is not answered for")
        return self.ledger.violations + found

    def kills(self) -> int:
        """Count the processes that were killed."""
        return sum(number for what, number in self.blows.items() if "killed" in what)

    def _wake(self, pid: int) -> None:
        """Let a process go on when its intents have expired and the collector was there."""
        time.sleep(LASTS + 4 * self.house.pause)
        os.kill(pid, signal.SIGCONT)

    def _did(self, what: str, where: str) -> None:
        self.blows[what] += 1
        self.say(f"{what}: {where}")


@contextmanager
def torturer(
    stack: Stack, folder: Path, seed: int, say: Callable[[str], None]
) -> Iterator[Torturer]:
    """Start a service that uses a stack; kill it in the end."""
    house = House(folder, stack.environ, pause=0.3)
    house.start()
    try:
        yield Torturer(stack, house, random.Random(seed), say)  # noqa: S311
    finally:
        house.kill_all()
