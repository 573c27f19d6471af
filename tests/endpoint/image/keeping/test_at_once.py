"""Many at a time, on SQLite and on a real MariaDB: nobody fails, nothing dangles."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from hashlib import sha256
from itertools import count as counter
from threading import Barrier

import pytest
from werkzeug.exceptions import Gone

from db import db
from endpoint.image.keeping import Collected, Kept, Once
from endpoint.image.keeping.steps import (
    BURIAL_BEFORE_COMMIT,
    FENCED,
    INTENT_COMMITTED,
    OBJECT_PUT,
)
from endpoint.image.models import Blob, Idempotency, Image, Tombstone, Upload
from storage.errors import Unavailable
from tests.arrivals import TRASH, File, Place, check, check_collected, count
from tests.image_invariants import lost

THREADS = 16
CAT = File(b"a cat", b"pixels of a cat")


def at_once(place: Place, work: Callable[[int], Kept]) -> list[Kept]:
    """Run it in 16 threads, as 16 workers with a request each would."""
    ready = Barrier(THREADS, timeout=60)

    def run(number: int) -> Kept:
        with place.app.app_context():
            ready.wait()
            return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return [*pool.map(run, range(THREADS))]


def test_16_who_send_one_picture_make_one_blob_and_16_uploads(place: Place) -> None:
    everyone_has_looked = Barrier(THREADS, timeout=60)

    def meet(step: str) -> None:
        if step == OBJECT_PUT:  # so that nobody has found it there
            everyone_has_looked.wait()

    kept = at_once(place, lambda _: place.send(CAT, place.keeper(at=meet)))
    assert len({each.id for each in kept}) == len({each.share for each in kept}) == THREADS
    first = min(each.id for each in kept)
    assert {each.duplicate_of for each in kept} == {None, first}
    assert (count(Upload), count(Blob), count(Image)) == (THREADS, 1, 1)
    check(place)
    assert place.collector().collect() == Collected(objects=THREADS - 1)
    check_collected(place)


def test_16_who_send_one_request_make_one_upload_and_get_15_replays(place: Place) -> None:
    once = Once("me", "one", 0)
    kept = at_once(place, lambda _: place.send(File(CAT.body, once=once)))
    assert len({(each.id, each.share) for each in kept}) == 1
    assert [each.replayed for each in kept].count(False) == 1
    assert (count(Upload), count(Blob), count(Idempotency)) == (1, 1, 1)
    place.collector().collect()
    check_collected(place)


def test_16_who_send_the_same_pixels_in_other_bytes_make_one_image(place: Place) -> None:
    at_once(place, lambda number: place.send(File(b"cat %d" % number, CAT.pixels)))
    assert (count(Upload), count(Blob), count(Image)) == (THREADS, THREADS, 1)
    check_collected(place)


def test_16_who_send_different_pictures_are_not_in_each_others_way(place: Place) -> None:
    """None has to begin again; MariaDB's locks of gaps would let a third of them."""
    reached: list[str] = []
    keeper = place.keeper(at=reached.append)
    kept = at_once(place, lambda number: place.send(File(b"picture %d" % number), keeper))
    assert reached.count(FENCED) == THREADS
    sent = {each.id: sha256(b"picture %d" % number).hexdigest() for number, each in enumerate(kept)}
    assert lost(db.engine, place.store, sent) == []
    check_collected(place)


def test_who_is_stalled_until_the_collector_came_begins_again(place: Place) -> None:
    """The draft is still there, and the object of the first try is gone or out of the way."""
    for stalled_at in (INTENT_COMMITTED, OBJECT_PUT):
        steps: list[str] = []

        def stall(step: str, where: str = stalled_at, steps: list[str] = steps) -> None:
            steps.append(step)
            if step == where and steps.count(step) <= 2:
                place.collect_all()

        kept = place.send(File(stalled_at.encode()), place.keeper(at=stall))
        assert steps.count(OBJECT_PUT) == 3
        digest = sha256(stalled_at.encode()).hexdigest()
        assert lost(db.engine, place.store, {kept.id: digest}) == []
        place.collect_all()
        check_collected(place)
    assert count(Upload) == 2


def test_whose_intent_is_taken_each_time_is_told_and_leaves_nothing(place: Place) -> None:
    def stall(step: str) -> None:
        if step == OBJECT_PUT:
            place.collect_all()

    with pytest.raises(Unavailable, match="again and again"):
        place.send(CAT, place.keeper(at=stall))
    place.collect_all()
    assert count(Upload) == 0
    check_collected(place)


def restore(place: Place, upload_id: int) -> object:
    """Restore an upload where that is allowed for longer than the collector waits."""
    try:
        place.keeper(trash=2 * TRASH).restore(upload_id)
    except Gone as gone:
        return gone
    return None


@pytest.mark.parametrize(
    ("work", "left"),
    [
        (restore, 0),
        (lambda place, _: place.collector().collect(), 0),
        (lambda place, _: place.send(CAT), 1),
        (lambda place, _: place.send(File(b"a cat, saved again", CAT.pixels)), 1),
    ],
    ids=["restore", "another collector", "same bytes", "same pixels"],
)
def test_who_comes_while_the_last_upload_ends_waits_for_it(
    place: Place, work: Callable[[Place, int], object], left: int
) -> None:
    """It is made anew, or is gone; no row points to an object that is."""
    first = place.send(CAT)
    place.delete_for_good(first.id)
    running: list[Future[object]] = []

    def run() -> object:
        with place.app.app_context():
            return work(place, first.id)

    with ThreadPoolExecutor(1) as pool:

        def at(step: str) -> None:
            if step == BURIAL_BEFORE_COMMIT and not running:
                running.append(pool.submit(run))
                wait(running, timeout=0.3)  # it comes to a lock, and cannot be done

        done = place.collector(at=at).collect()
        result = running[0].result(timeout=60)
    assert done.uploads == 1
    assert count(Tombstone) == 1
    assert count(Upload) == count(Blob) == count(Image) == left
    if work is restore:
        assert isinstance(result, Gone)
    if isinstance(result, Kept):
        assert result.duplicate_of is None
    place.collector().collect()
    check_collected(place)


def test_uploads_deletes_and_collectors_leave_what_was_answered(place: Place) -> None:
    """Four pictures, sent and deleted by all at once, while three collect without a pause."""
    numbers = counter()
    alive: dict[int, str] = {}

    def work(number: int) -> None:
        with place.app.app_context():
            for _ in range(12):
                if number < 3:
                    place.collect_all()
                    continue
                body = b"picture %d" % (next(numbers) % 4)
                kept = place.send(File(body))
                alive[kept.id] = sha256(body).hexdigest()
                if number % 2:
                    del alive[kept.id]
                    place.delete_for_good(kept.id)

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(work, number) for number in range(8)]:
            done.result(timeout=120)
    assert lost(db.engine, place.store, alive) == []
    check(place)
    place.collect_all()
    check_collected(place)
