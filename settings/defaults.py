"""What settings are where nobody says: found out about the machine, or made once and kept."""

import fcntl
import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

ROOM_FOR_TWO = 900 * 1000**2
"""Bytes of memory that two worker processes need."""

# Source: https://docs.kernel.org/admin-guide/cgroup-v2.html, and the same of version 1.
_MEMORY_LIMITS = (
    "sys/fs/cgroup/memory.max",
    "sys/fs/cgroup/memory/memory.limit_in_bytes",
)


def kept_secret(var_dir: Path) -> str:
    """Return the secret of this folder, made by whichever process comes first.

    Raises:
        OSError: the folder cannot be written.
    """
    var_dir.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(var_dir / "secret_key", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "r+", encoding="utf-8", errors="replace") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        secret = file.read().strip()
        if not secret:
            secret = secrets.token_hex(32)
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
    return secret


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def workers(root: Path = Path("/")) -> int:
    """Return how many worker processes the memory holds that this process may use.

    A worker at its worst takes 300 to 400 MB (docs/deployment.md), the process above it 100 MB.

    Args:
        root: below which /sys lies.
    """
    return 2 if _memory(root) >= ROOM_FOR_TWO else 1


def _memory(root: Path) -> int:
    """Return the bytes that a container leaves us, or that the machine has; huge if none says."""
    found = [sys.maxsize]
    for name in _MEMORY_LIMITS:
        with suppress(OSError, ValueError):  # "max" is no number
            found.append(int((root / name).read_text(encoding="ascii")))
    with suppress(AttributeError, OSError, ValueError):
        found.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    return min(found)
