"""Objects in a folder, and whatever else may lie there."""

import errno
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.errors import Missing, StorageError, Taken, Unavailable
from storage.objects import FolderStore, Found, new_key
from tests.storage.objects.objects import put, sha256


def path_of(store_root: Path, key: str) -> Path:
    return store_root / "objects" / key[:2] / key


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "root"


def test_only_the_owner_may_look(folder_store: FolderStore, root: Path) -> None:
    key = put(folder_store, root, b"one")
    for path in (root, *root.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path
    assert path_of(root, key).read_bytes() == b"one"


def test_a_draft_becomes_the_object_without_a_copy(folder_store: FolderStore, root: Path) -> None:
    keys = [new_key(), new_key()]
    with folder_store.staging.draft() as draft:
        draft.write(b"one")
        draft.finish()
        for key in keys:  # as by one who has lost the first
            folder_store.put(key, draft.path, draft.sha256)
            assert path_of(root, key).samefile(draft.path)
        folder_store.delete(keys[0])
    assert list((root / "staging").iterdir()) == []
    assert path_of(root, keys[1]).stat().st_nlink == 1
    assert path_of(root, keys[1]).read_bytes() == b"one"
    with pytest.raises(Missing):
        draft.open()


def test_a_draft_of_another_file_system_is_copied(folder_store: FolderStore, root: Path) -> None:
    memory = Path("/dev/shm")  # noqa: S108 - another file system is what is wanted
    if not memory.is_dir() or memory.stat().st_dev == root.parent.stat().st_dev:
        pytest.skip("there is no other file system here")
    file = memory / f"easel-{new_key()}"
    try:
        file.write_bytes(b"one")
        key = new_key()
        folder_store.put(key, file, sha256(b"one"))
    finally:
        file.unlink()
    assert path_of(root, key).read_bytes() == b"one"
    assert list((root / "staging").iterdir()) == []


def test_a_key_is_never_used_twice(folder_store: FolderStore, root: Path) -> None:
    key = put(folder_store, root, b"one")
    with pytest.raises(Taken):
        put(folder_store, root, b"other", key)
    assert path_of(root, key).read_bytes() == b"one"
    assert list((root / "staging").iterdir()) == []


def test_of_many_with_one_key_one_is_kept(folder_store: FolderStore, root: Path) -> None:
    key = new_key()

    def attempt(number: int) -> bool:
        try:
            put(folder_store, root, str(number).encode(), key)
        except Taken:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(32)))
    assert sum(outcomes) == 1
    assert path_of(root, key).read_bytes() == str(outcomes.index(True)).encode()


def test_strangers_are_passed_over_and_left_alone(folder_store: FolderStore, root: Path) -> None:
    key = put(folder_store, root, b"one")
    part = path_of(root, key).parent
    other = f"{part.name}{'0' * 30}"
    strangers = [
        root / "objects" / "README",
        root / "objects" / "00ff",
        part / "thumbs.db",
        part / f"{key}.bak",
        part / key.upper().replace("0", "G"),
        part / ("ff" if part.name != "ff" else "00").ljust(32, "0"),  # a key of another folder
    ]
    for stranger in strangers:
        stranger.write_bytes(b"a stranger's")
    (part / other).mkdir()  # no file
    (part / f"{other[:-1]}1").symlink_to(part / key)
    os.mkfifo(part / f"{other[:-1]}2")
    assert list(folder_store.list()) == [Found(key, 3)]
    for last in "012":
        for ask in (folder_store.size, folder_store.open):
            with pytest.raises(Missing):
                ask(other[:-1] + last)
    assert all(stranger.read_bytes() == b"a stranger's" for stranger in strangers)


@pytest.mark.parametrize("link", ["objects", "objects/ab"])
def test_no_link_leads_out_of_the_root(tmp_path: Path, link: str) -> None:
    key = f"ab{'0' * 30}"
    outside = tmp_path / "outside"
    (outside / "ab").mkdir(parents=True)
    for path in (outside / key, outside / "ab" / key):
        path.write_bytes(b"a secret")
    root = tmp_path / "root"
    (root / link).parent.mkdir(parents=True)
    (root / link).symlink_to(outside, target_is_directory=True)
    store = FolderStore(root)
    for ask in (store.size, store.open, store.quarantine, store.delete):
        with pytest.raises(StorageError):
            ask(key)
    with pytest.raises(StorageError):
        put(store, root, b"mine", f"ab{'1' * 30}")
    assert list(outside.rglob(f"{'1' * 30}*")) == []
    assert [path.read_bytes() for path in outside.rglob(key)] == [b"a secret"] * 2
    if link == "objects":
        with pytest.raises(StorageError):
            list(store.list())
    else:
        assert list(store.list()) == []


def test_the_root_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "root").symlink_to("disk", target_is_directory=True)
    store = FolderStore(tmp_path / "root")
    key = put(store, tmp_path, b"one")
    assert path_of(tmp_path / "disk", key).read_bytes() == b"one"
    assert list(store.list()) == [Found(key, 3)]


def test_on_a_disk_that_is_not_mounted_nothing_is_missing(
    folder_store: FolderStore, root: Path
) -> None:
    key = put(folder_store, root, b"one")
    root.rename(root.with_name("elsewhere"))
    for ask in (folder_store.size, folder_store.open, lambda key: folder_store.read(key, 0, 1)):
        with pytest.raises(Unavailable):
            ask(key)


def test_a_root_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "root").write_bytes(b"")
    store = FolderStore(tmp_path / "root")
    with pytest.raises(StorageError):
        put(store, tmp_path, b"one")
    with pytest.raises(StorageError):
        store.size(new_key())


def test_a_file_that_could_not_be_synced_is_never_put_again(
    folder_store: FolderStore, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(file: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with folder_store.staging.draft() as draft:
        draft.write(b"one")
        monkeypatch.setattr(os, "fsync", failing)
        with pytest.raises(Unavailable, match="Input/output error"):
            folder_store.put(new_key(), draft.path, draft.sha256)
        monkeypatch.undo()
        with pytest.raises(Missing):  # although the system would now say that all is well
            folder_store.put(new_key(), draft.path, draft.sha256)
    assert list(folder_store.list()) == []
    assert list((root / "staging").iterdir()) == []


def test_the_room_is_that_of_the_disk(folder_store: FolderStore, root: Path) -> None:
    before = folder_store.free()
    put(folder_store, root, b"one")
    after = folder_store.free()
    disk = os.statvfs(root)
    assert before
    assert after
    assert 0 < after < disk.f_blocks * disk.f_frsize
    assert abs(before - after) < disk.f_blocks * disk.f_frsize // 10


def test_no_browser_reaches_a_folder(folder_store: FolderStore) -> None:
    assert folder_store.sign(new_key(), 60) is None


def test_what_is_there_is_not_replaced_from_quarantine(
    folder_store: FolderStore, root: Path
) -> None:
    key = put(folder_store, root, b"one")
    folder_store.quarantine(key)
    put(folder_store, root, b"another", key)  # as nobody should
    with pytest.raises(Taken):
        folder_store.release(key, sha256(b"one"))
    assert path_of(root, key).read_bytes() == b"another"
    assert (root / "quarantine" / key).read_bytes() == b"one"


def test_no_link_leads_back_from_quarantine(folder_store: FolderStore, root: Path) -> None:
    key = put(folder_store, root, b"one")
    folder_store.quarantine(key)
    (root / "quarantine" / key).rename(root / "elsewhere")
    (root / "quarantine" / key).symlink_to(root / "elsewhere")
    with pytest.raises(Missing):
        folder_store.release(key, sha256(b"one"))
    assert list(folder_store.list()) == []
