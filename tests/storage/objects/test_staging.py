"""Drafts: hashed on the way, gone at the end, and swept up when their process has died."""

import hashlib
import os
import stat
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from config import ROOT
from storage.errors import Missing, StorageError, Unavailable
from storage.objects import Staging

DYING = """
import os, signal, sys
from pathlib import Path
from storage.objects import Staging
with Staging(Path(sys.argv[1])).draft() as draft:
    draft.write(b"half of a pic")
    print(draft.path.name, flush=True)
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def staging(tmp_path: Path) -> Staging:
    return Staging(tmp_path / "new" / "staging")


def files(staging: Staging) -> list[Path]:
    return list(staging.folder.iterdir())


def test_a_draft_knows_what_was_written(staging: Staging) -> None:
    body = bytes(range(256)) * 1000
    with staging.draft() as draft:
        assert (draft.size, draft.sha256) == (0, hashlib.sha256().hexdigest())
        for at in range(0, len(body), 4097):
            draft.write(body[at : at + 4097])
            assert draft.sha256 == hashlib.sha256(body[: at + 4097]).hexdigest()
        draft.write(b"")
        draft.finish()
        assert draft.size == len(body) == draft.path.stat().st_size
        with draft.open() as one, draft.open() as other:
            assert one.read(10) == body[:10]
            assert other.read() == body
            assert one.read() == body[10:]
    assert files(staging) == []


def test_only_the_owner_may_look(staging: Staging) -> None:
    with staging.draft() as draft:
        assert stat.S_IMODE(draft.path.stat().st_mode) == 0o600
        for folder in (staging.folder, staging.folder.parent):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_draft_goes_whatever_happens(staging: Staging) -> None:
    with suppress(RuntimeError), staging.draft() as draft:
        draft.write(b"half of a pic")
        raise RuntimeError
    assert files(staging) == []
    with staging.draft() as draft:
        draft.path.unlink()
        with pytest.raises(Missing):
            draft.open()
    assert files(staging) == []


def test_a_finished_draft_takes_no_more(staging: Staging) -> None:
    with staging.draft() as draft:
        draft.write(b"all")
        draft.finish()
        with pytest.raises(ValueError, match="finished"):
            draft.write(b" and more")
        assert draft.path.read_bytes() == b"all"


def test_a_draft_that_somebody_cut_is_not_finished(staging: Staging) -> None:
    with staging.draft() as draft:
        draft.write(b"all")
        os.truncate(draft.path, 1)
        with pytest.raises(Unavailable):
            draft.finish()


def test_many_drafts_are_apart(staging: Staging) -> None:
    with staging.draft() as one, staging.draft() as other:
        one.write(b"one")
        other.write(b"other")
        assert one.path.read_bytes() == b"one"
        assert other.path.read_bytes() == b"other"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError), Staging(tmp_path / "file" / "staging").draft():
        pass


def test_the_room_is_that_of_the_disk_also_before_the_first_draft(staging: Staging) -> None:
    assert 0 < staging.free() < 1 << 60
    assert not staging.folder.parent.exists()


def test_only_what_nobody_holds_is_swept(staging: Staging) -> None:
    assert staging.sweep() == 0
    with staging.draft() as mine:
        stranger = staging.folder / "README"
        stranger.write_bytes(b"a stranger's")
        (staging.folder / ("a" * 32)).mkdir()
        (staging.folder / ("b" * 32)).symlink_to(stranger)
        (staging.folder / ("c" * 32)).write_bytes(b"left by the dead")
        command = [sys.executable, "-c", DYING, str(staging.folder)]
        with subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout
            name = child.stdout.readline().strip()
            assert staging.sweep() == 1
            assert (staging.folder / name).exists()
            child.communicate()
        assert staging.sweep() == 1
        assert staging.sweep() == 0
        assert not (staging.folder / name).exists()
        assert mine.path.exists()
        assert stranger.read_bytes() == b"a stranger's"


def test_no_draft_is_swept_while_it_is_made(staging: Staging) -> None:
    done = threading.Event()

    def sweep() -> None:
        while not done.is_set():
            staging.sweep()

    sweepers = [threading.Thread(target=sweep) for _ in range(3)]
    for sweeper in sweepers:
        sweeper.start()
    try:
        for number in range(300):
            with staging.draft() as draft:
                draft.write(str(number).encode())
                assert draft.path.read_bytes() == str(number).encode()
    finally:
        done.set()
        for sweeper in sweepers:
            sweeper.join()
    assert files(staging) == []
