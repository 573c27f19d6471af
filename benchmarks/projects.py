"""Badges of projects against static ones: whole requests, without a network between."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient

from app import create_app
from benchmarks.report import Row, duration, number
from benchmarks.runner import Contestant, Race
from benchmarks.timing import timed
from config import Settings

STATIC = "static badge PNG, a whole request"
CASES: Mapping[str, str] = {
    "project badge PNG, pushed": "/api/badge/billing/coverage",
    "project badge PNG, read a while ago": "/api/badge/files/kept",
    "project badge PNG, read in the request": "/api/badge/files/new",
}
_DECLARED = """
[projects.files.metrics.kept]
file = "package.json"
ttl = "1h"
[projects.files.metrics.new]
file = "package.json"
ttl = 0
"""


@contextmanager
def contestants() -> Iterator[list[Contestant]]:
    """Make a service with a pushed metric and two that are read out of a file."""
    with TemporaryDirectory() as folder:
        client = _client(Path(folder))
        client.put("/api/badge/billing/coverage", json={"value": 93.4, "format": "percent"})
        addresses = {STATIC: "/badge/coverage-93.4%25-green.png", **CASES}
        yield [
            Contestant(name, partial(timed, _getter(client, address), range))
            for name, address in addresses.items()
        ]


def rows(laps: Race) -> list[Row]:
    """The table's part about projects."""
    whole = laps.time(STATIC)
    return [
        Row(STATIC, duration(whole)),
        *(
            Row(name, f"{duration(laps.time(name))}, {number(laps.time(name) / whole)}× the static")
            for name in CASES
        ),
    ]


def _client(folder: Path) -> FlaskClient:
    (folder / "package.json").write_text(dumps({"version": "1.2.3"}), encoding="utf-8")
    (folder / "projects.toml").write_text(_DECLARED, encoding="utf-8")
    settings = {
        "VAR_DIR": str(folder / "var"),
        "SECRET_KEY": "a key for benchmarks only",
        "OPEN_WRITES": "loopback",
        "REPO_ROOT": str(folder),
        "PROJECTS_FILE": str(folder / "projects.toml"),
    }
    return create_app(Settings.from_env(settings)).test_client()


def _getter(client: FlaskClient, address: str) -> Callable[[int], bytes]:
    return lambda _: client.get(address).data
