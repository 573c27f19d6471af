"""A server of our own, started and stopped as a platform would."""

import fcntl
import os
import random
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

import pytest

from config import ROOT

START = 60  # s until the first answer, on a busy machine
STOP = 30  # s, as long as platforms wait
SIOCGIFADDR = 0x8915  # Linux: the IPv4 address of an interface
HONCHO = (sys.executable, "-m", "honcho", "start", "web")
MAKE = ("make", "serve")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen[str]
    port: int

    def ask(
        self,
        target: str,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        host: str = "127.0.0.1",
        body: bytes | None = None,
    ) -> Answer:
        connection = HTTPConnection(host, self.port, timeout=30)
        try:
            connection.request(method, target, body, headers or {})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def stop(self) -> str:
        """End it as a platform does; return what it wrote."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.communicate(timeout=STOP)[0]
        except subprocess.TimeoutExpired:
            for pid in reversed(family(self.process.pid)):
                os.kill(pid, signal.SIGKILL)
            raise


def free_port() -> int:
    """Find a port that nobody has, and that no connection to elsewhere gets before it is used.

    The system takes ports of connections, and those of servers that name none, from 32768 on.
    """
    while True:
        port = random.SystemRandom().randrange(10_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("", port))
            return port


def own_addresses() -> set[str]:
    """Find the IPv4 addresses of this machine that are not its loopback."""
    found = set()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            with suppress(OSError):
                raw = fcntl.ioctl(probe, SIOCGIFADDR, struct.pack("256s", name.encode()))
                found.add(socket.inet_ntoa(raw[20:24]))
    return {address for address in found if not address.startswith("127.")}


def family(pid: int) -> list[int]:
    """List a process and all that it started, parents first."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except FileNotFoundError:
        children = []
    return [pid, *(member for child in children for member in family(int(child)))]


def runs(pid: int) -> bool:
    """Tell whether a process still does something; one that only waits to be reaped does not."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(") ")[2]
    except ProcessLookupError:
        return False
    except FileNotFoundError:
        return sys.platform != "linux"
    return not state.startswith("Z")


@contextmanager
def started(home: Path, command: tuple[str, ...] = HONCHO, **settings: str) -> Iterator[Server]:
    """Start the service as a user with an empty home; wait for its first answer."""
    port = free_port()
    environ = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "PORT": str(port),
        "VAR_DIR": str(home / "var"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    process = subprocess.Popen(
        [part.format(port=port) for part in command],
        cwd=ROOT,
        env=environ | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    server = Server(process, port)
    try:
        wait_until_it_answers(server)
        yield server
    finally:
        server.stop()


def wait_until_it_answers(server: Server) -> None:
    end = time.monotonic() + START
    while server.process.poll() is None and time.monotonic() < end:
        with suppress(OSError):
            server.ask("/healthz")
            return
        time.sleep(0.05)
    pytest.fail(f"the service did not start:\n{server.stop()}")
