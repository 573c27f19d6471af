"""The kill test, in short: a process ends at every step, and everything around it ends as well."""

from pathlib import Path

from endpoint.image.keeping.steps import BURIAL_BEFORE_COMMIT, COLLECTOR_STEPS, STEPS
from tests.torture.stacks import STACKS
from tests.torture.torturer import STALLED, torturer


def kill_everybody(name: str, folder: Path) -> None:
    """See that nothing acknowledged is lost, whoever is killed.

    Args:
        name: of the stack.
        folder: where all of it may write.
    """
    with (
        STACKS[name](folder / "servers") as stack,
        torturer(stack, folder / "service", 5, print) as torture,
    ):
        with torture.clients(writers=4, readers=2):
            for step in (*STEPS, *COLLECTOR_STEPS):
                torture.kill_at(step)
            for step in STALLED:
                torture.stall_at(step)
            torture.fill_disk(300, 0.6)
            torture.fill_disk(100_000, 0.6)
            torture.forget_results()
            torture.kill_servers(0.3)
            torture.wait_until_uploads_are_kept()
            torture.end_at(BURIAL_BEFORE_COMMIT)
        found = torture.verdict()
        assert not found, "\n".join(map(str, [*found, torture.blows, torture.ledger.answers]))
        assert torture.kills() >= 20
