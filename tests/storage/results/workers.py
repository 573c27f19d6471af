"""What other processes do to a store in the tests."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import Any

from storage.results import ResultStore

SPAWN = get_context("spawn")
NAMES = ("trip/a.jpg", "trip/b.jpg", "trip/day/c.jpg", "c.jpg", "@shop/d.png")


@dataclass(frozen=True)
class Failpoint:
    """A call that its process does not survive.

    Args:
        owner: "os" or "Path".
        name: of the function.
        call: which of its calls, from 1.
        after: whether it is done before the end.
    """

    owner: str
    name: str
    call: int
    after: bool


def body_of(name: str, key: str) -> bytes:
    """Give the only body that is right for a name and a key, of 0 to 5 kB."""
    seed = sha256(f"{name} {key}".encode()).digest()
    return (seed * 160)[: seed[0] * 20]


def hammer(folder: Path, budget: int, seconds: float, seed: int) -> None:
    """Write, read and purge at random; end with status 1 when a body is wrong."""
    store, chance = ResultStore(folder, budget), random.Random(seed)  # noqa: S311 - repeatable
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        name, key = chance.choice(NAMES), f"{chance.randrange(40):02x}"
        _act(store, chance.random(), name, key)


def _act(store: ResultStore, dice: float, name: str, key: str) -> None:
    body = body_of(name, key)
    if dice < 0.35:
        with store.alone(key, 0.05):
            store.put(name, key, body)
    elif dice < 0.45:
        store.keep(name, key, (body[start : start + 999] for start in range(0, len(body), 999)))
    elif dice < 0.8:
        assert store.get(name, key) in (None, body)
    elif dice < 0.97:
        file = store.open(name, key)
        if file is not None:
            with file:
                assert file.read() == body
    elif dice < 0.99:
        store.purge(name)
    else:
        store.sweep()


def request_at_once(folder: Path, threads: int, starts: float, log: Path) -> None:
    """Ask for the same from many threads, each as a request does."""
    store = ResultStore(folder, 1_000_000)

    def request() -> None:
        time.sleep(max(0, starts - time.time()))
        if store.get("a", "0a") is None:
            with store.alone("0a", 10) as had:
                assert had
                if store.get("a", "0a", again=True) is None:
                    _render(store, log)

    requests = [Thread(target=request) for _ in range(threads)]
    for each in requests:
        each.start()
    for each in requests:
        each.join()


def _render(store: ResultStore, log: Path) -> None:
    with log.open("a") as file:
        file.write("rendered\n")
    time.sleep(0.3)
    store.put("a", "0a", b"picture")


def hold(folder: Path, key: str, held: Any) -> None:
    """Be alone for a key, tell so, and never end."""
    with ResultStore(folder, 1_000_000).alone(key, 0):
        held.set()
        time.sleep(60)


def count(folder: Path, hits: int) -> None:
    """Hit something many times."""
    store = ResultStore(folder, 1_000_000)
    for _ in range(hits):
        store.get("a", "0a")


def die(folder: Path, budget: int, point: Failpoint, work: str) -> None:
    """Do one thing in a forked process and be killed in the middle of it."""
    try:
        _arm(point)
        _do(ResultStore(folder, budget), work)
    finally:
        os._exit(1)


def _do(store: ResultStore, work: str) -> None:
    match work:
        case "put":
            store.put("new", "0a", b"n" * 800)
        case "replace":
            store.put("a", "0a", b"n" * 800)
        case "keep":
            store.keep("new", "0a", [b"n" * 400, b"n" * 400])
        case "purge":
            store.purge("")
        case "alone":
            with store.alone("0a", 0):
                pass


def _arm(point: Failpoint) -> None:
    owner: Any = {"os": os, "Path": Path}[point.owner]
    real: Callable[..., Any] = getattr(owner, point.name)
    calls = 0

    def fatal(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == point.call and not point.after:
            os.kill(os.getpid(), signal.SIGKILL)
        done = real(*arguments, **options)
        if calls == point.call:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    setattr(owner, point.name, fatal)


@contextmanager
def running(*jobs: tuple[Callable[..., None], tuple[Any, ...]]) -> Iterator[list[BaseProcess]]:
    """Run functions in processes of their own, and end them afterwards."""
    processes: list[BaseProcess] = [
        SPAWN.Process(target=target, args=arguments) for target, arguments in jobs
    ]
    for process in processes:
        process.start()
    try:
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.join()
            process.close()
