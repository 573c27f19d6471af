"""`make torture`: the kill test in long, with a table of what was done and found."""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from endpoint.image.keeping.steps import COLLECTOR_STEPS, STEPS
from tests.torture.stacks import STACKS
from tests.torture.torturer import STALLED, Torturer, torturer

_DISK = 256  # MB of a disk that is made to be filled
_MOUNT, _UMOUNT = shutil.which("mount"), shutil.which("umount")


def main() -> int:
    """Torture each stack; 1 if anything was not as it should be."""
    asked = _parser().parse_args()
    tables = []
    bad = 0
    for name in STACKS if asked.stack == "both" else [asked.stack]:
        with tempfile.TemporaryDirectory(prefix="torture-", dir=asked.folder) as folder:
            table, violations = _torture(name, Path(folder), asked)
        tables.append(table)
        bad += len(violations)
        _print(*violations)
    rows = zip(*(table.values() for table in tables), strict=True)
    cells = zip(tables[0], rows, strict=True)
    _print("", *(f"| {' | '.join((name, *figures))} |" for name, figures in cells))
    return 1 if bad else 0


def _print(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--stack", choices=[*STACKS, "both"], default="both")
    parser.add_argument("--minutes", type=float, default=10, help="for each stack, at least")
    parser.add_argument("--pictures", type=int, default=1000, help="different ones, at least")
    parser.add_argument("--kills", type=int, default=200, help="for each stack, at least")
    parser.add_argument("--seed", type=int, default=5, help="what is done in which order")
    parser.add_argument("--folder", help="where to work; the system's own for such by default")
    return parser


def _torture(
    name: str, folder: Path, asked: argparse.Namespace
) -> tuple[dict[str, str], list[str]]:
    start = time.monotonic()
    service = folder / "service"

    def say(text: str) -> None:
        _print(f"{time.monotonic() - start:7.1f} s  {text}")

    def enough(torture: Torturer) -> bool:
        done = (time.monotonic() - start) / 60, torture.ledger.pictures(), torture.kills()
        least: tuple[float, int, int] = (asked.minutes, asked.pictures, asked.kills)
        return all(figure >= wanted for figure, wanted in zip(done, least, strict=True))

    with (
        STACKS[name](folder / "servers") as stack,
        small_disk(service / "var" / Path(stack.drafts).parts[0]) as small,
        torturer(stack, service, asked.seed, say) as torture,
    ):
        violations: list[str] = []
        while not violations and not enough(torture):
            one_round(torture, small)
            violations = torture.verdict()
            say(f"checked: {torture.ledger.pictures()} pictures, {torture.kills()} kills")
        return _table(torture, small=bool(small), violations=len(violations)), violations


def one_round(torture: Torturer, small: Path | None) -> None:
    """Do everything once, in an order of the dice."""
    steps = torture.dice.sample((*STEPS, *COLLECTOR_STEPS), len(STEPS) + len(COLLECTOR_STEPS))
    with torture.clients(writers=6, readers=3):
        for step in steps:
            torture.kill_at(step)
            time.sleep(torture.dice.uniform(0, 0.7))
            torture.kill_one()
        for step in STALLED:
            torture.stall_at(step)
        torture.stall_one()
        torture.forget_results()
        torture.fill_disk(torture.dice.choice([0, 300, 100_000]), 2)
        if small:
            torture.fill_disk(small, 3)
        torture.kill_servers(torture.dice.uniform(0, 2))
        torture.kill_all()
        torture.wait_until_uploads_are_kept()
        torture.end_at(steps[0])


@contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """Make a folder a disk of its own; give None where that is not allowed."""
    folder.mkdir(parents=True)
    options = ["-t", "tmpfs", "-o", f"size={_DISK}m", "torture", str(folder)]
    if not (_MOUNT and _UMOUNT) or subprocess.run([_MOUNT, *options], check=False).returncode:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run([_UMOUNT, "--lazy", str(folder)], check=True)


def _table(torture: Torturer, *, small: bool, violations: int) -> dict[str, str]:
    blows, answers = torture.blows, torture.ledger.answers
    unknown = sum(
        number
        for what, number in answers.items()
        if not what.startswith("GET") and what.endswith(("no answer", "503", "507"))
    )
    figures = {
        "": torture.stack.name,
        "killed at a named step": blows["killed at a step"],
        "killed at random": blows["killed at random"],
        "killed with the whole service": blows["killed with the arbiter"],
        "MariaDB killed and started again": blows["MariaDB killed"],
        "SeaweedFS killed and started again": blows["SeaweedFS killed"],
        "**kills**": torture.kills(),
        "stalls past the intent's end": blows["stalled"],
        "full disks": f"{blows['disk full']}{'' if small else ' (by a limit only)'}",
        "derivatives deleted": blows["derivatives deleted"],
        "uploads acknowledged": len(torture.ledger.known),
        "different pictures": torture.ledger.pictures(),
        "deletes, restores and repeats acknowledged": answers["DELETE 204"] + answers["POST 200"],
        "changes of unknown outcome": unknown,
        "whole reads compared": answers["GET 200"],
        "recoveries, each checked": torture.checks,
        "**violations**": violations,
    }
    return {name: str(figure) for name, figure in figures.items()}


if __name__ == "__main__":
    sys.exit(main())
