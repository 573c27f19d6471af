"""Deleting what was made of an original, or of all below a folder of originals."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from storage.results.draft import Bench
from storage.results.entry import Damaged, digits_of, name_digits, read_name
from storage.results.shelf import Found, Shelf, files

_PATIENCE = 60.0  # s: it has to be done, and nobody waits for a picture meanwhile
_BATCH = 256  # entries deleted under one lock, so that writers are not kept waiting


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge has deleted.

    Args:
        entries: how many.
        bytes: of their files.
    """

    entries: int
    bytes: int


def purge(bench: Bench, name: str) -> Purged:
    """Delete what was made of an original, also what is being made of it at the moment.

    Args:
        bench: of the store.
        name: an original's name; or the start of names, if it ends in "/" or is "".

    Raises:
        OSError: not all of it could be deleted.
    """
    with bench.ledger.changing(_PATIENCE) as account:
        account.epoch += 1  # what began before is not kept any more
    several = not name or name.endswith("/")
    found = _below(bench.shelf, name) if several else _of(bench.shelf, name)
    entries = size = 0
    while batch := list(islice(found, _BATCH)):
        with bench.ledger.changing(_PATIENCE) as account:
            removed = [each for each in batch if bench.room.remove(account, each)]
        entries += len(removed)
        size += sum(each.size for each in removed)
    with bench.ledger.changing(_PATIENCE) as account:
        account.epoch += 1  # whoever has copies of what was read meanwhile sees that it is over
    return Purged(entries, size)


def _of(shelf: Shelf, name: str) -> Iterator[Found]:
    digits = name_digits(name)
    return (found for found in files(shelf.root / digits[:2]) if found.name.startswith(digits))


def _below(shelf: Shelf, prefix: str) -> Iterator[Found]:
    if not prefix:
        yield from shelf.entries()
        return
    wanted = prefix.encode(errors="surrogatepass")
    known: dict[str, bool] = {}
    for found in shelf.entries():
        digits = digits_of(found.name)
        if digits not in known:
            try:
                known[digits] = read_name(found.path).startswith(wanted)
            except FileNotFoundError:
                continue
            except Damaged:  # nobody can say whose it was
                yield found
                continue
        if known[digits]:
            yield found
