"""HEAD requests on connections that are kept; wrk waits for bodies that never come.

`python -m benchmarks.heads PORT TARGET SECONDS CONNECTIONS` prints the ms of each answer, in a
process of its own, so that the client's work is not the benchmark's.
"""

import json
import selectors
import socket
import subprocess
import sys
import time
from statistics import quantiles

from benchmarks.runner import AbsentError
from benchmarks.server import Server
from benchmarks.wrk import Batch, Load, busiest_of, took
from config import ROOT

_END = b"\r\n\r\n"
_MOST = 65_536
"""bytes that are read at once: more than a head has."""


def ask_heads(server: Server, target: str, load: Load) -> Batch:
    """Ask for the head of one target again and again.

    Raises:
        AbsentError: not all answers were good.
    """
    amounts = (str(load.seconds), str(load.connections))
    command = [sys.executable, "-m", "benchmarks.heads", str(server.port), target, *amounts]
    before = server.works()
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    works = took(before, server.works())
    if run.returncode:
        message = "the client of HEAD saw errors"
        raise AbsentError(message)
    times = json.loads(run.stdout)
    cuts = quantiles(times, n=100, method="inclusive")
    work = 1000 * sum(works) / len(times)
    return Batch(len(times) / load.seconds, cuts[49], cuts[98], work, busiest_of(works))


def _ask(port: int, target: str, seconds: float, connections: int) -> list[float]:
    """The ms of all answers that came in so many seconds."""
    question = f"HEAD {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    times: list[float] = []
    with selectors.DefaultSelector() as ready:
        asked = {}
        for _ in range(connections):
            connection = socket.create_connection(("127.0.0.1", port), 30)
            ready.register(connection, selectors.EVENT_READ)
            asked[connection] = time.perf_counter()
            connection.sendall(question)
        end = time.perf_counter() + seconds
        while (now := time.perf_counter()) < end:
            for key, _ in ready.select(1):
                connection = key.fileobj  # type: ignore[assignment]  # sockets are registered
                _check(connection.recv(_MOST))
                now = time.perf_counter()
                times.append((now - asked[connection]) * 1000)
                asked[connection] = now
                connection.sendall(question)
    for connection in asked:
        connection.close()
    return times


def _check(head: bytes) -> None:
    if not head.startswith(b"HTTP/1.1 200 ") or not head.endswith(_END):
        message = f"no head, or not one: {head[:80]!r}"
        raise ValueError(message)


if __name__ == "__main__":
    print(json.dumps(_ask(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4]))))
