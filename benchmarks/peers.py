"""Other programs that do what Easel does, driven by lines."""

import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from subprocess import PIPE

from benchmarks.installing import from_npm, from_pypi, program
from benchmarks.runner import AbsentError
from config import ROOT

BADGE_MAKER = "6.0.0"
PYBADGES = "3.0.1"
Text = tuple[str, str]
"""Label and message."""

_HERE = Path(__file__).parent


class Peer:
    """A long-lived process that times batches by itself: its start does not count."""

    def __init__(self, name: str, command: Callable[[], Sequence[str]]) -> None:
        """Name a peer; nothing is installed or started before its first batch.

        Args:
            name: the package and its version.
            command: installs what is missing and returns how to start it; raises AbsentError.
        """
        self.name = name
        self._command = command
        self._process: subprocess.Popen[str] | AbsentError | None = None

    def time(self, task: object) -> int:
        """Let it do what one line says, such as a badge of each of some texts.

        Args:
            task: what its driver reads, as JSON.

        Returns:
            The ns that it took.

        Raises:
            AbsentError: it cannot be installed, or it ended.
        """
        if self._process is None:
            self._process = self._start()
        if isinstance(self._process, AbsentError):
            raise self._process
        ask, answer = self._process.stdin, self._process.stdout
        assert ask is not None  # noqa: S101 - PIPE was asked for
        assert answer is not None  # noqa: S101
        try:
            ask.write(f"{json.dumps(task)}\n")
            ask.flush()
            return int(answer.readline())
        except (OSError, ValueError) as error:
            message = f"{self.name} ended by itself"
            raise AbsentError(message) from error

    def _start(self) -> "subprocess.Popen[str] | AbsentError":
        """Start it, or remember why not: a registry that is silent is waited for once only."""
        try:
            return subprocess.Popen(self._command(), stdin=PIPE, stdout=PIPE, text=True, cwd=ROOT)
        except AbsentError as error:
            return error

    @property
    def pid(self) -> int:
        """The number of its process, which its first batch starts."""
        assert isinstance(self._process, subprocess.Popen)  # noqa: S101 - it has been asked
        return self._process.pid

    def stop(self) -> None:
        """End it."""
        if isinstance(self._process, subprocess.Popen):
            self._process.terminate()
            self._process.communicate()


@contextmanager
def stopping(*peers: Peer) -> Iterator[Sequence[Peer]]:
    """Give peers, and stop them at the end."""
    try:
        yield peers
    finally:
        for each in peers:
            each.stop()


def badge_peers() -> AbstractContextManager[Sequence[Peer]]:
    """All that make badges, stopped at the end."""
    return stopping(
        Peer(f"badge-maker {BADGE_MAKER}", _badge_maker),
        Peer(f"pybadges {PYBADGES}", _pybadges),
    )


def _badge_maker() -> list[str]:
    folder = from_npm(f"badge-maker-{BADGE_MAKER}", f"badge-maker@{BADGE_MAKER}")
    return [program("node"), str(_HERE / "drive_badge_maker.mjs"), str(folder)]


def _pybadges() -> list[str]:
    # It imports pkg_resources, which newer ones do not have, and does not say so.
    packages = (f"pybadges=={PYBADGES}", "setuptools<81")
    python = from_pypi(f"pybadges-{PYBADGES}", *packages) / "python"
    return [str(python), "-P", str(_HERE / "drive_pybadges.py")]
