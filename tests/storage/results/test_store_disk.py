"""A disk that is full, broken or read-only: then nothing is kept, and only the log is told."""

import errno
import logging
import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage.results import ResultStore
from storage.results.entry import Entry
from tests.storage.results.conftest import Truth

KEY = "0a"
Call = Callable[..., Any]


def fail_always(number: int) -> Call:
    def fail(*_arguments: Any, **_options: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return fail


def fail_large_writes(number: int) -> Call:
    real = os.pwrite

    def write(file: int, piece: bytes | memoryview, offset: int) -> int:
        if offset + len(piece) > 300:
            if offset >= 300:
                raise OSError(number, os.strerror(number))
            piece = memoryview(piece)[: 300 - offset]
        return real(file, piece, offset)

    return write


def fail_to_open(*flags: int) -> Callable[[int], Call]:
    def failing(number: int) -> Call:
        real = os.open

        def fail(path: Path, flag: int, *rest: Any, **options: Any) -> int:
            if any(flag & each for each in flags) or not flags:
                raise OSError(number, os.strerror(number))
            return real(path, flag, *rest, **options)

        return fail

    return failing


BROKEN: dict[str, tuple[Any, str, Callable[[int], Call]]] = {
    "no room for the bytes": (os, "pwrite", fail_large_writes),
    "no room for the file": (os, "open", fail_to_open(os.O_EXCL)),
    "nothing can be opened": (os, "open", fail_to_open()),
    "nothing can be written": (os, "open", fail_to_open(os.O_RDWR, os.O_WRONLY)),
    "no write": (os, "pwrite", fail_always),
    "no size": (os, "ftruncate", fail_always),
    "no sync": (os, "fsync", fail_always),
    "no time": (os, "utime", fail_always),
    "no name": (Path, "rename", fail_always),
    "no end": (Path, "unlink", fail_always),
    "no folder": (Path, "mkdir", fail_always),
    "no lock": (os, "fstat", fail_always),
    "no look": (Path, "lstat", fail_always),
}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_disk_is_no_error(  # noqa: PLR0913, PLR0917 - fixtures
    store: ResultStore,
    truth: Truth,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    how: str,
    number: int,
) -> None:
    for name in "abcdefghij":
        store.put(name, KEY, name.encode() * 900)
    owner, function, failing = BROKEN[how]
    with monkeypatch.context() as broken:
        broken.setattr(owner, function, failing(number))
        for name in "klm":
            with store.alone(KEY, 0.01):
                assert store.get(name, KEY) in (None, name.encode() * 900)
                store.put(name, KEY, name.encode() * 900)
                store.keep(name, KEY, [name.encode() * 900])
                assert store.get(name, KEY) in (None, name.encode() * 900)
            if file := store.open("j", KEY):
                with file:
                    assert file.read() == b"j" * 900
        store.sweep()
    assert len([record for record in caplog.records if record.levelno == logging.WARNING]) <= 1
    store.put("z", KEY, b"z")
    assert store.get("z", KEY) == b"z"
    store.sweep()
    assert (store.stats().entries, store.stats().bytes) == truth()
    for name in "abcdefghijklm":
        assert store.get(name, KEY) in (None, name.encode() * 900)


def test_what_is_kept_is_served_although_its_use_cannot_be_noted(
    store: ResultStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put("a", KEY, b"a")
    path = Entry("a", KEY).path(folder)
    os.utime(path, (0, 0))
    monkeypatch.setattr(os, "utime", fail_always(errno.EROFS))
    assert store.get("a", KEY) == b"a"


def test_a_limit_of_the_system_is_no_error(
    folder: Path, truth: Truth, caplog: pytest.LogCaptureFixture
) -> None:
    store = ResultStore(folder, 1_000_000)
    store.put("a", KEY, b"a")
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, hard))
        store.put("b", KEY, b"b" * 9000)
        assert not store.keep("c", KEY, [b"c" * 4000] * 3)
        assert store.get("b", KEY) is None
        store.put("d", KEY, b"d" * 4000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    (record,) = caplog.records
    assert "File too large" in record.getMessage()
    assert (store.get("a", KEY), store.get("d", KEY)) == (b"a", b"d" * 4000)
    assert (store.stats().entries, store.stats().bytes) == truth()
    assert truth()[0] == 2
