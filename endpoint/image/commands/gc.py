"""`flask images gc`: takes away what nobody needs."""

import json
import sys
from dataclasses import asdict

import click
from flask.cli import with_appcontext

from endpoint.image.commands.terminal import bar, check_writable, refusals
from endpoint.image.install import images
from endpoint.image.keeping import Collected, Collector

_MEANT = {
    "uploads": "deleted longer ago than they can be restored",
    "blobs": "files that went with their last upload",
    "images": "pictures that went with their last file",
    "intents": "announced by writers that never came",
    "objects": "deleted in the store",
    "strays": "objects that no row speaks of, put into quarantine",
    "drafts": "of uploads that were cut off",
    "answers": "to requests with an Idempotency-Key, too old to be repeated",
}
_FORESEEN = ("uploads", "intents", "objects", "strays", "answers")


@click.command("gc", short_help="Take away what nobody needs.")
@click.option("--dry-run", is_flag=True, help="Only count what would be taken away.")
@click.option("--json", "as_json", is_flag=True, help="Write a JSON object.")
@with_appcontext
def gc(dry_run: bool, as_json: bool) -> None:
    """Take away what nobody needs: uploads deleted long ago, and what is left of broken ones.

    It may be run at any time, beside the service and more than once at a time; each worker does
    the same now and then. What no row speaks of is put into quarantine and not deleted.
    """
    if not dry_run:
        check_writable()
    with refusals():
        collector = images().collector
        done = collector.foresee() if dry_run else _collect(collector)
    counts = asdict(done)
    names = [name for name in counts if name in _FORESEEN] if dry_run else [*counts]
    if as_json:
        click.echo(json.dumps({name: counts[name] for name in names}, indent=2))
        return
    for name in names:
        click.echo(f"{name:<8} {counts[name]:>7}  {_MEANT[name]}")


def _collect(collector: Collector) -> Collected:
    """Collect; who looks on is worth counting for what there is to be done."""
    foreseen = asdict(collector.foresee()) if sys.stderr.isatty() else {}
    with bar("Collecting", sum(foreseen.values())) as advance:
        return collector.collect(lambda name, number: advance(number if name in foreseen else 0))
