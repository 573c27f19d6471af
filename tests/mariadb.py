"""A MariaDB server of our own, with its data in a folder of its own."""

import getpass
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine
from sqlalchemy.exc import OperationalError

from tests.real_server import free_port

START = 60  # s until it answers, on a busy machine
STOP = 60
# Debian keeps servers where only root's PATH leads.
PROGRAM = shutil.which("mariadbd") or shutil.which("mariadbd", path="/usr/sbin:/usr/local/sbin")
INSTALLER = shutil.which("mariadb-install-db")
# Small, but safe: a commit is on the disk, as where people keep what they care for.
OPTIONS = (
    "--bind-address=127.0.0.1",
    "--skip-name-resolve",
    "--skip-log-bin",
    "--performance-schema=OFF",
    "--innodb-buffer-pool-size=32M",
    "--innodb-log-file-size=8M",
    "--innodb-flush-log-at-trx-commit=1",
    "--max-connections=200",
)
_names = count(1)


@dataclass(frozen=True)
class MariaDb:
    port: int
    pid: int

    @property
    def url(self) -> str:
        return f"mysql+pymysql://root@127.0.0.1:{self.port}/"

    @contextmanager
    def database(self) -> Iterator[str]:
        """Make an empty database; give its DATABASE_URL; drop it in the end."""
        name = f"easel_{next(_names)}"
        self.execute(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
        try:
            yield self.url + name
        finally:
            # Rather fail than wait for whoever forgot a transaction.
            self.execute("SET SESSION lock_wait_timeout = 10", f"DROP DATABASE {name}")

    @contextmanager
    def hanging(self) -> Iterator[Callable[[], None]]:
        """Let it accept connections and answer nothing; give what lets it go on sooner."""
        resume = partial(os.kill, self.pid, signal.SIGCONT)
        os.kill(self.pid, signal.SIGSTOP)
        try:
            yield resume
        finally:
            resume()

    def execute(self, *statements: str) -> None:
        engine = create_engine(self.url, poolclass=NullPool)
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)


@contextmanager
def started(folder: Path) -> Iterator[MariaDb]:
    """Start a server with no data, root without a password, and wait for its first answer."""
    assert PROGRAM, "needs Debian's mariadb-server"
    assert INSTALLER, "needs Debian's mariadb-server"
    port = free_port()
    # Without --no-defaults it would read the machine's own settings, its data folder too.
    own = ["--no-defaults", f"--datadir={folder / 'rows'}", f"--user={getpass.getuser()}"]
    log = folder / "log"
    with log.open("wb") as output:
        subprocess.run(
            [INSTALLER, *own, "--auth-root-authentication-method=normal", *OPTIONS],
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,  # the server says in the same log what it misses
            timeout=START,
        )
        # A socket's path can be 107 bytes long, so it is relative to the data.
        process = subprocess.Popen(
            [PROGRAM, *own, *OPTIONS, f"--port={port}", "--socket=socket"],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = MariaDb(port, process.pid)
    try:
        _wait_until_it_answers(server, process, log)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


def _wait_until_it_answers(server: MariaDb, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START
    while process.poll() is None and time.monotonic() < end:
        with suppress(OperationalError):
            server.execute("SELECT 1")
            return
        time.sleep(0.05)
    pytest.fail(f"MariaDB did not start:\n{log.read_text(errors='replace')}")
