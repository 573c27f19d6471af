"""A disk without room, on a real file system of 1 MB, and a limit on the size of files."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import ROOT
from storage.errors import Full
from storage.objects import FolderStore, new_key
from tests.storage.objects.objects import put, sha256

LIMITED = """
import resource, sys
from pathlib import Path
from storage.errors import Full
from storage.objects import Staging
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
with Staging(Path(sys.argv[1])).draft() as draft:
    draft.write(b"x" * 4000)
    try:
        draft.write(b"x" * 4000)
    except Full:
        draft.write(b"y" * 1000)
        draft.finish()
        sys.exit(0 if draft.path.read_bytes() == b"x" * 4000 + b"y" * 1000 else 2)
"""


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    options = ["-t", "tmpfs", "-o", "size=1m,nr_inodes=64", "easel-test", str(folder)]
    if not (mount and umount) or subprocess.run([mount, *options], check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run([umount, str(folder)], check=True)


def test_a_full_disk_keeps_nothing_of_what_did_not_fit(small: Path) -> None:
    store = FolderStore(small)
    key = put(store, small, b"x" * 500_000)
    before = store.free()
    with pytest.raises(Full):
        put(store, small, b"y" * 600_000)
    assert store.free() == before
    assert [found.key for found in store.list()] == [key]
    store.delete(key)
    put(store, small, b"y" * 600_000)


def test_a_file_from_elsewhere_that_does_not_fit_is_told(small: Path) -> None:
    store = FolderStore(small)
    body = b"z" * 2_000_000
    other = small.with_name("other")
    other.write_bytes(body)
    with pytest.raises(Full):
        store.put(new_key(), other, sha256(body))
    assert list(store.list()) == []
    assert list((small / "staging").iterdir()) == []


def test_no_room_for_a_name_is_told_as_well(small: Path) -> None:
    store = FolderStore(small)
    put(store, small, b"one")
    for number in range(64):
        try:
            os.mknod(small / f"filler {number}")
        except OSError:
            break
    with pytest.raises(Full):
        put(store, small, b"two")


def test_a_file_may_be_too_large_for_the_process(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LIMITED, str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True)
