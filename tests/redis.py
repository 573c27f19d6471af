"""A Redis server of our own, that keeps nothing."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.real_server import free_port

START = 20  # s
PROGRAM = shutil.which("redis-server") or shutil.which("valkey-server")


@contextmanager
def started(port: int | None = None) -> Iterator[str]:
    """Start a server; give its REDIS_URL.

    Args:
        port: where it was before; a free one by default.
    """
    assert PROGRAM, "needs Debian's redis-server"
    port = port or free_port()
    options = ("--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")
    process = subprocess.Popen([PROGRAM, *options], stdout=subprocess.DEVNULL)
    try:
        _wait_until_it_listens(process, port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(START)


def _wait_until_it_listens(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + START
    while process.poll() is None and time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    pytest.fail("Redis did not start")
