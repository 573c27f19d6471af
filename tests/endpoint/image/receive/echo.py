"""An app that only receives uploads and tells what came, and a server that runs it."""

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, request

from config import ROOT
from endpoint.errors import install_errors
from endpoint.image.receive import Caps, idempotency_key, receive
from front.bridge import Bridge
from storage.objects import Staging
from tests.conftest import settings_for
from tests.real_server import Server, started

CAPS = Caps(file_bytes=100_000, files=3, request_bytes=250_000, seconds=30, min_free=0)
MB = 1024 * 1024


def app_for(home: Path, caps: Caps = CAPS) -> Flask:
    """Make the app; what is on its way lies in `staging` below its home."""
    app = Flask(__name__)
    app.config["PUBLIC_URL"] = ""
    staging = Staging(home / "staging")

    @app.post("/upload")
    def upload() -> dict[str, Any]:
        with receive(request, staging, caps) as received:
            for each in received:
                found = hashlib.sha256()
                with each.draft.open() as file:
                    while piece := file.read(65_536):
                        found.update(piece)
                assert found.hexdigest() == each.draft.sha256
            files = [
                {
                    "name": each.name,
                    "tags": each.tags,
                    "size": each.draft.size,
                    "sha256": each.draft.sha256,
                }
                for each in received
            ]
        return {"files": files, "key": idempotency_key(request)}

    @app.get("/memory")
    def memory() -> dict[str, int]:
        """Tell the most memory that this process ever had, in bytes."""
        with Path("/proc/self/status").open(encoding="ascii") as status:
            peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
        return {"peak": int(peak) * 1024}

    hits: list[str] = []

    @app.get("/hit/<by>")
    def hit(by: str) -> list[str]:
        """Note who asks."""
        hits.append(by)
        return hits

    @app.get("/healthz")
    def alive() -> str:
        return "alive"

    install_errors(app, settings_for(home / "var"))
    return app


def left(home: Path) -> list[Path]:
    """List what lies in staging."""
    folder = home / "staging"
    return list(folder.iterdir()) if folder.exists() else []


@contextmanager
def serving(home: Path, worker: str = "gthread", **caps: float) -> Iterator[Server]:
    """Run it by gunicorn as the service is run: one process, and few threads."""
    command = (sys.executable, "-m", "gunicorn", "--bind=127.0.0.1:{port}", "--threads=4")
    options = (
        f"--worker-class={worker}",
        "--keep-alive=75",
        "--no-control-socket",
        f"--chdir={ROOT}",
    )
    target = f"{__name__}:{'served' if worker == 'gthread' else 'bridged'}()"
    environ = {f"ECHO_{name.upper()}": str(value) for name, value in caps.items()}
    with started(home, (*command, *options, target), ECHO_HOME=str(home), **environ) as server:
        yield server


def bridged() -> Bridge:
    """Make the same for the asgi worker."""
    return Bridge(served(), threads=4, patience=float(os.environ.get("ECHO_SECONDS", "30")))


def served() -> Flask:
    """Make the app that the environment describes."""
    caps = Caps(
        file_bytes=32 * MB,
        files=50,
        request_bytes=64 * MB,
        seconds=float(os.environ.get("ECHO_SECONDS", "30")),
        min_free=int(os.environ.get("ECHO_MIN_FREE", "0")),
        silence=float(os.environ.get("ECHO_SILENCE", "15")),
    )
    return app_for(Path(os.environ["ECHO_HOME"]), caps)
