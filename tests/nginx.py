"""An nginx of our own, that runs deploy/nginx.conf as it is shipped."""

import getpass
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from config import ROOT
from tests.real_server import free_port

START = 20  # s
# Debian keeps servers where only root's PATH leads.
PROGRAM = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
SHIPPED = ROOT / "deploy" / "nginx.conf"
_SERVER = re.compile(r"EASEL_SERVERS: server easel:5000 resolve (.+);")
# What the shipped file stands in; nginx would write below /var otherwise.
_AROUND = """
daemon off;
worker_processes 1;
user {user};
pid pid;
error_log stderr warn;
events {{}}
http {{
    client_body_temp_path tmp;
    proxy_temp_path tmp;
    fastcgi_temp_path tmp;
    uwsgi_temp_path tmp;
    scgi_temp_path tmp;
    include easel.conf;
}}
"""


@contextmanager
def started(folder: Path, *replicas: int) -> Iterator[int]:
    """Start a server; give its port on the loopback.

    Args:
        folder: an empty one; its file `log` gets a line for each request.
        replicas: the ports of those in whose front it is; they may start later.
    """
    assert PROGRAM, "needs Debian's nginx-light"
    port = free_port()
    composed = _SERVER.search((ROOT / "compose.scale.yaml").read_text(encoding="utf-8"))
    assert composed, "compose.scale.yaml says how long a replica that fails is left alone"
    servers = " ".join(f"server 127.0.0.1:{each} {composed[1]};" for each in replicas)
    filled = {"LISTEN": f"127.0.0.1:{port}", "SERVERS": servers, "RESOLVER": ""}
    shipped = SHIPPED.read_text(encoding="utf-8")
    for name, text in filled.items():
        assert f"${{EASEL_{name}}}" in shipped, name
        shipped = shipped.replace(f"${{EASEL_{name}}}", text)
    (folder / "easel.conf").write_text(shipped, encoding="utf-8")
    (folder / "nginx.conf").write_text(_AROUND.format(user=getpass.getuser()), encoding="utf-8")
    (folder / "tmp").mkdir()
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [PROGRAM, "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"],
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_it_listens(process, port, folder / "log")
        yield port
    finally:
        process.terminate()
        process.wait(START)


def _wait_until_it_listens(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + START
    while process.poll() is None and time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    pytest.fail(f"nginx did not start:\n{log.read_text(errors='replace')}")
