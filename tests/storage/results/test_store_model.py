"""The store against a dictionary: whatever is done in whatever order, it holds what it should."""

import os
import shutil
from collections import OrderedDict
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from storage.results import Purged, ResultStore, store
from storage.results.entry import FILE_NAME, Entry

BUDGET = 2_000
LARGEST = BUDGET // 10
NAMES = st.sampled_from(["a", "a/", "a/b", "a/ü", "ab", "", "@s/😀"])
KEYS = st.sampled_from(["00", "0a", "ff"])
SIZES = st.integers(0, LARGEST)
PREFIXES = ["", "/", "a/", "a/ü/", "@s/"]


class Model(RuleBasedStateMachine):
    """What was used last stands last."""

    @initialize()
    def begin(self) -> None:
        self.temporary = TemporaryDirectory()
        self.folder = Path(self.temporary.name) / "results"
        self.store = ResultStore(self.folder, BUDGET)
        self.model: OrderedDict[Entry, bytes] = OrderedDict()
        self.hits = self.misses = 0

    def teardown(self) -> None:
        self.temporary.cleanup()

    def size(self, entry: Entry) -> int:
        return entry.overhead + len(self.model[entry])

    def held(self) -> int:
        return sum(self.size(entry) for entry in self.model)

    def expect(self, entry: Entry, body: bytes, room: int) -> None:
        """Make room in the model, then put in."""
        while self.held() + room > BUDGET:
            self.model.popitem(last=False)
        self.model.pop(entry, None)
        self.model[entry] = body

    @rule(name=NAMES, key=KEYS, size=SIZES)
    def put(self, name: str, key: str, size: int) -> None:
        entry, body = Entry(name, key), os.urandom(size)
        self.store.put(name, key, body)
        if size + entry.overhead <= LARGEST:
            self.expect(entry, body, size + entry.overhead)

    @rule(name=NAMES, key=KEYS, sizes=st.lists(st.integers(0, 80), max_size=4))
    def keep(self, name: str, key: str, sizes: list[int]) -> None:
        entry, chunks = Entry(name, key), [os.urandom(size) for size in sizes]
        fits = sum(sizes) + entry.overhead <= LARGEST
        assert self.store.keep(name, key, chunks) == fits
        if fits and sizes:
            self.expect(entry, b"".join(chunks), LARGEST)
        elif fits:
            self.expect(entry, b"", entry.overhead)
        else:
            self.make_room_in_vain()

    def make_room_in_vain(self) -> None:
        while self.held() + LARGEST > BUDGET:
            self.model.popitem(last=False)

    @rule(name=NAMES, key=KEYS)
    def get(self, name: str, key: str) -> None:
        found, expected = self.store.get(name, key), self.model.get(Entry(name, key))
        assert found == expected
        self.hits, self.misses = self.hits + (found is not None), self.misses + (found is None)
        if found is not None:
            self.model.move_to_end(Entry(name, key))

    @rule(name=NAMES, key=KEYS)
    def open(self, name: str, key: str) -> None:
        file, expected = self.store.open(name, key), self.model.get(Entry(name, key))
        assert (file is None) == (expected is None)
        if file is not None:
            with file:
                assert file.read() == expected
            self.model.move_to_end(Entry(name, key))

    @rule(name=NAMES | st.sampled_from(PREFIXES))
    def purge(self, name: str) -> None:
        several = not name or name.endswith("/")
        gone = [
            entry
            for entry in self.model
            if entry.name == name or (several and entry.name.startswith(name))
        ]
        sizes = [self.size(entry) for entry in gone]
        assert self.store.purge(name) == Purged(len(gone), sum(sizes))
        for entry in gone:
            del self.model[entry]

    @rule(name=NAMES, key=KEYS)
    def put_too_late(self, name: str, key: str) -> None:
        with self.store.alone(key, 0) as had:
            assert had
            self.purge("a/b")
            self.store.put(name, key, b"outdated")

    @rule()
    def sweep(self) -> None:
        self.store.sweep()

    @rule()
    def restart(self) -> None:
        self.store = ResultStore(self.folder, BUDGET)

    @rule()
    def delete_all(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.model.clear()
        self.hits = self.misses = 0
        self.store.sweep()

    @rule()
    def delete_usage(self) -> None:
        (self.folder / "usage").unlink(missing_ok=True)
        self.store.sweep()

    @invariant()
    def holds_what_it_should(self) -> None:
        files = [path for path in self.folder.glob("??/*") if FILE_NAME.fullmatch(path.name)]
        assert set(files) == {entry.path(self.folder) for entry in self.model}
        assert sum(path.stat().st_size for path in files) == self.held()
        stats = self.store.stats()
        assert (stats.entries, stats.bytes) == (len(self.model), self.held())
        assert (stats.hits, stats.misses) == (self.hits, self.misses)
        assert stats.bytes <= BUDGET


@pytest.fixture(autouse=True)
def _exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Note each use, and do not wait for the disk."""
    monkeypatch.setattr(store, "_TOUCHED_EVERY", 0)
    monkeypatch.setattr(os, "fsync", lambda _file: None)


TestModel = Model.TestCase
TestModel.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
