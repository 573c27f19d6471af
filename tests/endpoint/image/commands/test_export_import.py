"""`flask images export` and `import`: what goes out comes back the same."""

import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from sqlalchemy import update

from app import create_app
from db import transact
from endpoint.image.commands.record import LONGEST_LINE
from endpoint.image.models import Upload
from storage.objects import FolderStore
from tests.conftest import settings_for
from tests.endpoint.image.commands.conftest import Make
from tests.repository import Repository

NAMES = (
    "cat.png",
    "Ünïcode 🐈.jpeg",
    ".hidden",
    "a b;c&d|e.png",
    "con",
    "x" * 250,
    "…",
    "no suffix",
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a repository with odd names, tags, bytes twice, and two that were deleted."""
    folder = tmp_path_factory.mktemp("repository") / "here"
    repository = Repository(create_app(settings_for(folder)), folder)
    for number, name in enumerate(NAMES):
        repository.upload(f"#0000{number:02}", name, ("cat", f"nummer {number}"))
    repository.upload("#000000", "the same bytes.png")
    repository.delete(repository.upload("green").id)
    repository.delete(2)
    done = repository.run("export", folder.with_name("out"), "--deleted")
    assert (done.exit_code, done.stderr) == (0, "")
    return folder


@pytest.fixture
def full(filled: Path, make: Make, tmp_path: Path) -> Repository:
    copytree(filled, tmp_path / "full")
    return make("full")


@pytest.fixture
def exported(filled: Path, tmp_path: Path) -> Path:
    return copytree(filled.with_name("out"), tmp_path / "exported")


def index_of(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "index.jsonl").read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    return [json.loads(line) for line in lines]


def write_index(folder: Path, records: list[dict[str, Any]]) -> None:
    (folder / "images").mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{json.dumps(record)}\n" for record in records)
    (folder / "index.jsonl").write_text(lines, encoding="utf-8")


def test_files_are_plain_and_the_index_says_all(full: Repository, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = full.run("export", out)
    assert done.stdout.startswith("Exported 8 uploads, ")
    records = index_of(out)
    assert [record["id"] for record in records] == [1, 3, 4, 5, 6, 7, 8, 9]
    assert {record["file"] for record in records} == {
        f"images/{path.name}" for path in (out / "images").iterdir()
    }
    assert [record["file"] for record in records][:5] == [
        "images/1-cat.png",
        "images/3-hidden.png",
        "images/4-a_b_c_d_e.png",
        "images/5-con.png",
        f"images/6-{'x' * 100}.png",
    ]
    assert records[0]["tags"] == ["cat", "nummer 0"]
    assert records[0]["uploaded_at"].endswith("Z")
    for record in records:
        body = (out / record["file"]).read_bytes()
        assert (len(body), sha256(body).hexdigest()) == (record["bytes"], record["sha256"])
    assert (out / "index.jsonl").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("database", ["sqlite", "mariadb"])
def test_what_was_exported_comes_back_the_same(
    full: Repository, exported: Path, make: Make, request: pytest.FixtureRequest, database: str
) -> None:
    url = {"DATABASE_URL": request.getfixturevalue("mariadb_url")} if database == "mariadb" else {}
    other = make("other", **url)
    done = other.run("import", exported)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "Imported 10 uploads; 0 were here, of which 0 put back.\n"
    assert other.state() == full.state()
    again = other.run("import", exported)
    assert again.stderr == "Imported 0 uploads; 10 were here, of which 0 put back.\n"
    assert other.state() == full.state()
    assert other.run("fsck", "--deep").exit_code == 0
    assert other.upload("white").id == 11
    other.run("export", exported.with_name("back"), "--deleted")
    assert index_of(exported.with_name("back"))[:10] == index_of(exported)


def test_in_another_repository_uploads_get_new_ids_that_are_told(
    full: Repository, exported: Path, make: Make
) -> None:
    other = make("other")
    mine = other.upload("white")
    done = other.run("import", exported)
    assert done.stdout.splitlines()[:2] == ["1 -> 2", "2 -> 3"]
    assert len(done.stdout.splitlines()) == 10
    same = {share: state[1:] for share, state in other.state().items() if share != mine.share}
    assert same == {share: state[1:] for share, state in full.state().items()}
    assert other.run("import", exported).stdout == done.stdout


def test_ids_are_kept_where_nothing_ever_had_them(exported: Path, make: Make) -> None:
    other = make("other")
    for color in ("white", "black"):
        other.upload(color)
    done = other.run("import", exported, "--keep-ids")
    assert done.stdout.splitlines() == ["1 -> 11", "2 -> 12"]
    assert other.run("import", exported).stdout == done.stdout


def test_new_ids_where_they_are_wanted(exported: Path, make: Make) -> None:
    other = make("other")
    lines = index_of(exported)
    write_index(exported, lines[2:])
    assert other.run("import", exported, "--new-ids").stdout.splitlines()[0] == "3 -> 1"


def break_at(monkeypatch: pytest.MonkeyPatch, owner: type, name: str, call: int) -> None:
    """Let a method raise what Ctrl+C does, with its n-th call."""
    real: Callable[..., Any] = getattr(owner, name)
    calls: list[int] = []

    def breaking(*arguments: object, **named: object) -> object:
        calls.append(1)
        if len(calls) == call:
            raise KeyboardInterrupt
        return real(*arguments, **named)

    monkeypatch.setattr(owner, name, breaking)


def test_an_import_that_was_broken_off_goes_on(
    full: Repository, exported: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make("other")
    with monkeypatch.context() as patch:
        break_at(patch, FolderStore, "put", 5)
        assert other.run("import", exported).exit_code == 1
    assert 0 < len(other.state()) < 10
    done = other.run("import", exported)
    assert (done.exit_code, done.stdout) == (0, "")
    assert other.state() == full.state()


def test_an_export_that_was_broken_off_goes_on(
    full: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    with monkeypatch.context() as patch:
        break_at(patch, FolderStore, "read", 5)
        assert full.run("export", out).exit_code == 1
    assert not (out / "index.jsonl").exists()
    whole = {path: path.stat().st_mtime_ns for path in (out / "images").iterdir()}
    assert len(whole) == 4
    next(iter(whole)).write_bytes(b"something else")
    (out / "images" / ".1-cat.png.part").write_bytes(b"half of it")
    assert full.run("export", out).exit_code == 0
    assert len(index_of(out)) == 8
    for record in index_of(out):
        assert sha256((out / record["file"]).read_bytes()).hexdigest() == record["sha256"]
    same = [path for path, moment in whole.items() if path.stat().st_mtime_ns == moment]
    assert len(same) == 3


def test_what_is_deleted_meanwhile_is_left_out(
    full: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = FolderStore.read

    def delete_first(store: FolderStore, key: str, start: int, length: int) -> object:
        if key == full.blobs()[4].object_key:
            full.delete(5)
            full.path(4).unlink(missing_ok=True)
        return real(store, key, start, length)

    monkeypatch.setattr(FolderStore, "read", delete_first)
    done = full.run("export", tmp_path / "out")
    assert done.exit_code == 0
    assert done.stderr == "upload 5 was deleted meanwhile; it is left out\n"
    assert 5 not in [record["id"] for record in index_of(tmp_path / "out")]


@pytest.mark.parametrize("damage", ["gone", "short", "other"])
def test_what_is_lost_is_told_and_the_rest_is_exported(
    full: Repository, tmp_path: Path, damage: str
) -> None:
    path = full.path(2)
    body = path.read_bytes()
    path.unlink()
    if damage != "gone":
        path.write_bytes(body[:-3] if damage == "short" else b"x" * len(body))
    done = full.run("export", tmp_path / "out")
    assert done.exit_code == 1
    assert done.stderr.startswith("upload 3 (.hidden): ")
    assert len(index_of(tmp_path / "out")) == 7


def test_lost_bytes_are_put_back_by_an_import(full: Repository, exported: Path) -> None:
    before = full.state()
    full.path(2).unlink()
    assert full.run("fsck").exit_code == 1
    assert "10 were here, of which 1 put back" in full.run("import", exported).stderr
    assert full.run("fsck", "--deep").exit_code == 0
    assert full.state() == before


@pytest.mark.parametrize(
    "line", ["", "{}", "[" * 10_000, "\udcff", "x" * 2 * LONGEST_LINE], ids=len
)
def test_a_line_that_is_wrong_is_named_and_nothing_is_imported(
    exported: Path, repository: Repository, line: str
) -> None:
    with (exported / "index.jsonl").open("ab") as index:
        index.write(f"{line}\n".encode(errors="surrogateescape"))
    done = repository.run("import", exported)
    assert done.exit_code == 1
    first, last = done.stderr.splitlines()
    assert first.startswith("line 11: ")
    assert last == "Error: index.jsonl: 1 line is wrong; nothing was imported"
    assert repository.state() == {}


@pytest.mark.parametrize("what", ["link", "pipe", "folder", "gone", "longer", "other", "text"])
def test_a_file_that_is_not_the_one_is_not_imported(exported: Path, make: Make, what: str) -> None:
    path, secret = exported / "images" / "1-cat.png", exported / "secret"
    body = path.read_bytes()
    path.unlink()
    secret.write_bytes(body)
    records = index_of(exported)
    match what:
        case "link":
            path.symlink_to(secret)
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "longer":
            path.write_bytes(body + b"x")
        case "other":
            path.write_bytes(bytes(reversed(body)))
        case "text":
            path.write_bytes(b"no picture")
            digest = sha256(b"no picture").hexdigest()
            write_index(exported, [records[0] | {"bytes": 10, "sha256": digest}, *records[1:]])
    other = make("other")
    done = other.run("import", exported)
    assert done.exit_code == 1
    assert done.stderr.startswith("line 1: upload 1 (cat.png): ")
    assert done.stderr.endswith("Not imported: 1; they are named above.\n")
    assert len(other.state()) == 9
    assert [*other.images.staging.folder.iterdir()] == []
    path.unlink(missing_ok=True) if what != "folder" else path.rmdir()
    path.write_bytes(body)
    write_index(exported, records)
    assert other.run("import", exported).exit_code == 0
    assert len(other.state()) == 10


def test_a_share_of_other_bytes_is_refused(exported: Path, full: Repository) -> None:
    records = index_of(exported)
    first, second = records[0], records[2]
    write_index(exported, [first | {key: second[key] for key in ("file", "bytes", "sha256")}])
    before = full.state()
    done = full.run("import", exported)
    assert done.exit_code == 1
    assert "shared under the same name" in done.stderr
    assert full.state() == before


@pytest.mark.parametrize("missing", ["index.jsonl", "images"])
def test_a_folder_that_is_no_export_is_refused(
    repository: Repository, exported: Path, missing: str
) -> None:
    (exported / missing).rename(exported.with_name("elsewhere"))
    done = repository.run("import", exported)
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ")


def test_an_empty_repository_goes_out_and_comes_back(make: Make, tmp_path: Path) -> None:
    assert make("one").run("export", tmp_path / "out").exit_code == 0
    assert make("two").run("import", tmp_path / "out").exit_code == 0


def test_nothing_is_imported_where_nothing_may_be_changed(exported: Path, make: Make) -> None:
    closed = make("closed", READ_ONLY="1")
    assert closed.run("import", exported).exit_code == 2
    assert closed.state() == {}


def test_a_name_that_no_route_accepts_is_exported_all_the_same(
    full: Repository, tmp_path: Path
) -> None:
    odd = update(Upload).where(Upload.id == 1).values(name="../\n", folded_name="")
    full.within(lambda: transact(lambda session: session.execute(odd)))
    assert full.run("export", tmp_path / "out").exit_code == 0
    assert index_of(tmp_path / "out")[0]["name"] == "../\n"
    assert index_of(tmp_path / "out")[0]["file"] == "images/1-image.png"


def test_a_disk_that_is_nearly_full_ends_an_import(exported: Path, make: Make) -> None:
    other = make("other", MIN_FREE_BYTES=str(2**49))
    done = other.run("import", exported)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "MIN_FREE_BYTES" in done.stderr
