import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

OLD = "![a](https://img.shields.io/badge/a-b-red)\n"
NEW = "![a](https://badges.example.org/badge/a-b-red)\n"
LEFT = "![n](https://img.shields.io/npm/v/x)\n"
HOST = ("--host", "https://badges.example.org/")

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    def invoke(*args: object, stdin: bytes | None = None) -> Result:
        runner = app.test_cli_runner()
        return runner.invoke(args=["badge", "import-readme", *map(str, args)], input=stdin)

    return invoke


@pytest.fixture
def readme(tmp_path: Path) -> Path:
    path = tmp_path / "README.md"
    path.write_text(OLD + LEFT)
    return path


def test_by_default_a_patch_is_shown_and_nothing_is_written(run: Run, readme: Path) -> None:
    result = run(readme, *HOST)
    assert result.exit_code == 0
    assert f"-{OLD}+{NEW} {LEFT}" in result.stdout
    assert f"{readme}: 1 rewritten, 1 left\n  line 2, left: https://img.shields.io/npm/v/x\n" in (
        result.stderr
    )
    assert "'npm' is asked for its value" in result.stderr
    assert "Nothing was written" in result.stderr
    assert readme.read_text() == OLD + LEFT


@pytest.mark.parametrize(
    "text", [OLD + LEFT, f"a\n\n{OLD}".rstrip(), (OLD * 9).replace("\n", "\r\n")]
)
def test_git_applies_the_patch(run: Run, tmp_path: Path, text: str) -> None:
    readme = tmp_path / "docs" / "README.md"
    readme.parent.mkdir()
    readme.write_bytes(text.encode())
    patch = run(readme, *HOST).stdout_bytes
    name = str(readme).removeprefix("/").encode()
    subprocess.run(
        ["git", "apply", "-"],  # noqa: S607 - wherever it is
        input=patch.replace(name, b"docs/README.md"),
        cwd=tmp_path,
        check=True,
    )
    assert readme.read_bytes() == text.replace(OLD.strip(), NEW.strip()).encode()


def test_write_changes_the_files_and_twice_changes_nothing_more(
    run: Run, readme: Path, tmp_path: Path
) -> None:
    other = tmp_path / "index.rst"
    other.write_text(".. image:: https://img.shields.io/badge/a-b-red\n")
    result = run(readme, other, "--write", *HOST)
    assert (result.exit_code, result.stdout) == (0, "")
    assert readme.read_text() == NEW + LEFT
    assert other.read_text() == ".. image:: https://badges.example.org/badge/a-b-red\n"
    before = readme.stat()
    assert "0 rewritten, 1 left" in run(readme, "--write", *HOST).stderr
    assert readme.stat().st_ino == before.st_ino


def test_a_dash_is_stdin_and_write_makes_it_a_filter(run: Run) -> None:
    text = b"\xef\xbb\xbf" + OLD.replace("\n", "\r\n").encode()
    result = run("-", "--write", *HOST, stdin=text)
    assert result.stdout_bytes == text.replace(b"img.shields.io", b"badges.example.org")
    assert "-: 1 rewritten, 0 left" in result.stderr
    shown = run("-", *HOST, stdin=OLD.encode())
    assert f"-{OLD}+{NEW}" in shown.stdout


def test_strict_ends_with_status_1_when_something_was_left(run: Run, readme: Path) -> None:
    assert run(readme, *HOST, "--strict").exit_code == 1
    readme.write_text(OLD)
    assert run(readme, *HOST, "--strict").exit_code == 0


def test_the_syntax_may_be_said(run: Run, readme: Path) -> None:
    assert "0 rewritten, 2 left" in run(readme, *HOST, "--syntax", "rst").stderr


def test_the_host_is_public_url_by_default(app: Flask, run: Run, readme: Path) -> None:
    app.config["PUBLIC_URL"] = "https://example.org/easel"
    assert "(https://example.org/easel/badge/a-b-red)" in run(readme).stdout


def test_the_origins_to_allow_are_told(run: Run, readme: Path) -> None:
    readme.write_text(
        "![a](https://img.shields.io/endpoint?url=https://b.example/x.json)\n"
        "![b](https://img.shields.io/badge/dynamic/json?url=http://A.example:81/&query=$.a)\n"
        "![c](https://img.shields.io/endpoint?url=https://b.example/y.json)\n"
    )
    told = run(readme, *HOST).stderr
    assert "FETCH_ALLOW must name: http://a.example:81, https://b.example\n" in told


def test_a_long_address_is_told_shortened(run: Run, readme: Path) -> None:
    readme.write_text(f"![a](https://img.shields.io/npm/v/{'x' * 5000})")
    told = run(readme, *HOST).stderr
    assert "left: https://img.shields.io/npm/v/xxx" in told
    assert max(map(len, told.splitlines())) < 400


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["README.md"], "Say --host https://badges.example.org or set PUBLIC_URL"),
        (["README.md", "--host", "badges.example.org"], "--host is 'badges.example.org'; accepted"),
        (["README.md", "--host", "https://a.example/?x=1"], "accepted: an address such as"),
        (["README.md", "--host", "https://a.example/(b)"], "accepted: an address such as"),
        (["README.md", "--host", "http://[::1]:5000"], "accepted: an address such as"),
        ([*HOST], "Missing argument"),
        (["missing.md", *HOST], "does not exist"),
        ([".", *HOST], "is a directory"),
        (["README.md", *HOST, "--syntax", "org"], "is not one of"),
        (["README.md", "latin1.md", *HOST, "--write"], "latin1.md cannot be read: text in UTF-8"),
    ],
)
def test_a_wrong_use_says_what_is_right_and_changes_nothing(
    run: Run, readme: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], told: str
) -> None:
    (readme.parent / "latin1.md").write_bytes(b"\xe4")
    monkeypatch.chdir(readme.parent)
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert readme.read_text() == OLD + LEFT


def test_a_file_that_cannot_be_written_is_named(
    run: Run, readme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("endpoint.badge.readme.files.write", refuse)
    result = run(readme, *HOST, "--write")
    assert result.exit_code == 2
    assert "README.md cannot be written: [Errno 13] Permission denied" in result.stderr
