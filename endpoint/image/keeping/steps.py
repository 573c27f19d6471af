"""The steps on the way, by name: a test stops the process at each of them."""

from collections.abc import Callable

At = Callable[[str], None]
"""Is told which step is reached, before what follows it is done."""

ARRIVED = "arrived"
KNOWN_BEFORE_COMMIT = "known bytes: before commit"
KNOWN_COMMITTED = "known bytes: committed"
EXAMINED = "examined"
INTENT_BEFORE_COMMIT = "intent: before commit"
INTENT_COMMITTED = "intent: committed"
OBJECT_PUT = "object: put"
FENCED = "rows: fenced"
ROWS_BEFORE_COMMIT = "rows: before commit"
ROWS_COMMITTED = "rows: committed"
DELETE_BEFORE_COMMIT = "delete: before commit"
DELETE_COMMITTED = "delete: committed"
RESTORE_BEFORE_COMMIT = "restore: before commit"
RESTORE_COMMITTED = "restore: committed"
BURIAL_BEFORE_COMMIT = "collect: upload, before commit"
BURIAL_COMMITTED = "collect: upload, committed"
EXPIRY_BEFORE_COMMIT = "collect: intent, before commit"
EXPIRY_COMMITTED = "collect: intent, committed"
TRASH_LISTED = "collect: trash listed"
TRASH_DELETED = "collect: trash deleted"
TRASH_COMMITTED = "collect: trash, committed"
STRAYS_FOUND = "collect: strays found"
STRAYS_GONE = "collect: strays put away"

STEPS = (
    ARRIVED,
    KNOWN_BEFORE_COMMIT,
    KNOWN_COMMITTED,
    EXAMINED,
    INTENT_BEFORE_COMMIT,
    INTENT_COMMITTED,
    OBJECT_PUT,
    FENCED,
    ROWS_BEFORE_COMMIT,
    ROWS_COMMITTED,
    DELETE_BEFORE_COMMIT,
    DELETE_COMMITTED,
    RESTORE_BEFORE_COMMIT,
    RESTORE_COMMITTED,
)
"""Of the keeper, in the order in which they come."""

COLLECTOR_STEPS = (
    BURIAL_BEFORE_COMMIT,
    BURIAL_COMMITTED,
    EXPIRY_BEFORE_COMMIT,
    EXPIRY_COMMITTED,
    TRASH_LISTED,
    TRASH_DELETED,
    TRASH_COMMITTED,
    STRAYS_FOUND,
    STRAYS_GONE,
)
"""Of the collector, in the order in which they come."""


def pass_by(step: str) -> None:
    """Do nothing at a step."""
    del step
