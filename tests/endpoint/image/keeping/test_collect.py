"""What the collector takes away, and what it leaves, on SQLite and on a real MariaDB."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.exceptions import Gone

from db import db, transact
from endpoint.image.keeping import Collected, Once
from endpoint.image.keeping.burial import expire
from endpoint.image.keeping.transaction import change
from endpoint.image.models import (
    Blob,
    Idempotency,
    Image,
    Intent,
    Tombstone,
    Trash,
    Upload,
    UploadTag,
)
from storage.objects import new_key
from tests.arrivals import TRASH, File, Place, check, check_collected, count, the_time
from tests.image_invariants import lost, risen, state

CAT = File(b"a cat", b"pixels of a cat")
OTHER_BYTES = File(b"a cat, saved again", b"pixels of a cat")
NOTHING = Collected()


def test_the_clock_is_the_databases(place: Place) -> None:
    del place
    assert abs(the_time() - datetime.now(UTC)) < timedelta(seconds=5)


def test_nothing_is_taken_of_what_is_kept_however_old(place: Place) -> None:
    place.send(File(CAT.body, once=Once("me", "a", 0)))
    long_ago = datetime(1999, 1, 1, tzinfo=UTC)
    transact(lambda session: session.execute(update(Upload).values(uploaded_at=long_ago)))
    before = state(db.engine, place.store)
    assert place.collector().collect() == NOTHING
    assert state(db.engine, place.store) == before
    check_collected(place)


def test_a_deleted_upload_stays_until_it_cannot_be_restored(place: Place) -> None:
    kept, keeper = place.send(File(CAT.body, tags=("cat",))), place.keeper()
    keeper.delete(kept.id)
    place.age(kept.id, TRASH - timedelta(minutes=1))
    assert place.collector().collect() == NOTHING
    keeper.restore(kept.id)
    keeper.delete(kept.id)
    place.age(kept.id)
    with pytest.raises(Gone):
        keeper.restore(kept.id)
    assert place.collector().foresee() == Collected(uploads=1)
    assert place.collector().collect() == Collected(uploads=1, blobs=1, images=1, objects=1)
    assert place.collector().collect() == NOTHING
    assert [count(model) for model in (Upload, UploadTag, Blob, Image, Trash)] == [0] * 5
    assert count(Tombstone) == 1
    for call in (keeper.delete, keeper.restore):
        with pytest.raises(Gone):
            call(kept.id)
    assert risen(db.engine, [kept.id]) == []
    check_collected(place)


def test_an_id_is_never_used_again(place: Place) -> None:
    ids = []
    for _ in range(3):
        ids.append(place.send(CAT).id)
        place.keeper().delete(ids[-1])
        place.age(ids[-1])
        place.collector().collect()
    assert ids == [ids[0], ids[0] + 1, ids[0] + 2]
    assert count(Tombstone) == 3


def test_bytes_and_pixels_go_with_the_last_that_has_them(place: Place) -> None:
    kept = [place.send(file) for file in (CAT, CAT, OTHER_BYTES)]
    taken = []
    for each in kept:
        place.keeper().delete(each.id)
        place.age(each.id)
        done = place.collector().collect()
        taken.append((done.blobs, done.images, done.objects, len(place.listed())))
        check_collected(place)
    assert taken == [(0, 0, 0, 2), (1, 0, 1, 1), (1, 1, 1, 0)]


def test_what_was_made_of_an_upload_is_forgotten_with_it(place: Place) -> None:
    kept = [place.send(CAT) for _ in range(3)]
    place.keeper().delete(kept[1].id)
    place.age(kept[1].id)
    forgotten: list[int] = []
    place.collector(forget=forgotten.append).collect()
    assert forgotten == [kept[1].id]


@pytest.mark.parametrize("again", [False, True], ids=["restored", "restored and deleted again"])
def test_an_upload_that_was_restored_since_it_was_found_stays(place: Place, again: bool) -> None:
    kept = place.send(CAT)
    place.delete_for_good(kept.id)
    keeper = place.keeper(trash=2 * TRASH)

    def restore(upload_id: int) -> None:
        keeper.restore(upload_id)
        if again:
            keeper.delete(upload_id)

    assert place.collector(forget=restore).collect() == NOTHING
    keeper.restore(kept.id)
    assert count(Upload) == 1
    check_collected(place)


def test_an_intent_that_is_used_or_young_does_not_expire(place: Place) -> None:
    young = place.leave(timedelta(hours=-1))
    for key in (young, new_key()):
        assert not change(partial(expire, key=key))
    assert count(Trash) == 0


def test_an_expired_intent_goes_with_its_object_and_no_other(place: Place) -> None:
    place.send(CAT)
    young, old = place.leave(timedelta(hours=-1)), place.leave(timedelta(hours=1))
    assert place.collector().foresee() == Collected(intents=1)
    assert place.collector().collect() == Collected(intents=1, objects=1)
    assert young in place.listed()
    assert old not in place.listed()
    assert count(Intent) == 1
    check(place)


def test_an_object_without_a_word_on_it_is_put_out_of_the_way(place: Place, tmp_path: Path) -> None:
    place.send(CAT)
    key = new_key()
    place.put(key)
    assert place.collector().foresee() == Collected(strays=1)
    assert place.collector().collect() == Collected(strays=1)
    assert place.collector().collect() == NOTHING
    assert (tmp_path / "store" / "quarantine" / key).read_text() == key
    check_collected(place)


def test_a_key_of_a_blob_is_no_trash_whatever_is_said(place: Place) -> None:
    kept = place.send(CAT)
    with Session(db.engine) as session:
        blob = session.scalars(select(Blob)).one()
    transact(lambda session: session.add(Trash(key=blob.object_key)))
    assert place.collector().collect() == NOTHING
    assert lost(db.engine, place.store, {kept.id: blob.sha256}) == []


def test_old_answers_are_forgotten_and_young_ones_are_not(place: Place) -> None:
    first, second = Once("me", "a", 0), Once("me", "b", 0)
    place.send(File(CAT.body, once=first))
    place.send(File(CAT.body, once=second))
    moment = the_time() - timedelta(days=7)
    old = update(Idempotency).where(Idempotency.key == "a").values(made_at=moment)
    transact(lambda session: session.execute(old))
    assert place.collector().foresee() == Collected(answers=1)
    assert place.collector().collect() == Collected(answers=1)
    assert place.send(File(CAT.body, once=second)).replayed
    assert not place.send(File(CAT.body, once=first)).replayed


def test_more_than_a_batch_is_taken_and_told_of(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("endpoint.image.keeping.leftovers._BATCH", 2)
    for number in range(5):
        kept = place.send(File(b"%d" % number))
        if number:
            place.keeper().delete(kept.id)
            place.age(kept.id)
        place.leave(timedelta(hours=1))
        place.put(new_key())
    told: list[tuple[str, int]] = []
    done = place.collector().collect(lambda name, number: told.append((name, number)))
    assert done == Collected(uploads=4, blobs=4, images=4, intents=5, objects=9, strays=5)
    for name in ("uploads", "objects", "strays"):
        assert sum(number for each, number in told if each == name) == getattr(done, name)
    check_collected(place)
    assert len(place.listed()) == 1
