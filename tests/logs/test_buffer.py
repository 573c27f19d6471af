import fcntl
import os
import sys
import threading
import time
from pathlib import Path
from subprocess import Popen

import pytest

from config import ROOT
from logs.buffer import LineBuffer


def test_lines_are_written_soon_and_whole(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as file:
        lines = LineBuffer(file.fileno(), every=0.01)
        for number in range(5000):
            lines.add(f"line {number}")
        end = time.monotonic() + 10
        while (tmp_path / "log").read_bytes().count(b"\n") < 5000 and time.monotonic() < end:
            time.sleep(0.01)
    assert (tmp_path / "log").read_text().splitlines() == [f"line {n}" for n in range(5000)]


def test_lines_of_two_processes_never_mix(tmp_path: Path) -> None:
    read, write = os.pipe()
    fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, 4096)  # full at once, as where a reader is slow
    program = (
        "import sys; from pathlib import Path; from logs.buffer import LineBuffer\n"
        "lines = LineBuffer(1, every=0.001)\n"
        "for n in range(4000): lines.add(sys.argv[1] * 99)\n"
        "Path(sys.argv[2], sys.argv[1]).touch()"
    )
    writers = [
        Popen([sys.executable, "-c", program, letter, str(tmp_path)], stdout=write, cwd=ROOT)
        for letter in "ab"
    ]
    os.close(write)
    end = time.monotonic() + 30
    while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < end:  # both want to write
        time.sleep(0.01)
    time.sleep(0.3)  # until both do
    with os.fdopen(read, "rb") as pipe:
        found = pipe.read().decode().splitlines()
    assert [writer.wait(10) for writer in writers] == [0, 0]
    assert sorted(found) == ["a" * 99] * 4000 + ["b" * 99] * 4000  # also: none was lost at the end


def test_who_does_not_read_holds_nobody_up_and_learns_what_is_missing() -> None:
    read, write = os.pipe()
    os.set_blocking(write, False)
    fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, 4096)
    try:
        lines = LineBuffer(write, every=3600)
        for number in range(60_000):
            lines.add(f"{number}")
        got = bytearray()
        reader = threading.Thread(target=lines.flush)
        reader.start()
        while not got.endswith(b"49999\n"):
            got.extend(os.read(read, 65536))
        reader.join()
        assert got.startswith(b"10000 lines were dropped\n0\n1\n")
    finally:
        os.close(read)
        os.close(write)


def test_a_reader_who_is_gone_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    lines = LineBuffer(write, every=3600)
    lines.add("nobody will see this")
    lines.flush()
    os.close(write)


def test_where_no_thread_can_begin_lines_wait_for_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(_thread: threading.Thread) -> None:
        message = "can't start new thread"
        raise RuntimeError(message)

    with (tmp_path / "log").open("wb") as file:
        lines = LineBuffer(file.fileno(), every=0.01)
        with monkeypatch.context() as crowded:
            crowded.setattr(threading.Thread, "start", refuse)
            lines.add("one")
        lines.add("two")
        end = time.monotonic() + 10
        while not (tmp_path / "log").read_bytes() and time.monotonic() < end:
            time.sleep(0.01)
    assert (tmp_path / "log").read_text().splitlines() == ["one", "two"]
