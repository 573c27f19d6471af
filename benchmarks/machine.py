"""What a benchmark runs on, for the lines above its table."""

import os
import platform
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

_CPUS = Path("/proc/cpuinfo")
_PACKAGES = ("pillow", "pydantic", "gunicorn", "gunicorn_h1c", "uvloop")


def machine() -> Iterator[str]:
    """The machine and the versions, in a few lines."""
    libraries = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    yield f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}"
    yield f"{os.cpu_count()} cores{_model()}, load {os.getloadavg()[0]:.2f} before the start"
    yield f"{libraries}, zlib {zlib.ZLIB_RUNTIME_VERSION}"


def version_of(command: str) -> str:
    """What a program calls itself with `-v`, such as `nginx 1.22.1`.

    Args:
        command: a name that is searched for.
    """
    if shutil.which(command) is None:
        return f"{command} is not installed"
    said = subprocess.run([command, "-v"], capture_output=True, text=True, check=False)
    found = re.search(r"\d+(\.\d+)+", said.stdout + said.stderr)
    return f"{command} {found[0]}" if found else command


def _model() -> str:
    lines = _CPUS.read_text(encoding="utf-8").splitlines() if _CPUS.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f" of {names[0]}" if names else ""
