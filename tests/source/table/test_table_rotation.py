import os
import threading
from pathlib import Path

import pytest

from source.errors import Missing, NotAllowed
from source.files import Files
from source.table import Bounds, Points, Version, Wanted, read_table, version
from source.table.snapshot import Snapshot
from tests.source.table.reading import only


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Begin a log."""
    log = tmp_path / "a.log"
    log.write_bytes(b"1\n2\n3\n")
    long_ago = 1_700_000_000_000_000_001
    os.utime(log, ns=(long_ago, long_ago))
    return log


def _read(log: Path) -> Points:
    with Files(log.parent).open(log.name) as file:
        return read_table(file, Wanted(), log.name)


def _version(log: Path) -> Version:
    return version(Files(log.parent), log.name)


def test_a_file_has_the_same_version_until_it_is_written_to(log: Path) -> None:
    first = _version(log)
    assert first == _version(log)
    assert first.size == 6
    with log.open("ab") as file:
        file.write(b"4\n")
    assert _version(log) != first


def test_a_file_that_replaces_another_has_another_version(log: Path) -> None:
    first = _version(log)
    other = log.with_name("b.log")
    other.write_bytes(log.read_bytes())
    os.utime(other, ns=(first.mtime_ns, first.mtime_ns))
    other.replace(log)
    assert (_version(log).size, _version(log).mtime_ns) == (first.size, first.mtime_ns)
    assert _version(log) != first


@pytest.mark.parametrize("ns", [0, 1])
def test_a_file_written_to_twice_within_one_tick_of_the_clock_has_two_versions(
    log: Path, monkeypatch: pytest.MonkeyPatch, ns: int
) -> None:
    tick = 1_800_000_000_000_000_000 + ns
    now = [tick + 1_000_000]
    monkeypatch.setattr("time.time_ns", lambda: now[0])
    os.utime(log, ns=(tick, tick))
    first = _version(log)

    log.write_bytes(b"4\n5\n6\n")
    os.utime(log, ns=(tick, tick))
    now[0] += 1_000_000
    assert _version(log) != first

    now[0] += 3_000_000_000
    assert _version(log) == _version(log) != first


def test_versions_are_told_of_files_below_the_folder_only(log: Path) -> None:
    files = Files(log.parent)
    os.mkfifo(log.with_name("fifo"))
    for path in ("fifo", "..", "../a.log", "/etc/passwd"):
        with pytest.raises(NotAllowed):
            version(files, path)
    with pytest.raises(Missing):
        version(files, "b.log")


def test_a_line_appears_when_its_end_is_written(log: Path) -> None:
    with log.open("ab", buffering=0) as file:
        file.write(b"1")
        assert only(_read(log)) == [1, 2, 3]
        assert _read(log).unfinished
        file.write(b"0")
        assert only(_read(log)) == [1, 2, 3]
        file.write(b"\n")
        assert only(_read(log)) == [1, 2, 3, 10]
        assert not _read(log).unfinished


def test_what_is_appended_while_a_file_is_read_is_left_for_the_next_time(log: Path) -> None:
    with log.open("rb") as file:
        snapshot = Snapshot(file, Bounds())
        with log.open("ab") as writer:
            writer.write(b"4\n")
        assert b"".join(block.lines for block in snapshot.blocks(0, snapshot.end)) == b"1\n2\n3\n"
    assert only(_read(log)) == [1, 2, 3, 4]


def test_a_file_that_is_replaced_is_read_as_it_was_opened(log: Path) -> None:
    with Files(log.parent).open(log.name) as file:
        log.replace(log.with_name("a.log.1"))
        log.write_bytes(b"7\n")
        assert only(read_table(file, Wanted())) == [1, 2, 3]
    assert only(_read(log)) == [7]


@pytest.mark.parametrize("left", [0, 3, 4])
def test_a_file_that_is_cut_while_it_is_read_ends_there(log: Path, left: int) -> None:
    with log.open("rb") as file:
        snapshot = Snapshot(file, Bounds())
        os.truncate(log, left)
        read = b"".join(block.lines for block in snapshot.blocks(0, snapshot.end))
        assert read == b"1\n2\n3\n"[: left // 2 * 2]
        assert snapshot.next_line(5) in {5, 6}


def test_a_file_that_is_written_anew_while_it_is_read_has_whole_lines_only(log: Path) -> None:
    with log.open("rb") as file:
        snapshot = Snapshot(file, Bounds())
        log.write_bytes(b"7\n8\n90")
        assert b"".join(block.lines for block in snapshot.blocks(0, snapshot.end)) == b"7\n8\n"


def test_a_file_that_vanishes_is_read_to_its_end(log: Path) -> None:
    with Files(log.parent).open(log.name) as file:
        log.unlink()
        assert only(read_table(file, Wanted())) == [1, 2, 3]


def test_a_log_that_is_rotated_all_the_time_is_never_an_error(log: Path) -> None:
    stop = threading.Event()

    def rotate() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            if number % 3:
                log.write_bytes(b"".join(b"%d\n" % i for i in range(number % 50 * 100)))
            else:
                os.truncate(log, number % 100)

    writer = threading.Thread(target=rotate)
    writer.start()
    try:
        for _ in range(100):
            points = _read(log)
            assert all(value is not None for column in points.columns for value in column.values)
    finally:
        stop.set()
        writer.join()
