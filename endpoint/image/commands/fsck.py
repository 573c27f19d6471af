"""`flask images fsck`: compares rows and objects."""

import json
from dataclasses import asdict

import click
from flask.cli import with_appcontext

from endpoint.image.commands.blobs import count_blobs
from endpoint.image.commands.checking import Check, Problem
from endpoint.image.commands.terminal import bar, check_writable, counted, refusals
from endpoint.image.install import images


@click.command("fsck", short_help="Find out whether rows and objects fit together.")
@click.option("--repair", is_flag=True, help="Mend what can be mended; no upload is deleted.")
@click.option("--deep", is_flag=True, help="Read all bytes and compare their hashes.")
@click.option("--json", "as_json", is_flag=True, help="Write a JSON object.")
@with_appcontext
def fsck(repair: bool, deep: bool, as_json: bool) -> None:
    """Find out whether rows and objects fit together; the exit status is 1 if they do not.

    It may be run beside the service. With --repair, wrong bytes go into quarantine, missing ones
    come back from there if they are right, old hashes are made anew, and what is garbage is
    collected. Rows of uploads whose bytes are lost stay, and are named each time.
    """
    if repair:
        check_writable()
    check = Check(images(), deep, repair)
    with refusals(), bar("Checking", count_blobs()) as advance:
        check.run(advance)
    wrong = [problem for problem in check.problems if not problem.repaired]
    click.echo(_document(check) if as_json else _text(check, len(wrong)))
    if wrong:
        click.get_current_context().exit(1)


def _document(check: Check) -> str:
    fields = {
        "blobs": check.blobs,
        "objects": check.objects,
        "deep": check.deep,
        "problems": [asdict(problem) for problem in check.problems],
        "left": check.left,
    }
    return json.dumps(fields, indent=2)


def _text(check: Check, wrong: int) -> str:
    lines = [_line(problem) for problem in check.problems]
    blobs = counted(check.blobs, "blob", "blobs")
    objects = counted(check.objects, "object", "objects")
    left = ", ".join(f"{number} {name}" for name, number in check.left.items() if number)
    lines += [f"Left for `flask images gc`: {left}."] if left else []
    mended = len(check.problems) - wrong
    said = counted(wrong, "problem", "problems") if wrong else "all is well"
    lines.append(f"{blobs}, {objects}: {said}{f', {mended} repaired' if mended else ''}.")
    return "\n".join(lines)


def _line(problem: Problem) -> str:
    ids = ", ".join(str(each) for each in problem.uploads)
    parts = (
        f"{problem.kind:<10}",
        f"{problem.said}",
        f"  key {problem.key}" if problem.key else "",
        f"  sha256 {problem.sha256}" if problem.sha256 else "",
        f"  uploads {ids}" if ids else "",
        f"  [{problem.done}]" if problem.done else "",
    )
    return f"{parts[0]} {''.join(parts[1:])}"
