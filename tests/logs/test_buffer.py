import fcntl
import os
import sys
import threading
import time
from pathlib import Path
from subprocess import run

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


def test_lines_of_two_processes_never_mix() -> None:
    read, write = os.pipe()
    program = (
        "import sys; from logs.buffer import LineBuffer; lines = LineBuffer(1, every=0.001)\n"
        "for n in range(4000): lines.add(sys.argv[1] * 99)"
    )
    got = bytearray()

    def gather() -> None:
        while chunk := os.read(read, 65536):
            got.extend(chunk)

    reader = threading.Thread(target=gather)
    reader.start()
    writers = [
        threading.Thread(
            target=run,
            args=([sys.executable, "-c", program, letter],),
            kwargs={"stdout": write, "check": True, "cwd": Path(__file__).parents[2]},
        )
        for letter in "ab"
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    os.close(write)
    reader.join()
    os.close(read)
    found = got.decode().splitlines()
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
