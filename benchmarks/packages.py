"""Packages whose files are measured with: fetched below var/ by their registry's own client."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.installing import FOLDER
from benchmarks.runner import AbsentError

PATIENCE = 600
"""seconds that one package may take."""


class Package(NamedTuple):
    """Where files are published: a registry's short name, the package and its version."""

    registry: str
    name: str
    version: str


def unpacked(package: Package) -> Path:
    """The folder with a package's files, fetched by its registry's own client when it is new.

    Raises:
        AbsentError: it cannot be had.
    """
    folder = FOLDER / "photos" / f"{package.name}-{package.version}".replace(":", "_")
    if not (folder / "unpacked").exists():
        print(f"Fetching {package.name}", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _fetch(package, folder)
        (folder / "unpacked").touch()
    return folder


def _fetch(package: Package, folder: Path) -> None:
    _run(_download(package), folder)
    archive = next(each for each in folder.iterdir() if each.is_file())
    match package.registry:
        case "deb":
            _run(["dpkg-deb", "-x", archive.name, "."], folder)
        case "pypi":
            with zipfile.ZipFile(archive) as wheel:
                wheel.extractall(folder)
        case _:
            _run(["tar", "-xzf", archive.name], folder)
    archive.unlink()


def _download(package: Package) -> list[str]:
    registry, name, version = package
    match registry:
        case "deb":
            return ["apt-get", "download", f"{name}={version}"]
        case "pypi":
            quiet = ("--quiet", "--no-deps", "--only-binary=:all:")
            return [sys.executable, "-m", "pip", "download", *quiet, f"{name}=={version}"]
        case _:
            return ["npm", "pack", "--silent", f"{name}@{version}"]


def _run(command: list[str], folder: Path) -> None:
    try:
        subprocess.run(command, cwd=folder, capture_output=True, timeout=PATIENCE, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        message = f"{command[0]} failed: {error}"
        raise AbsentError(message) from error
