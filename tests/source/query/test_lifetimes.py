"""Readers and the processes that have them: forks, and a service that is killed."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

MARGIN = 8.0
"""Seconds for a machine that does much else."""

Readers = Callable[[int], set[int]]

FORKED = """
import os, sys, threading
from source.query import Evaluator, Kind, Query

query = Query(Kind.JSON, "$.a")
evaluator = Evaluator()
stop = threading.Event()

def ask(number):
    return evaluator.evaluate(b'{"a": %d}' % number, None, query) == str(number)

def keep_asking():
    while not stop.is_set():
        assert ask(0)

def fork_four():
    children = []
    for number in range(1, 5):
        child = os.fork()
        if child == 0:
            right = all(ask(number * 100 + each) for each in range(20))
            evaluator.close()
            os._exit(0 if right else 1)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]

assert ask(1)
idle = fork_four()
thread = threading.Thread(target=keep_asking)
thread.start()
busy = fork_four()
stop.set()
thread.join()
assert ask(1)
sys.exit(0 if idle == busy == [0, 0, 0, 0] else 1)
"""


def test_a_fork_at_any_time_starts_its_own_readers(readers: Readers) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", FORKED],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


KILLED = """
import sys
from source.query import Evaluator, Kind, Query

evaluator = Evaluator(budget=2)
evaluator.evaluate(b"<a/>", None, Query(Kind.XML, "1"))
print("ready", flush=True)
if sys.argv[1] == "busy":
    many = b"<a>" + b"<b/>" * 20_000 + b"</a>"
    evaluator.evaluate(many, None, Query(Kind.XML, "//*[count(//*[count(//*) > 0]) > 0]"))
sys.stdin.readline()
"""


def is_running(process: int) -> bool:
    """Tell whether a process is there, and no zombie that nobody has waited for."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes() != b""
    except OSError:
        return False


@pytest.mark.parametrize("state", ["idle", "busy"])
def test_readers_end_with_a_service_that_is_killed(readers: Readers, state: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, state],
        cwd=Path(__file__).parents[3],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as service:
        assert service.stdout is not None
        assert service.stdout.readline() == b"ready\n"
        time.sleep(0.5)
        [reader] = readers(service.pid)
        service.kill()
    deadline = time.monotonic() + 3 + MARGIN
    while is_running(reader) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(reader)
