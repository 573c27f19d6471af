"""Peers, installed below var/ by their own clients; nothing of them is a part of Easel."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from subprocess import DEVNULL

from benchmarks.runner import AbsentError
from config import ROOT

FOLDER = ROOT / "var" / "bench"
"""For all that is measured with."""

PATIENCE = 180
"""seconds that an installation may take."""


def program(name: str) -> str:
    """The path of a program.

    Raises:
        AbsentError: it is not installed.
    """
    if found := shutil.which(name):
        return found
    message = f"{name} is not installed"
    raise AbsentError(message)


def from_npm(name: str, *packages: str) -> Path:
    """Install packages from npm.

    Args:
        name: of the folder for them.
        packages: with their versions.

    Returns:
        The folder `node_modules`.

    Raises:
        AbsentError: they cannot be had.
    """
    folder = FOLDER / name
    quiet = ("--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error")
    program("node")
    _install(folder, [program("npm"), "install", "--prefix", str(folder), *quiet, *packages])
    return folder / "node_modules"


def from_pypi(name: str, *packages: str) -> Path:
    """Install packages from PyPI, into an environment of their own.

    Args:
        name: of the folder for it.
        packages: with their versions.

    Returns:
        The folder of its programs.

    Raises:
        AbsentError: they cannot be had.
    """
    folder = FOLDER / name
    programs = folder / "bin"
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    _install(
        folder,
        [sys.executable, "-m", "venv", str(folder)],
        [str(programs / "python"), "-m", "pip", "install", *quiet, *packages],
    )
    return programs


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
