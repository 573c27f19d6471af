"""What README.md and docs/ show works: each address draws, each guide's command does what it says.

Addresses are those of fenced and indented blocks that begin with a slash, those of this machine,
and those of the tables that lead from another service to this one.
"""

import base64
import hmac
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from config import ROOT, SAMPLES
from endpoint.signature import Signer
from tests.conftest import settings_for
from tests.real_server import Server, started

DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.glob("*.md")])
GUIDES = sorted(DOCS.glob("from-*.md"))
HERE = "http://127.0.0.1:5000"
HOST = "https://img.example.org"
KEY = "a key of 16 letters or more"
SECTIONS = ("Change this to this", "What differs", "What is not there", "In bulk")

FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINE = re.compile(r"^(?: {4})?(/[^/\s].*?)(?: {2,}.*)?$", re.MULTILINE)
ROW = re.compile(
    r"^\|.*?`(https?://[^`]+)` \| `(https://img\.example\.org[^`]*)` \|$", re.MULTILINE
)
SPAN = re.compile(r"`([a-z_]+=[^`]+)`")

ELSEWHERE = ("/badge/dynamic/", "/endpoint?")
"""What is fetched from hosts that nobody has allowed here, and so refused."""

HTTP = Path(sys.executable).with_name("http")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Serve what the pages speak of: a log, a table, a logo, a preset, an upload, a metric."""
    home = tmp_path_factory.mktemp("docs")
    pictures, data, marks = home / "pictures", home / "data", home / "marks"
    shutil.copytree(SAMPLES, pictures)
    shutil.copytree(ROOT / "assets" / "data", data)
    shutil.copy(SAMPLES / "easel.png", pictures / "logo.png")
    marks.mkdir()
    shutil.copy(SAMPLES / "easel.png", marks / "mark.png")
    (data / "sales.csv").write_text("month,north,south\n2026-01,3,4\n2026-02,5,6\n")
    (data / "access.log").write_text(
        '192.0.2.7 - - [21/Nov/2026:09:30:00 +0000] "GET / HTTP/1.1" 200 512\n'
    )
    settings = settings_for(
        home,
        DATA_DIR=str(data),
        PICTURES_DIR=str(pictures),
        WATERMARKS_DIR=str(marks),
        PICTURE_PRESETS="thumb=w=200&h=200&fit=cover&gravity=smart",
        OPEN_WRITES="loopback",
    )
    with create_app(settings).test_client() as client:
        client.environ_base["HTTP_HOST"] = "127.0.0.1:5000"
        upload = {"image": (SAMPLES / "coffee.jpg").open("rb")}
        assert client.post("/image/upload", data=upload).status_code == 201
        for value in (91.2, 93.4):
            pushed = client.put("/api/badge/billing/coverage", json={"value": value})
            assert pushed.status_code in {200, 201}
        yield client


def addresses(page: Path) -> list[str]:
    """Find the addresses of this service on a page that stand there whole."""
    text = page.read_text(encoding="utf-8")
    blocks = [body for kind, body in FENCE.findall(text) if kind == ""]
    blocks += re.findall(r"(?:^ {4}/.*\n)+", text, re.MULTILINE)
    lines = [line for block in blocks for line in LINE.findall(block)]
    named = re.findall(rf"{HERE}(/[^)\"'\s]+)", FENCE.sub(_without_posts, text))
    moved = [there.removeprefix(HOST) for _, there in ROW.findall(text)]
    return [each for each in (*lines, *named, *moved) if "<" not in each and "…" not in each]


def _without_posts(block: re.Match[str]) -> str:
    """Drop the lines that send something, which the commands' own tests run."""
    return re.sub(r"^(curl|http) .*$", "", block[0], flags=re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_address_on_a_page_draws(reader: FlaskClient, page: Path) -> None:
    answers = {each: reader.get(each).status_code for each in addresses(page)}
    expected = {each: 403 if each.startswith(ELSEWHERE) else 200 for each in answers}
    assert answers == expected


def test_addresses_are_found() -> None:
    found = {page.name: len(addresses(page)) for page in PAGES}
    least = {"README.md": 18, "charts.md": 8, "decor.md": 11, "from-placehold.md": 20}
    assert {name: found[name] >= number for name, number in least.items()} == dict.fromkeys(
        least, True
    )


@pytest.mark.parametrize("guide", GUIDES, ids=lambda page: page.name)
def test_all_guides_have_one_shape(guide: Path) -> None:
    titles = re.findall(r"^## (.+)$", guide.read_text(encoding="utf-8"), re.MULTILINE)
    found = [each for title in titles for each in SECTIONS if title.startswith(each)]
    assert found == [*SECTIONS]


@pytest.mark.parametrize(
    "guide", [each for each in GUIDES if "sed -E" in each.read_text("utf-8")], ids=lambda g: g.name
)
def test_a_guides_command_makes_of_each_address_what_its_table_says(
    guide: Path, tmp_path: Path
) -> None:
    text = guide.read_text(encoding="utf-8")
    rows = ROW.findall(text)
    [command] = [body for kind, body in FENCE.findall(text) if kind == "sh" and "sed -E" in body]
    page = tmp_path / "index.html"
    page.write_text("".join(f'<img src="{before}">\n' for before, _ in rows), encoding="utf-8")
    subprocess.run(["/bin/sh", "-ec", command], cwd=tmp_path, check=True, timeout=30)
    assert page.read_text("utf-8") == "".join(f'<img src="{after}">\n' for _, after in rows)


def test_what_the_command_for_pictures_does_not_know_it_leaves(tmp_path: Path) -> None:
    text = (DOCS / "from-imgproxy.md").read_text(encoding="utf-8")
    [command] = [body for kind, body in FENCE.findall(text) if kind == "sh"]
    kept = "".join(
        f'<img src="https://{each}">\n'
        for each in (
            "thumbor.example.org/unsafe/300x200/left/top/coffee.jpg",
            "thumbor.example.org/unsafe/300x200/filters:blur(4)/coffee.jpg",
            "thumbor.example.org/unsafe/-300x200/coffee.jpg",
            "thumbor.example.org/unsafe/300x200/https://cdn.example.org/coffee.jpg",
            "imgproxy.example.org/insecure/rs:fit:300:200/bl:4/plain/local:///coffee.jpg",
            "img.example.net/300x200/coffee.jpg",
        )
    )
    (tmp_path / "index.html").write_text(kept, encoding="utf-8")
    subprocess.run(["/bin/sh", "-ec", command], cwd=tmp_path, check=True, timeout=30)
    assert (tmp_path / "index.html").read_text("utf-8") == kept


def test_the_command_of_the_guide_from_shields_does_what_its_table_says(
    app: Flask, tmp_path: Path
) -> None:
    rows = ROW.findall((DOCS / "from-shields.md").read_text(encoding="utf-8"))
    page = tmp_path / "README.md"
    page.write_text("".join(f"![a]({before})\n" for before, _ in rows), encoding="utf-8")
    told = app.test_cli_runner().invoke(
        args=["badge", "import-readme", str(page), "--host", HOST, "--write"]
    )
    assert told.exit_code == 0, told.output
    assert page.read_text("utf-8") == "".join(f"![a]({after})\n" for _, after in rows)


def test_each_parameter_that_stands_for_an_option_of_others_is_one(reader: FlaskClient) -> None:
    text = (DOCS / "from-imgproxy.md").read_text(encoding="utf-8")
    tables = text.partition("## thumbor and imagor")[2].partition("`IMGPROXY_PRESETS")[0]
    rows = re.findall(r"^\| (.+?) \| (.+) \|$", tables, re.MULTILINE)
    queries = [each for _, parameters in rows for each in SPAN.findall(parameters)]
    drawn = [each for each in queries if "<" not in each and not each.startswith("expires")]
    assert len(drawn) > 40
    wrong = {}
    for query in drawn:
        answer = reader.get(f"/picture/coffee.jpg?{query}")
        ignored = answer.headers.get("X-Ignored-Parameters", "v")
        if answer.status_code != 200 or ignored != "v":
            wrong[query] = (answer.status, ignored)
    assert wrong == {}


def test_the_guides_code_signs_as_the_service_does() -> None:
    text = (DOCS / "from-imgproxy.md").read_text(encoding="utf-8")
    [code] = [body for kind, body in FENCE.findall(text) if kind == "python"]
    names: dict[str, object] = {"hmac": hmac, "base64": base64}
    exec(compile(code, "from-imgproxy.md", "exec"), names)  # noqa: S102 - our own page
    signed = names["signed"]
    assert callable(signed)
    for target in ("/picture/coffee.jpg?w=300&h=200", "/picture/a%20b.jpg"):
        assert signed(target, KEY) == Signer((KEY.encode(),)).sign(target)


@pytest.mark.skipif(not HTTP.exists(), reason="needs httpie")
def test_the_commands_of_the_readme_run(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    [commands] = [body for kind, body in FENCE.findall(text) if kind == "sh"]
    shutil.copy(SAMPLES / "coffee.jpg", tmp_path / "cat.jpg")
    with started(tmp_path, OPEN_WRITES="loopback") as server:
        done = _run(commands, server, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert b'"duplicate_of"' in done.stdout


def _run(commands: str, server: Server, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run shell lines as they are written; only the port is another one."""
    lines = commands.replace(":5000", f":{server.port}").replace(
        "http ", f"{HTTP} --ignore-stdin --check-status "
    )
    return subprocess.run(
        ["/bin/sh", "-ec", lines],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_readmes_picture_is_there_for_pages_of_both_kinds(theme: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    name = f"docs/pictures/five-{theme}.webp"
    assert name in readme
    assert (ROOT / name).stat().st_size < 400_000
