"""What settings are where nobody says: found out about the machine, or made once and kept."""

import fcntl
import os
import secrets
from pathlib import Path


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
