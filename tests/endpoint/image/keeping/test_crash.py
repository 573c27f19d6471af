"""A process that ends at any step: what it left is whole, and the collector clears it up."""

from datetime import timedelta

import pytest

from db import db
from endpoint.image.keeping import Collected, Once
from endpoint.image.keeping.steps import (
    BURIAL_BEFORE_COMMIT,
    BURIAL_COMMITTED,
    COLLECTOR_STEPS,
    DELETE_BEFORE_COMMIT,
    DELETE_COMMITTED,
    EXPIRY_BEFORE_COMMIT,
    KNOWN_BEFORE_COMMIT,
    KNOWN_COMMITTED,
    RESTORE_BEFORE_COMMIT,
    RESTORE_COMMITTED,
    ROWS_COMMITTED,
    STEPS,
    TRASH_COMMITTED,
    At,
)
from endpoint.image.models import Intent, Tombstone, Trash, Upload
from storage.objects import new_key
from tests.arrivals import Crash, File, Place, check, check_collected, count
from tests.image_invariants import risen, state

CAT = File(b"a cat", once=Once("me", "cat", 0))
OF_KNOWN = (KNOWN_BEFORE_COMMIT, KNOWN_COMMITTED)
OF_OTHERS = (
    DELETE_BEFORE_COMMIT,
    DELETE_COMMITTED,
    RESTORE_BEFORE_COMMIT,
    RESTORE_COMMITTED,
)


def crashing(step: str) -> At:
    def at(reached: str) -> None:
        if reached == step:
            raise Crash

    return at


def recovered(place: Place) -> None:
    """Recover, twice: the second time changes nothing."""
    check(place)
    place.collect_all()
    check_collected(place)
    before = state(db.engine, place.store)
    assert place.collect_all() == Collected()
    assert state(db.engine, place.store) == before


@pytest.mark.parametrize("step", [step for step in STEPS if step not in OF_KNOWN + OF_OTHERS])
def test_new_bytes_are_kept_or_not(place: Place, step: str) -> None:
    place.send(File(b"before"))
    with pytest.raises(Crash):
        place.send(CAT, place.keeper(at=crashing(step)))
    done = step == ROWS_COMMITTED
    assert count(Upload) == 1 + done
    recovered(place)
    assert place.send(CAT).replayed == done
    assert count(Upload) == 2


@pytest.mark.parametrize("step", OF_KNOWN)
def test_known_bytes_are_kept_or_not(place: Place, step: str) -> None:
    place.send(File(CAT.body))
    with pytest.raises(Crash):
        place.send(CAT, place.keeper(at=crashing(step)))
    done = step == KNOWN_COMMITTED
    assert count(Upload) == 1 + done
    recovered(place)
    assert place.send(CAT).replayed == done


@pytest.mark.parametrize("step", OF_OTHERS)
def test_a_delete_and_a_restore_are_done_or_not(place: Place, step: str) -> None:
    kept = place.send(CAT)
    restores = step in {RESTORE_BEFORE_COMMIT, RESTORE_COMMITTED}
    if restores:
        place.keeper().delete(kept.id)
    keeper = place.keeper(at=crashing(step))
    with pytest.raises(Crash):
        (keeper.restore if restores else keeper.delete)(kept.id)
    recovered(place)
    deleted = step in {DELETE_COMMITTED, RESTORE_BEFORE_COMMIT}
    assert (risen(db.engine, [kept.id]) == []) == deleted


@pytest.mark.parametrize("step", COLLECTOR_STEPS)
def test_a_collector_that_dies_is_followed_by_the_next(place: Place, step: str) -> None:
    """One upload to end, one intent to expire, one stray; the rest stays."""
    stays = place.send(File(b"stays"))
    ends = place.send(CAT)
    place.delete_for_good(ends.id)
    place.leave(timedelta(seconds=1))
    place.put(new_key())
    with pytest.raises(Crash):
        place.collector(at=crashing(step)).collect()
    check(place)
    early = (BURIAL_BEFORE_COMMIT, BURIAL_COMMITTED, EXPIRY_BEFORE_COMMIT)
    assert count(Intent) == (step in early)
    position = COLLECTOR_STEPS.index
    between = position(BURIAL_COMMITTED) <= position(step) < position(TRASH_COMMITTED)
    assert (count(Trash) > 0) == between
    recovered(place)
    assert (count(Upload), count(Tombstone)) == (1, 1)
    assert place.send(File(b"stays")).duplicate_of == stays.id


def test_every_step_is_reached_in_its_order(place: Place) -> None:
    reached: list[str] = []
    keeper = place.keeper(at=reached.append)
    kept = place.send(CAT, keeper)
    place.send(File(CAT.body), keeper)
    keeper.delete(kept.id)
    keeper.restore(kept.id)
    assert sorted(set(reached), key=STEPS.index) == [*STEPS]
    assert [step for step in reached if step not in OF_KNOWN + OF_OTHERS][:7] == [
        step for step in STEPS if step not in OF_KNOWN + OF_OTHERS
    ][:7]
    reached.clear()
    place.delete_for_good(kept.id)
    place.leave(timedelta(seconds=1))
    place.put(new_key())
    place.collector(at=reached.append).collect()
    assert [*dict.fromkeys(reached)] == [*COLLECTOR_STEPS]
