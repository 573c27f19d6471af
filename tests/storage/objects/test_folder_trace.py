"""Proof by the calls of the system that what is put is on the disk before `put` comes back."""

import re
import sys
from pathlib import Path

import pytest

from config import ROOT
from storage.objects import KEY
from tests.traced import Call, need_strace, traced

ANSWER = "this is the answer"
CHILD = f"""
import os, sys
from pathlib import Path
from storage.objects import FolderStore, new_key
store = FolderStore(Path(sys.argv[1]))
for body in (b"one picture", b"another picture"):
    with store.staging.draft() as draft:
        draft.write(body[:3])
        draft.write(body[3:])
        draft.finish()
        key = new_key()
        PUT
        os.write(1, b"{ANSWER}: " + key.encode())
"""
FROM_STAGING = "store.put(key, draft.path, draft.sha256)"
FROM_ELSEWHERE = """
        other = Path(sys.argv[1]).with_name("other")
        other.write_bytes(body)
        store.put(key, other, draft.sha256)
"""
DELETING = "store.put(key, draft.path, draft.sha256); store.delete(key)"
QUARANTINING = "store.put(key, draft.path, draft.sha256); store.quarantine(key)"


def calls_of(folder: Path, put: str) -> tuple[Path, list[list[Call]]]:
    """Run the child; give the root of its store, and the calls up to each of its answers."""
    need_strace()
    root = folder / "new" / "root"
    environ = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command: list[str | Path] = [sys.executable, "-c", CHILD.replace("PUT", put), root]
    runs: list[list[Call]] = [[]]
    for call in traced(command, folder, environ):
        if ANSWER in call.arguments:
            runs.append([])
        elif str(folder) in call.arguments and not call.failed:
            runs[-1].append(call)
    assert len(runs) == 3
    return root, runs[:2]


def places(calls: list[Call], pattern: str) -> list[int]:
    """Find the calls that look like this, as `name(arguments)`."""
    return [
        at for at, call in enumerate(calls) if re.search(pattern, f"{call.name}({call.arguments})")
    ]


def only(calls: list[Call], pattern: str) -> int:
    found = places(calls, pattern)
    assert len(found) == 1, (pattern, calls)
    return found[0]


@pytest.mark.parametrize("put", [FROM_STAGING, FROM_ELSEWHERE], ids=["a draft", "another file"])
def test_bytes_then_name_then_folder_are_on_the_disk_before_the_answer(
    tmp_path: Path, put: str
) -> None:
    root, runs = calls_of(tmp_path, put)
    for calls in runs:
        link = only(calls, r"^linkat\(")
        draft, key = re.findall(KEY.pattern, calls[link].arguments)
        part = f"{root}/objects/{key[:2]}"
        wrote = places(calls, rf"^pwrite64\(\d+<{root}/staging/{draft}>")
        synced = only(calls, rf"^f(data)?sync\(\d+<{root}/staging/{draft}>\)")
        folder = only(calls, rf"^fsync\(\d+<{part}>\)")
        assert wrote
        assert max(wrote) < synced < link < folder
        assert f"<{part}>" in calls[link].arguments
        assert places(calls, r"^rename") == []


def test_every_new_folder_is_named_on_the_disk_before_the_answer(tmp_path: Path) -> None:
    root, runs = calls_of(tmp_path, FROM_STAGING)
    made = set()
    for calls in runs:
        for at in places(calls, r"^mkdir(at)?\("):
            folder = Path(*re.findall(r'[<"](.*?)[>"]', calls[at].arguments))
            assert places(calls, rf"^fsync\(\d+<{folder.parent}>\)")[-1] > at, folder
            made.add(folder)
    assert made >= {root.parent, root, root / "objects", *(root / "objects").iterdir()}


def test_a_folder_that_another_process_has_made_is_synced_as_well(tmp_path: Path) -> None:
    root = tmp_path / "new" / "root"
    for number in range(256):
        (root / "objects" / f"{number:02x}").mkdir(parents=True)
    _, runs = calls_of(tmp_path, FROM_STAGING)
    for folder in (tmp_path, root.parent, root, root / "objects"):
        assert places(runs[0], rf"^fsync\(\d+<{folder}>\)"), folder
    assert not places(runs[1], rf"^fsync\(\d+<{root}>\)")


@pytest.mark.parametrize(
    ("put", "gone", "folders"),
    [
        (DELETING, "unlinkat", ["objects/.."]),
        (QUARANTINING, "rename", ["quarantine", "objects/.."]),
    ],
)
def test_what_is_gone_is_gone_for_good(
    tmp_path: Path, put: str, gone: str, folders: list[str]
) -> None:
    root, runs = calls_of(tmp_path, put)
    for calls in runs:
        last = only(calls, rf"^{gone}\w*\(\d+<{root}/objects/..>")
        for folder in folders:
            assert places(calls, rf"^fsync\(\d+<{root}/{folder}>\)")[-1] > last
