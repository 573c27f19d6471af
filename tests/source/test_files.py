import os
import socket
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source.errors import Missing, NotAllowed, SourceError, Unreachable, Unreadable
from source.files import Files

LARGEST = 1_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a repository beside secrets, with links that stay and links that leave."""
    root = tmp_path / "repo"
    (root / "billing").mkdir(parents=True)
    (root / "billing/VERSION").write_text("1.2.3")
    (root / "größe .txt").write_text("name")
    (root / "..hidden").write_text("dots")
    (root / "empty").write_bytes(b"")
    (root / "locked").write_text("locked")
    (tmp_path / "secret").write_text("hidden")
    (tmp_path / "repo-private").mkdir()
    (tmp_path / "repo-private/VERSION").write_text("hidden")
    (root / "alias").symlink_to("billing/VERSION")
    (root / "folder").symlink_to("billing")
    (root / "absolute").symlink_to(root / "billing/VERSION")
    (root / "round").symlink_to("../repo/billing/VERSION")
    (root / "out").symlink_to("../secret")
    (root / "sibling").symlink_to("../repo-private")
    (root / "up").symlink_to("..")
    (root / "system").symlink_to("/etc/passwd")
    (root / "process").symlink_to("/proc/self/environ")
    (root / "device").symlink_to("/dev/zero")
    (root / "dangling").symlink_to("missing")
    (root / "loop").symlink_to("loop")
    os.mkfifo(root / "fifo")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(root / "socket"))
    return root


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("billing/VERSION", b"1.2.3"),
        ("./billing/VERSION", b"1.2.3"),
        ("alias", b"1.2.3"),
        ("folder/VERSION", b"1.2.3"),
        ("absolute", b"1.2.3"),
        ("round", b"1.2.3"),
        ("größe .txt", b"name"),
        ("..hidden", b"dots"),
        ("empty", b""),
    ],
)
def test_files_below_the_root_are_read(root: Path, path: str, body: bytes) -> None:
    assert Files(root).read(path) == body


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "/",
        "..",
        "../secret",
        "../repo-private/VERSION",
        "billing/../../secret",
        "billing/../alias",
        "/etc/passwd",
        "//etc/passwd",
        "billing//VERSION",
        "billing/",
        "billing",
        "folder",
        "billing\\VERSION",
        "..\\secret",
        "billing/VERSION\0",
        "billing/VERSION\n",
        "\ud800",
        "a" * 1025,
        "a/" * 512 + "b",
        "out",
        "sibling/VERSION",
        "up/secret",
        "up/repo-private/VERSION",
        "system",
        "process",
        "device",
        "billing/VERSION\u2028",
        "billing/VERSION\x9f",
        "loop",
        "fifo",
        "socket",
        "alias/VERSION",
    ],
)
def test_what_is_no_file_below_the_root_is_not_allowed(root: Path, path: str) -> None:
    with pytest.raises(NotAllowed) as caught:
        Files(root).read(path)
    assert str(root.parent) not in str(caught.value)


@pytest.mark.parametrize(
    "path",
    [
        "missing",
        "billing/missing",
        "missing/VERSION",
        "dangling",
        "a" * 300,
        "\u2024\u2024/secret",
        "\uff0e\uff0e/secret",
        "..\uff0fsecret",
        "%2e%2e/secret",
        "~/secret",
        "$HOME",
        "billing/version",
    ],
)
def test_what_is_not_there_is_unreachable(root: Path, path: str) -> None:
    with pytest.raises(Unreachable) as caught:
        Files(root).read(path)
    assert str(root.parent) not in str(caught.value)


def test_a_root_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(Unreachable):
        Files(tmp_path / "missing").read("VERSION")
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(NotAllowed):
        Files(tmp_path / "file").read("VERSION")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_unreachable(root: Path) -> None:
    (root / "locked").chmod(0)
    with pytest.raises(Unreachable, match="cannot be read"):
        Files(root).read("locked")


def test_files_have_a_million_bytes_at_most(root: Path) -> None:
    (root / "large").write_bytes(b"x" * LARGEST)
    assert len(Files(root).read("large")) == LARGEST
    (root / "large").write_bytes(b"x" * (LARGEST + 1))
    with pytest.raises(Unreadable, match="larger than 1000000 bytes"):
        Files(root).read("large")


def test_a_root_may_be_a_link_that_is_moved(root: Path, tmp_path: Path) -> None:
    current = tmp_path / "current"
    current.symlink_to("repo")
    files = Files(current)
    assert files.read("alias") == b"1.2.3"
    (tmp_path / "next").mkdir()
    (tmp_path / "next/alias").write_text("2.0.0")
    current.unlink()
    current.symlink_to("next")
    assert files.read("alias") == b"2.0.0"


def test_a_link_that_is_put_there_meanwhile_leads_nowhere(root: Path) -> None:
    """One thread swaps a folder for a link that leads out, another reads."""
    stop = threading.Event()
    swapped, real, link = root / "swapped", root / "real", root / "link"
    real.mkdir()
    (real / "secret").write_text("open")
    link.symlink_to("..")

    def swap() -> None:
        while not stop.is_set():
            for each in (real, link):
                each.rename(swapped)
                swapped.rename(each)

    thread = threading.Thread(target=swap)
    thread.start()
    try:
        found = set()
        for _ in range(3000):
            try:
                found.add(Files(root).read("swapped/secret"))
            except (NotAllowed, Unreachable) as error:
                found.add(type(error).__name__.encode())
    finally:
        stop.set()
        thread.join()
    assert b"hidden" not in found


def test_no_descriptor_is_left_open(root: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for path in ("alias", "folder/VERSION", "out", "missing", "fifo", "billing", "up/secret"):
        with suppress(SourceError):
            Files(root).read(path)
        with suppress(SourceError):
            Files(root).entries(path, 100)
    Files(root).entries("", 100)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


PARTS = st.lists(st.sampled_from(["..", ".", "/", "a", "\\", "VERSION"])).map("".join)


def test_an_opened_file_may_be_larger_than_a_document(root: Path) -> None:
    (root / "large").write_bytes(b"x" * (LARGEST + 1))
    with Files(root).open("large") as file:
        assert len(file.read()) == LARGEST + 1
        assert file.seek(LARGEST) == LARGEST
        assert file.read() == b"x"


def test_a_folder_lists_what_can_be_opened(root: Path) -> None:
    listed = {(entry.name, entry.folder) for entry in Files(root).entries("", 100)}
    files = {"größe .txt", "..hidden", "empty", "locked", "alias", "absolute", "round"}
    assert listed == {(name, False) for name in files} | {("billing", True), ("folder", True)}
    assert [each.name for each in Files(root).entries("folder", 100)] == ["VERSION"]
    assert len(Files(root).entries("billing", 0)) == 0


@pytest.mark.parametrize("folder", ["/", "..", "alias", "device", "out", "up", "sibling", "loop"])
def test_what_is_no_folder_below_the_root_is_not_listed(root: Path, folder: str) -> None:
    with pytest.raises(NotAllowed):
        Files(root).entries(folder, 100)


def test_a_folder_that_is_missing_is_not_listed(root: Path) -> None:
    with pytest.raises(Missing, match="'billing/missing' is not there"):
        Files(root).entries("billing/missing", 100)


@given(st.one_of(st.text(), PARTS))
def test_no_path_leaves_its_folder(path: str) -> None:
    folder = Path(__file__).parent / "files/report/../plain"
    with suppress(NotAllowed, Unreachable):
        assert Files(folder).read(path) in {each.read_bytes() for each in folder.iterdir()}
