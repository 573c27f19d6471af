"""Does to a service at work what is done to services, and looks at it afterwards."""

import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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

STALLED = (FENCED, OBJECT_PUT, INTENT_COMMITTED)
"""Where a writer falls asleep until its intent has expired; who wakes is not caught by the next."""

_LOCKED = (FENCED,)
"""Where it has locked what the collector wants."""

_BEFORE = {EXPIRY_BEFORE_COMMIT: OBJECT_PUT, EXPIRY_COMMITTED: INTENT_COMMITTED}
"""Who dies at the latter leaves what comes to the former: an intent that expires."""

_NAPS = 6  # at most, until one is of use
_MANY = 4  # uploads that may have been under way when somebody fell asleep
_YAWN = 0.5  # s that somebody has to get on who was woken
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

    def end_at(self, step: str) -> None:
        """Kill a process at a step, and all others before they can clear up after it."""
        self.kill_at(step)
        self.stop()

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
        """Let the first process that comes to a step sleep until its intent has expired.

        A process that sleeps with a lock of SQLite lets nobody else go on, the collector neither.
        So one is put to sleep that has none; its other threads may have one, then it is done again.
        """
        for _ in range(_NAPS):
            pid = self.house.failpoints.hit(step, signal.SIGSTOP, _PATIENCE)
            before = self.ledger.answers["POST 201"]
            self._let_expire()
            others_go_on = self.ledger.answers["POST 201"] > before + _MANY
            self._wake(pid)
            self._did("stalled", step)
            if others_go_on or step in _LOCKED:
                break

    def stall_one(self) -> None:
        """Let any worker sleep, wherever it is."""
        with suppress(IndexError, ProcessLookupError):  # they have just been killed
            pid = self.dice.choice(self.house.workers())
            os.kill(pid, signal.SIGSTOP)
            self._let_expire()
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

    def _let_expire(self) -> None:
        """Wait until an intent has expired and collectors were there."""
        time.sleep(LASTS + 4 * self.house.pause)

    def _wake(self, pid: int) -> None:
        os.kill(pid, signal.SIGCONT)
        time.sleep(_YAWN)

    def _did(self, what: str, where: str) -> None:
        self.blows[what] += 1
        self.say(f"{what}: {where}")


@contextmanager
def torturer(
    stack: Stack, folder: Path, seed: int, say: Callable[[str], None]
) -> Iterator[Torturer]:
    """Start a service that uses a stack; kill it in the end."""
    house = House(folder, stack.environ, pause=0.25)
    house.start()
    try:
        yield Torturer(stack, house, random.Random(seed), say)  # noqa: S311
    finally:
        house.kill_all()
