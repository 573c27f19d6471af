"""Other programs that make badges: installed below var/ by their own clients, driven by lines."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE

from benchmarks.runner import AbsentError
from config import ROOT

FOLDER = ROOT / "var" / "bench"
BADGE_MAKER = "6.0.0"
PYBADGES = "3.0.1"
PATIENCE = 180
"""seconds that an installation may take."""

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

    def time(self, texts: Sequence[Text]) -> int:
        """Let it make a badge of each text.

        Returns:
            The ns that all of them took.

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
            ask.write(f"{json.dumps(texts)}\n")
            ask.flush()
            return int(answer.readline())
        except (OSError, ValueError) as error:
            message = f"{self.name} ended by itself"
            raise AbsentError(message) from error

    def _start(self) -> "subprocess.Popen[str] | AbsentError":
        """Start it, or remember why not: a registry that is silent is waited for once only."""
        try:
            return subprocess.Popen(self._command(), stdin=PIPE, stdout=PIPE, text=True)
        except AbsentError as error:
            return error

    def stop(self) -> None:
        """End it."""
        if isinstance(self._process, subprocess.Popen):
            self._process.terminate()
            self._process.communicate()


@contextmanager
def peers() -> Iterator[list[Peer]]:
    """All peers, stopped at the end."""
    found = [
        Peer(f"badge-maker {BADGE_MAKER}", _badge_maker),
        Peer(f"pybadges {PYBADGES}", _pybadges),
    ]
    try:
        yield found
    finally:
        for each in found:
            each.stop()


def _badge_maker() -> list[str]:
    """Install badge-maker from npm."""
    folder = FOLDER / f"badge-maker-{BADGE_MAKER}"
    node, npm = _program("node"), _program("npm")
    package = f"badge-maker@{BADGE_MAKER}"
    quiet = ("--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error")
    _install(folder, [npm, "install", "--prefix", str(folder), *quiet, package])
    return [node, str(_HERE / "drive_badge_maker.mjs"), str(folder / "node_modules")]


def _pybadges() -> list[str]:
    """Install pybadges from PyPI, into an environment of its own."""
    folder = FOLDER / f"pybadges-{PYBADGES}"
    python = str(folder / "bin" / "python")
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    # It imports pkg_resources, which newer ones do not have, and does not say so.
    packages = (f"pybadges=={PYBADGES}", "setuptools<81")
    _install(
        folder,
        [sys.executable, "-m", "venv", str(folder)],
        [python, "-m", "pip", "install", *quiet, *packages],
    )
    return [python, "-P", str(_HERE / "drive_pybadges.py")]


def _program(name: str) -> str:
    if found := shutil.which(name):
        return found
    message = f"{name} is not installed"
    raise AbsentError(message)


def _install(folder: Path, *commands: Sequence[str]) -> None:
    """Run the commands once; the mark that they leave says that all of them went well."""
    mark = folder / "installed"
    if mark.exists():
        return
    print(f"Installing {folder.name}", file=sys.stderr)
    folder.mkdir(parents=True, exist_ok=True)
    for command in commands:
        _run(command)
    mark.touch()


def _run(command: Sequence[str]) -> None:
    name = Path(command[0]).name
    try:
        subprocess.run(command, stdin=DEVNULL, capture_output=True, timeout=PATIENCE, check=True)
    except subprocess.TimeoutExpired as error:
        message = f"{name} did not install it within {PATIENCE} s"
        raise AbsentError(message) from error
    except (OSError, subprocess.CalledProcessError) as error:
        message = f"{name} could not install it: does the registry answer?"
        raise AbsentError(message) from error
