"""What a program asks of the system, in order: it runs under strace, and its calls are parsed."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

STRACE = shutil.which("strace")
TO_DISK = (
    "open,openat,mkdir,mkdirat,write,pwrite64,writev,pwritev,copy_file_range,sendfile,ftruncate,"
    "rename,renameat,renameat2,link,linkat,unlink,unlinkat,fsync,fdatasync"
)
"""What says how bytes come to a disk."""

TIMEOUT = 60  # s
_LINE = re.compile(r"(?P<pid>\d+) +(?P<rest>.*)")
_CALL = re.compile(r"(?P<name>\w+)\((?P<arguments>.*)\) += (?P<result>.+)", re.DOTALL)
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>(?P<rest>.*)")
_UNFINISHED = " <unfinished ...>"


@dataclass(frozen=True)
class Call:
    """A call of the system that has come back.

    Args:
        pid: of the thread.
        name: such as fsync.
        arguments: as strace writes them; a descriptor is followed by its path, as in 3</tmp/one>.
        result: such as 0, or "-1 ENOENT (No such file or directory)".
    """

    pid: int
    name: str
    arguments: str
    result: str

    @property
    def failed(self) -> bool:
        return self.result.startswith("-1 ")


def need_strace() -> None:
    """Skip a test where there is no strace, unless nothing may be missing."""
    if STRACE is None and "CI" not in os.environ:
        pytest.skip("needs Debian's strace; .ci/run installs it")


def under_strace(output: Path, calls: str = TO_DISK) -> tuple[str, ...]:
    """Give what to put before a command; its children and threads are traced as well.

    The program is the child of strace, which passes no signal on to it, and ends with it.

    Args:
        output: the file that the calls are written to; see `parsed`.
        calls: their names, separated by commas, some of which this machine may not have.
    """
    names = ",".join(f"?{name}" for name in calls.split(","))
    options = (
        "-f",
        "--seccomp-bpf",
        "-y",
        "-qq",
        "-s",
        "64",
        "-e",
        f"trace={names}",
        "-e",
        "signal=none",
    )
    return (STRACE or "strace", *options, "-o", str(output), "--")


def parsed(text: str) -> list[Call]:
    """Read what strace has written; calls are in the order in which they came back."""
    calls = []
    begun: dict[str, str] = {}
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        assert match, f"no line of strace: {line!r}"
        pid, rest = match["pid"], match["rest"]
        if rest.endswith(_UNFINISHED):
            begun[pid] = rest.removesuffix(_UNFINISHED)
            continue
        if resumed := _RESUMED.fullmatch(rest):
            rest = begun.pop(pid) + resumed["rest"]
        if call := _CALL.fullmatch(rest):
            calls.append(Call(int(pid), call["name"], call["arguments"], call["result"]))
    return calls


def traced(
    command: Sequence[str | Path], folder: Path, environ: Mapping[str, str] | None = None
) -> list[Call]:
    """Run a program to its end and give its calls.

    Args:
        command: the program and its arguments.
        folder: for what strace writes.
        environ: of the program; ours if there is none.
    """
    output = folder / "strace"
    done = subprocess.run(
        [*under_strace(output), *command],
        env=environ,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return parsed(output.read_text(errors="replace"))
