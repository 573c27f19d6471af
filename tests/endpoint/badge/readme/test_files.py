import os
from pathlib import Path

import pytest

from endpoint.badge.readme import files


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbfa\r\nb\rc\n", "ä導\n".encode(), b"no end"])
def test_bytes_come_back_as_they_were(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "README.md"
    path.write_bytes(content)
    files.write(path, files.read(path))
    assert path.read_bytes() == content


@pytest.mark.parametrize("content", [b"\xff\xfea\0", b"a\xe4", b"a" * (files.LARGEST + 1)])
def test_what_is_no_readme_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "README.md").write_bytes(content)
    with pytest.raises(ValueError, match=r"UTF-8|at most"):
        files.read(tmp_path / "README.md")


def test_the_mode_stays_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("old")
    path.chmod(0o640)
    files.write(path, "new")
    assert (path.read_text(), path.stat().st_mode & 0o7777) == ("new", 0o640)
    assert [each.name for each in tmp_path.iterdir()] == ["README.md"]


def test_a_link_stays_and_its_target_is_written(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    real, link = tmp_path / "docs" / "index.md", tmp_path / "README.md"
    real.write_text("old")
    link.symlink_to("docs/index.md")
    files.write(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_failure_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "README.md"
    path.write_text("old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.write(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
