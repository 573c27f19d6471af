"""The seed's lines for httpie as they are written, on each kind of server that there may be."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from config import ROOT, SAMPLES
from tests.mariadb import MariaDb
from tests.real_server import HONCHO, MAKE, Server, started
from tests.seaweed import OWNER, SeaweedFs

HTTP = Path(sys.executable).with_name("http")
TOKEN = "0123456789abcdef"  # noqa: S105 - for tests only
NAME = "käse 猫.jpg"
PHOTO = (SAMPLES / "coffee.jpg").read_bytes()

pytestmark = pytest.mark.skipif(not HTTP.exists(), reason="needs httpie")
with_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")


@dataclass(frozen=True)
class Shell:
    """A folder to run commands in, and what they need beside the seed's words."""

    folder: Path
    port: int
    token: str

    def http(self, line: str, **files: Path) -> bytes:
        """Run a line of the seed's; only the port is another one, and a token may be added."""
        words = [word.format(**files) for word in line.replace(":5000", f":{self.port}").split()]
        assert words[0] == "http"
        more = [f"--auth={self.token}", "--auth-type=bearer"] if self.token else []
        command = [str(HTTP), "--ignore-stdin", "--check-status", *more, *words[1:]]
        return self.show(*command) if "--download" in words else self.run(*command)

    def run(self, *command: str | Path) -> bytes:
        done = subprocess.run(
            command, cwd=self.folder, env=self.environ, capture_output=True, check=False, timeout=60
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def show(self, *command: str | Path) -> bytes:
        """Run a command that writes to a terminal: httpie downloads to a file only there."""
        terminal, its_end = os.openpty()
        try:
            done = subprocess.run(
                command,
                cwd=self.folder,
                env=self.environ,
                stdout=its_end,
                stderr=subprocess.PIPE,
                check=False,
                timeout=60,
            )
        finally:
            os.close(its_end)
            os.close(terminal)
        assert done.returncode == 0, done.stderr
        return done.stderr

    @property
    def environ(self) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def bearer(self) -> str:
        return f"Authorization: Bearer {self.token}" if self.token else "X-No: token"


@pytest.fixture(scope="module", params=["embedded", "elsewhere"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, str]]:
    """Start it as `make serve` does, or with MariaDB and a bucket by the environment alone."""
    home = tmp_path_factory.mktemp("home")
    if request.param == "embedded":
        from_venv = Path(sys.prefix) == ROOT / ".venv"
        settings = {} if from_venv else {"OPEN_WRITES": "loopback", "HOST": "127.0.0.1"}
        with started(home, MAKE if from_venv else HONCHO, **settings) as server:
            yield server, ""
        assert (home / "var" / "images" / "objects").is_dir()
        return
    objects: SeaweedFs = request.getfixturevalue("seaweedfs")
    rows: MariaDb = request.getfixturevalue("mariadb_server")
    bucket = objects.bucket()
    key, secret = OWNER
    with rows.database() as url:
        with started(
            home,
            DATABASE_URL=url,
            STORAGE_URL=f"s3://{bucket.config['bucket']}/pictures",
            AWS_ENDPOINT_URL=objects.url,
            AWS_ACCESS_KEY_ID=key,
            AWS_SECRET_ACCESS_KEY=secret,
            BOOTSTRAP_TOKEN=TOKEN,
        ) as server:
            yield server, TOKEN
        kept = [each["path"] for page in bucket.list() for each in page]
        assert kept
        assert all(path.startswith("pictures/") for path in kept)
        assert not (home / "var" / "easel.db").exists()
        assert not (home / "var" / "images").exists()


@pytest.fixture
def shell(server: tuple[Server, str], tmp_path: Path) -> Shell:
    running, token = server
    return Shell(tmp_path, running.port, token)


def test_the_lines_of_the_seed_work_as_they_are_written(shell: Shell) -> None:
    (shell.folder / "cat.jpg").write_bytes(PHOTO)
    answer = shell.http("http -b --multipart POST :5000/image/upload image@cat.jpg")
    kept = json.loads(answer)
    assert (kept["id"], kept["name"], kept["bytes"]) == (1, "cat.jpg", len(PHOTO))
    assert kept["uploader"] == ("bootstrap" if shell.token else "loopback")
    (shell.folder / "cat.jpg").unlink()

    shell.http("http GET :5000/image/1 --download")
    assert (shell.folder / "cat.jpg").read_bytes() == PHOTO

    told = json.loads(shell.http("http -b GET :5000/image/1/details"))
    assert told["sha256"] == hashlib.sha256(PHOTO).hexdigest()
    assert (told["id"], told["type"]) == (1, "image/jpeg")

    small = shell.http("http -b GET :5000/image/1/thumbnail")
    assert b"WEBP" in small[:16] or small.startswith((b"\xff\xd8", b"\x89PNG"))

    listed = json.loads(shell.http("http -b GET :5000/image/list"))
    assert [each["id"] for each in listed["images"]] == [1]
    assert b" 200 OK" in shell.http("http -h GET :5000/image/list")

    assert b" 204 " in shell.http("http -h DELETE :5000/image/1")
    with pytest.raises(AssertionError, match="410"):
        shell.http("http -h GET :5000/image/1")
    assert json.loads(shell.http("http -b GET :5000/image/list"))["images"] == []
    assert json.loads(shell.http("http -b POST :5000/image/1/restore"))["id"] == 1


def test_a_name_of_any_letters_comes_back(shell: Shell) -> None:
    photo = shell.folder / NAME
    photo.write_bytes(PHOTO)
    line = "http -b --multipart POST :5000/image/upload image@{photo}"
    kept = json.loads(shell.http(line, photo=photo))
    assert kept["name"] == NAME
    photo.unlink()
    shell.http(f"http GET :5000/image/{kept['id']} --download")
    assert photo.read_bytes() == PHOTO
    # A download that broke off goes on where it was.
    photo.write_bytes(PHOTO[:9999])
    line = f"http GET :5000/image/{kept['id']} --download --continue --output {{photo}}"
    shell.http(line, photo=photo)
    assert photo.read_bytes() == PHOTO


@with_curl
def test_curl_sends_it_in_each_of_its_ways(shell: Shell) -> None:
    (shell.folder / NAME).write_bytes(PHOTO)
    address = f"{shell.base}/image/upload"
    curl = ("curl", "--silent", "--show-error", "--fail", "--header", shell.bearer)
    for way in (
        ("--form", f"image=@{NAME}", address),
        ("--upload-file", NAME, "--request", "POST", f"{address}?name=k%C3%A4se%20%E7%8C%AB.jpg"),
        ("--data-binary", f"@{NAME}", f"{address}?name=k%C3%A4se%20%E7%8C%AB.jpg"),
        ("--header", "Transfer-Encoding: chunked", "--form", f"image=@{NAME}", address),
    ):
        kept = json.loads(shell.run(*curl, *way))
        assert (kept["name"], kept["bytes"], kept["type"]) == (NAME, len(PHOTO), "image/jpeg"), way
        assert shell.run(*curl, f"{shell.base}/image/{kept['id']}") == PHOTO
        part = shell.run(*curl, "--range", "100-299", f"{shell.base}/image/{kept['id']}")
        assert part == PHOTO[100:300]


def test_python_alone_sends_and_gets_it(shell: Shell) -> None:
    name, _, value = shell.bearer.partition(": ")
    request = Request(f"{shell.base}/image/upload", data=PHOTO, headers={name: value})  # noqa: S310
    with urlopen(request, timeout=30) as answer:  # noqa: S310 - of our own server
        kept = json.load(answer)
        assert (answer.status, answer.headers["Location"]) == (201, kept["url"])
    with urlopen(kept["share_url"], timeout=30) as answer:  # noqa: S310
        assert answer.read() == PHOTO
