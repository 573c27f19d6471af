"""Gunicorn's settings: what both workers share; the values come from config.py."""

import ctypes
import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from gunicorn.http import message
from gunicorn.workers import SUPPORTED_WORKERS

sys.path.insert(0, str(Path(__file__).parent))

from config import load_settings
from endpoint.metrics.files import metric_files
from logs import Redactor, logger_of, logging_of, secrets_of

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter
    from gunicorn.workers.base import Worker

settings = load_settings()

# Gunicorn sets SCRIPT_NAME for the app by itself, but answers 500 to a path outside it, and lets
# a header set it. app.py does both, so neither may reach gunicorn.
os.environ.pop("SCRIPT_NAME", None)
forwarder_headers = ""
forwarded_allow_ips = ""  # TRUSTED_PROXIES decides, in app.py

bind = settings.bind
# `-k asgi` for asgi:app, which is the way to run it; app:app still runs with this one.
worker_class = "gthread"
SUPPORTED_WORKERS["asgi"] = "front.worker.Worker"
http_parser = "auto"  # the C parser, or where it could not be built, Python's
workers = settings.web_concurrency
threads = settings.request_threads
preload_app = True  # the fonts are read once, and a mistake stops the start

# glibc, left alone, gives each thread an arena and keeps the memory of large pictures in it: a
# worker that had drawn 4000×4000 gradients for half a minute took 670 MB and kept them. With one
# arena for all, the next thread takes what the last one has freed, and 64 MB at most are kept.
# Under 64 clients with pictures of 12 to 49 MP a worker's peak was 265 to 294 MB, against 332 to
# 339 with arenas that kept nothing; and pages that need not be asked for anew are an eighth of a
# progressive JPEG's time.
MB = 1024 * 1024
with suppress(AttributeError):  # only glibc has it; the numbers stand in its malloc.h
    for option, value in (
        (M_TRIM_THRESHOLD := -1, 64 * MB),
        (M_MMAP_THRESHOLD := -3, 32 * MB),
        (M_ARENA_MAX := -8, 1),
    ):
        ctypes.CDLL(None).mallopt(option, value)

worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
control_socket_disable = True  # it would be written below HOME

# Targets over 32 kB get a 414 that programs can read from the app; gunicorn caps the line at
# 8190 bytes, or not at all (0), which would let one request fill the memory.
message.MAX_REQUEST_LINE = limit_request_line = 64 * 1024

keepalive = 75  # s: longer than the 60 s of the usual load balancers, which must close first
graceful_timeout = 20  # s: less than the 30 s that platforms wait before they kill

redactor = Redactor(secrets_of(settings))
logconfig_dict = logging_of(settings.log_format, redactor)
logger_class = logger_of(settings.log_format, redactor)


def when_ready(server: "Arbiter") -> None:
    """Say where to look, and let the workers share what has been loaded.

    A collection writes into each object that it looks at, and so gave every worker under `-k asgi`
    a copy of its own: 78 MB instead of 45. Source: https://docs.python.org/3/library/gc.html#gc.freeze
    """
    gc.collect()
    gc.freeze()
    server.log.info("Easel: %s", settings.home)


files = metric_files()


def pre_fork(server: "Arbiter", worker: "Worker") -> None:
    """Choose where a worker counts."""
    worker.place = files.free_place({each.place for each in server.WORKERS.values()})


def post_fork(_server: "Arbiter", worker: "Worker") -> None:
    """Let a worker count there."""
    files.take(worker.place)


def child_exit(_server: "Arbiter", worker: "Worker") -> None:
    """Forget how a worker felt that is dead."""
    files.leave(worker.place)


def on_exit(_server: "Arbiter") -> None:
    """Leave nothing behind."""
    files.remove()
