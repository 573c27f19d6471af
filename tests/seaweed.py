"""A SeaweedFS server of our own that speaks S3, with its bytes in a folder of its own."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from obstore.exceptions import BaseError
from obstore.store import S3Store

from tests.real_server import free_port

START = 60  # s until it takes an object, on a busy machine
PROGRAM = Path(sys.executable).with_name("weed")
OWNER = ("easel-owner", "a-secret-of-the-owner")  # as a setting may be: without spaces
READER = ("easel-reader", "a secret of the reader")
_PORTS = ("master.port", "volume.port", "filer.port", "s3.port")
_OPTIONS = (
    "-ip=127.0.0.1",
    "-ip.bind=127.0.0.1",
    "-filer",
    "-s3",
    "-s3.port.iceberg=0",
    "-s3.port.lance=0",
    "-master.telemetry=false",
    "-master.volumeSizeLimitMB=64",
    "-volume.max=400",
    "-volume.preStopSeconds=0",
)
_names = count(1)


@dataclass(frozen=True)
class SeaweedFs:
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def bucket(self) -> S3Store:
        """Make an empty bucket, and give its owner's way into it."""
        store = self.open(f"easel-{next(_names)}")
        store.put("first", b"A bucket is made by what is put into it.")
        store.delete("first")
        return store

    def open(self, name: str) -> S3Store:
        key, secret = OWNER
        return S3Store(
            name,
            endpoint=self.url,
            region="us-east-1",
            access_key_id=key,
            secret_access_key=secret,
            client_options={"allow_http": True, "timeout": "5s"},
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=5)},
        )


@contextmanager
def started(folder: Path) -> Iterator[SeaweedFs]:
    """Start master, volumes, filer and S3 in one process, and wait until it takes an object."""
    identities = [
        {
            "name": key,
            "credentials": [{"accessKey": key, "secretKey": secret}],
            "actions": actions,
        }
        for (key, secret), actions in ((OWNER, ["Admin"]), (READER, ["Read", "List"]))
    ]
    (folder / "s3.json").write_text(json.dumps({"identities": identities}))
    (folder / "bytes").mkdir()
    ports = {f"{name}{kind}": free_port() for name in _PORTS for kind in ("", ".grpc")}
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                PROGRAM,
                "-logtostderr=true",
                "server",
                *_OPTIONS,
                *(f"-{name}={port}" for name, port in ports.items()),
                f"-dir={folder / 'bytes'}",
                f"-s3.config={folder / 's3.json'}",
            ],
            cwd=folder,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = SeaweedFs(ports["s3.port"])
    try:
        _wait_until_it_takes_an_object(server, process, log)
        yield server
    finally:
        process.kill()  # its goodbye takes ten seconds, and nobody wants what it keeps
        process.wait()
        for port in ports.values():
            for left in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):  # noqa: S108 - its choice
                left.unlink(missing_ok=True)


def _wait_until_it_takes_an_object(
    server: SeaweedFs, process: subprocess.Popen[bytes], log: Path
) -> None:
    end = time.monotonic() + START
    while process.poll() is None and time.monotonic() < end:
        with suppress(BaseError, FileNotFoundError):
            server.bucket()
            return
        time.sleep(0.05)
    pytest.fail(f"SeaweedFS did not start:\n{log.read_text(errors='replace')[-5000:]}")
