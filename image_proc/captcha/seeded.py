"""The package `captcha`, with a source of chance that can be repeated.

It takes all its chance from `secrets`, by the name in its modules. A copy of a module that has a
seeded source under that name draws the same for a seed, and leaves the package itself as it is.
"""

import threading
from importlib.util import find_spec, module_from_spec
from random import Random
from types import ModuleType
from typing import Any


class Chance(threading.local):
    """What of `secrets` the package uses; each thread has its own."""

    def __init__(self) -> None:
        self._random = Random(0)  # noqa: S311 - `seed` comes before the first use

    def seed(self, seed: str) -> None:
        """Begin anew; from equal seeds follow equal numbers."""
        self._random.seed(seed.encode())

    def randbelow(self, end: int) -> int:
        """Give a whole number from 0 to `end` - 1."""
        return self._random.randrange(end)

    def randbits(self, count: int) -> int:
        """Give a whole number of so many bits."""
        return self._random.getrandbits(count)

    def bytes(self, count: int) -> bytes:
        """Give so many bytes."""
        return self._random.randbytes(count)

    def choice(self, values: Any) -> Any:
        """Take one of a sequence."""
        return self._random.choice(values)

    def between(self, low: float, high: float) -> float:
        """Give a number from `low` to `high`."""
        return self._random.uniform(low, high)


def copied(name: str, chance: Chance) -> ModuleType:
    """Load a module anew, under no name, with `chance` instead of `secrets`."""
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(name)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.__dict__["secrets"] = chance
    return module
