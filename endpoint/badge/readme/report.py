"""What is told about rewritten READMEs: a patch, and a summary for people."""

import difflib
from collections.abc import Iterable, Iterator

from endpoint.badge.readme.rewrite import Rewriting
from endpoint.badge.readme.text import lines_of
from image_proc.errors import shorten

_LONGEST = 300  # characters of an address: a logo in a data URI has thousands
_NO_END = "\\ No newline at end of file\n"


def patch(name: str, old: str, new: str) -> str:
    """Write the difference as `git apply` and `patch -p1` read it; "" without any.

    Args:
        name: of the file.
        old: its text.
        new: what is to be its text.
    """
    name = name.removeprefix("/")
    before, after = ([line.text for line in lines_of(text)] for text in (old, new))
    found = difflib.unified_diff(before, after, f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_END}" for line in found)


def summary(name: str, rewriting: Rewriting) -> Iterator[str]:
    """Say in lines what was done to one text, and what was left."""
    changes, kept = rewriting.changes, rewriting.kept
    yield f"{name}: {len(changes)} rewritten, {len(kept)} left"
    for change in changes:
        if change.carried.mended:
            yield f"  line {change.line}, mended: {shorten(change.old, _LONGEST)}"
            yield from (f"    {phrase}" for phrase in change.carried.mended)
    for each in kept:
        yield f"  line {each.line}, left: {shorten(each.address, _LONGEST)}"
        yield f"    {each.reason}"


def origins(rewritings: Iterable[Rewriting]) -> Iterator[str]:
    """Say what the service must be allowed to fetch."""
    found = {change.carried.origin for each in rewritings for change in each.changes} - {""}
    if found:
        yield f"FETCH_ALLOW must name: {', '.join(sorted(found))}"
