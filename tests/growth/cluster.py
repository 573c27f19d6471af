"""Two replicas, all that they share, and nginx in front of them, on the loopback."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests import nginx, redis
from tests.growth.door import TOKEN, Door
from tests.growth.replica import Replica
from tests.real_server import free_port
from tests.torture.stacks import Victim, mariadb_and_bucket

SECRET = "one and the same key for all replicas"  # noqa: S105 - of tests
RATE = 12
"""Requests that one client may send an hour, reading and writing each."""


@dataclass
class Rates:
    """The Redis that all count in; it can go away and come back, with nothing in it.

    Args:
        url: where it is.
    """

    url: str = ""
    _running: ExitStack = field(default_factory=ExitStack)

    def start(self) -> None:
        """Start it, where it was before if it was."""
        port = int(self.url.rpartition(":")[2].partition("/")[0]) if self.url else None
        self.url = self._running.enter_context(redis.started(port))

    def stop(self) -> None:
        """Let nobody listen there any more."""
        self._running.close()


@dataclass(frozen=True)
class Cluster:
    """What the tests ask and hurt.

    Args:
        replicas: both.
        front: nginx.
        rows: MariaDB.
        objects: SeaweedFS.
        rates: Redis.
    """

    replicas: tuple[Replica, Replica]
    front: Door
    rows: Victim
    objects: Victim
    rates: Rates

    @property
    def doors(self) -> tuple[Door, Door]:
        """The replicas' own."""
        one, other = self.replicas
        return one.door, other.door

    def everywhere(self) -> Iterator[Door]:
        """Give a way to each worker of both replicas, one after the other, and to nginx."""
        for replica in self.replicas:
            yield from replica.each_worker()
        yield self.front


@contextmanager
def started(folder: Path) -> Iterator[Cluster]:
    """Start everything: both replicas at the same moment, on an empty database and bucket."""
    with ExitStack() as stack:
        kept = stack.enter_context(mariadb_and_bucket(folder))
        rates = Rates()
        stack.callback(rates.stop)
        rates.start()
        ports = free_port(), free_port()
        (folder / "nginx").mkdir()
        front = stack.enter_context(nginx.started(folder / "nginx", *ports))
        settings = kept.environ | {
            "SECRET_KEY": SECRET,
            "BOOTSTRAP_TOKEN": TOKEN,
            "PUBLIC_URL": f"http://127.0.0.1:{front}",
            "REDIS_URL": rates.url,
            "READ_RATE": f"{RATE}/hour",
            "WRITE_RATE": f"{RATE}/hour",
            "TRUSTED_PROXIES": "1",
            "RENDER_THREADS": "1",
        }
        one, other = (
            Replica(folder / name, port, settings)
            for name, port in zip(("one", "other"), ports, strict=True)
        )
        for replica in (one, other):
            stack.callback(replica.kill)
            replica.begin()
        for replica in (one, other):
            replica.wait()
        rows, objects = kept.victims
        yield Cluster((one, other), Door(front), rows, objects, rates)
