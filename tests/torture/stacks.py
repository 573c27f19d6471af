"""What the service keeps its rows and objects in, and how these are killed."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import mariadb, seaweed
from tests.seaweed import OWNER


@dataclass
class Victim:
    """A server that is killed, and started again on what it has written.

    Args:
        name: of it.
        pid: of its process, our child.
        more: options that only a second start needs.
    """

    name: str
    pid: int
    more: tuple[str, ...] = ()
    _again: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        own = Path(f"/proc/{self.pid}")
        self._command = own.joinpath("cmdline").read_bytes().decode().rstrip("\0").split("\0")
        self._folder = own.joinpath("cwd").readlink()

    def kill(self) -> None:
        """End it without a word."""
        os.kill(self._again.pid if self._again else self.pid, signal.SIGKILL)
        if self._again:
            self._again.wait()

    def start(self) -> None:
        """Start it with its own command; whoever needs it waits for its answers."""
        self._again = subprocess.Popen(
            [*self._command, *self.more],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def end(self) -> None:
        """End what was started again."""
        if self._again and self._again.poll() is None:
            self._again.kill()
            self._again.wait()


@dataclass(frozen=True)
class Stack:
    """Where rows and objects are.

    Args:
        name: of it.
        environ: the settings of a service that uses it.
        victims: its servers.
        drafts: below the service's own folder.
    """

    name: str
    environ: dict[str, str]
    victims: tuple[Victim, ...]
    drafts: str


@contextmanager
def sqlite_and_folder(folder: Path) -> Iterator[Stack]:
    """Keep all in files of the service itself."""
    del folder
    yield Stack("SQLite and a folder", {}, (), "images/staging")


@contextmanager
def mariadb_and_bucket(folder: Path) -> Iterator[Stack]:
    """Keep rows in a MariaDB and objects in a SeaweedFS, both of our own."""
    with ExitStack() as stack, ThreadPoolExecutor() as pool:
        paths = [folder / "mariadb", folder / "seaweedfs"]
        for path in paths:
            path.mkdir(parents=True)
        rows_ = pool.submit(stack.enter_context, mariadb.started(paths[0]))
        objects_ = pool.submit(stack.enter_context, seaweed.started(paths[1]))
        rows, objects = rows_.result(), objects_.result()
        victims = (
            Victim("MariaDB", _child_in(str(paths[0]))),
            # Without it, whoever was killed waits ten seconds more for itself.
            Victim("SeaweedFS", _child_in(str(paths[1])), ("-master.electionTimeout=500ms",)),
        )
        for victim in victims:
            stack.callback(victim.end)
        key, secret = OWNER
        environ = {
            "DATABASE_URL": stack.enter_context(rows.database()),
            "STORAGE_URL": f"s3://{objects.bucket().config['bucket']}/torture",
            "AWS_ENDPOINT_URL": objects.url,
            "AWS_ACCESS_KEY_ID": key,
            "AWS_SECRET_ACCESS_KEY": secret,
        }
        yield Stack("MariaDB and SeaweedFS", environ, victims, "staging")


STACKS: dict[str, Callable[[Path], AbstractContextManager[Stack]]] = {
    "sqlite": sqlite_and_folder,
    "mariadb": mariadb_and_bucket,
}
"""By the name of what holds the rows."""


def _child_in(folder: str) -> int:
    """Find the process of ours whose command names a folder."""
    for children in Path("/proc/self/task").glob("*/children"):  # each thread has its own
        for pid in children.read_text(encoding="ascii").split():
            if folder in Path(f"/proc/{pid}/cmdline").read_text():
                return int(pid)
    message = f"no process of ours works in {folder}"
    raise LookupError(message)
