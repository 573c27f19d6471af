"""What `flask doctor` looks at, beside fonts: places, neighbours, settings that are easily missed.

No finding repeats a secret: of addresses only their kind is told.
"""

import os
import shutil
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from flask import Flask
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy.engine import make_url

from config import Settings
from endpoint.readiness import readiness
from source.places import FolderPlace
from wiped import Lost

SETTINGS = "easel-settings"
"""The app's extension: what it was started with."""

_MB = 1024 * 1024
_PATIENCE = 2.0  # s
_OWN_KEY = (
    "SECRET_KEY is not set, so this machine has made its own (VAR_DIR/secret_key); "
    "several replicas need the same one, or no captcha of one counts at another"
)
_NO_FETCH = "FETCH_ALLOW is empty: nothing is fetched, so dynamic badges have no values"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor.

    Args:
        state: `note` for what may be meant, `fail` for what does not work.
        says: what was looked at, or what to know.
        advice: what to do about it; may be empty.
    """

    state: Literal["ok", "note", "fail"]
    says: str
    advice: str = ""


def look_around(app: Flask, settings: Settings) -> Iterator[Finding]:
    """Look at everything that this app needs on this machine and beside it."""
    yield from _parts(app, settings)
    yield _folder("VAR_DIR", settings.var_dir, settings.min_free_bytes)
    yield _folder("CACHE_DIR", settings.cache_dir, 0)
    if settings.redis_url:
        yield _redis(settings.redis_url)
    yield Finding("ok", f"zlib {zlib.ZLIB_RUNTIME_VERSION}", _faster())
    yield from (Finding("note", reason) for reason in Lost.by(settings).reasons())
    if settings.secret_key == _made_here(settings.var_dir):
        yield Finding("note", _OWN_KEY)
    if not settings.fetch_allow:
        yield Finding("note", _NO_FETCH)


def _made_here(var_dir: Path) -> str | None:
    """Read the key that config.py makes where none is set."""
    with suppress(OSError):
        return (var_dir / "secret_key").read_text(encoding="utf-8", errors="replace").strip()
    return None


def _parts(app: Flask, settings: Settings) -> Iterator[Finding]:
    kinds = {
        "database": make_url(settings.database_url).get_backend_name(),
        "images": "folder" if isinstance(settings.storage_url, FolderPlace) else "bucket",
    }
    for name, trouble in readiness(app).troubles().items():
        said = f"{name} ({kinds[name]})"
        yield Finding("fail", f"{said} {trouble}") if trouble else Finding("ok", said)


def _folder(name: str, folder: Path, needed: int) -> Finding:
    """Look at a folder, or at the one that it will be made in."""
    place = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        return Finding("fail", f"{name} cannot be written", f"let this user write to {place}")
    free = shutil.disk_usage(place).free
    if free < needed:
        advice = f"uploads are refused below {needed // _MB} MB (MIN_FREE_BYTES)"
        return Finding("fail", f"{name}: {free // _MB} MB free", advice)
    return Finding("ok", f"{name}: {free // _MB} MB free")


def _redis(url: str) -> Finding:
    client = Redis.from_url(url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE)
    try:
        client.ping()
    except (RedisError, OSError, ValueError):
        return Finding("fail", "REDIS_URL does not answer", "each process counts rates by itself")
    finally:
        client.close()
    return Finding("ok", "Redis")


def _faster() -> str:
    if "ng" in zlib.ZLIB_RUNTIME_VERSION:
        return ""
    return "zlib-ng, preloaded in its compatible form, writes PNGs in colour 1.5 to 2 times as fast"
