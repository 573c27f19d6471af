"""Servers that answer with badges: Easel in two ways, a raw ASGI application, and nginx."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial

from benchmarks.installing import FOLDER, program
from benchmarks.keys import Badge
from benchmarks.serve_raw_asgi import ANSWER
from benchmarks.server import Server, free_port, running, serving_as, web_command

WORKERS = 2
OURS = "Easel"
GTHREAD = "Easel on gthread"
RAW = "raw ASGI"
UNLOGGED = "raw ASGI without a log"
NGINX = "nginx"

_HERE = FOLDER / "http"
_OWN = frozenset({"date", "server", "connection"})
"""Headers that gunicorn writes by itself."""

_NGINX = """\
worker_processes {workers};
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
events {{ worker_connections 4096; }}
http {{
  default_type image/svg+xml;
  sendfile on;
  keepalive_timeout 75s;
  keepalive_requests 1000000000;
  log_format like_ours '$time_iso8601 $remote_addr "$request" $status $body_bytes_sent B '
                       '$request_time s';
  access_log {folder}/nginx.log like_ours buffer=64k flush=1s;
  client_body_temp_path {folder}/temporary;
  proxy_temp_path {folder}/temporary;
  fastcgi_temp_path {folder}/temporary;
  uwsgi_temp_path {folder}/temporary;
  scgi_temp_path {folder}/temporary;
  server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""


@dataclass(frozen=True, slots=True)
class Contender:
    """A server and what it is called.

    Args:
        name: one of the constants above.
        start: starts it; raises AbsentError.
    """

    name: str
    start: Callable[[], AbstractContextManager[Server]]


def ours(**settings: str) -> AbstractContextManager[Server]:
    """Easel as the Procfile starts it, with settings of its environment."""
    return _gunicorn(web_command(), settings, "easel.log")


def peers(badges: Sequence[Badge]) -> list[Contender]:
    """Those that it is measured against.

    Args:
        badges: what they answer with; the first one is what raw ASGI says to everything.
    """
    app = "benchmarks.serve_raw_asgi:create_app()"
    raw = [*web_command()[:-1], app]
    answer = {ANSWER: str(_HERE / "answer.json")}
    return [
        Contender(RAW, partial(_raw, badges[0], partial(_gunicorn, raw, answer, "raw.log"))),
        Contender(UNLOGGED, partial(_raw, badges[0], partial(_bare, answer, app))),
        Contender(GTHREAD, partial(_gunicorn, ["gunicorn", "app:app"], {}, "gthread.log")),
        Contender(NGINX, partial(_nginx, badges)),
    ]


@contextmanager
def _gunicorn(command: Sequence[str], settings: Mapping[str, str], log: str) -> Iterator[Server]:
    _HERE.mkdir(parents=True, exist_ok=True)
    fixed = {"WEB_CONCURRENCY": str(WORKERS), "OPEN_WRITES": "loopback"}
    with serving_as(command, fixed | dict(settings), _HERE / log) as server:
        yield server


@contextmanager
def _bare(settings: Mapping[str, str], app: str) -> Iterator[Server]:
    """Gunicorn with its own settings, which logs no request."""
    port = free_port()
    where = ("-c", os.devnull, "-b", f"127.0.0.1:{port}")
    how = ("-k", "asgi", "-w", str(WORKERS), "--preload")
    with running([sys.executable, "-m", "gunicorn", *where, *how, app], port, settings) as server:
        yield server


@contextmanager
def _raw(badge: Badge, start: Callable[[], AbstractContextManager[Server]]) -> Iterator[Server]:
    headers = [pair for pair in badge.headers if pair[0].lower() not in _OWN]
    text = json.dumps({"headers": headers, "body": badge.body.decode()})
    _HERE.mkdir(parents=True, exist_ok=True)
    (_HERE / "answer.json").write_text(text, encoding="utf-8")
    with start() as server:
        yield server


@contextmanager
def _nginx(badges: Sequence[Badge]) -> Iterator[Server]:
    command = program("nginx")
    for badge in badges:
        file = _HERE / "files" / badge.target.removeprefix("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(badge.body)
    port = free_port()
    # A master that runs as root would give its workers a user who may not read the files.
    user = "user root;" if os.geteuid() == 0 else ""
    text = _NGINX.format(workers=WORKERS, folder=_HERE, port=port, user=user)
    settings = _HERE / "nginx.conf"
    settings.write_text(text, encoding="utf-8")
    (_HERE / "temporary").mkdir(exist_ok=True)
    with running([command, "-p", str(_HERE), "-c", str(settings)], port) as server:
        yield server
