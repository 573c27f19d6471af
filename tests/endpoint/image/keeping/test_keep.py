"""Uploads that are kept, on SQLite and on a real MariaDB: what each outcome leaves."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import Gone, NotFound

from db import db
from endpoint.image.keeping import Once, OtherBody
from endpoint.image.models import Blob, Idempotency, Image, Intent, Trash, Upload, UploadTag
from image_proc.errors import BrokenPicture
from storage.objects import KEY
from tests.arrivals import File, Place, check, check_collected, count

CAT = File(b"a cat", b"pixels of a cat")
OTHER_BYTES = File(b"a cat, saved again", b"pixels of a cat")
ONCE = Once("token 1", "4e1e", 0)


def test_a_new_file_has_an_object_and_a_row_of_each_kind(place: Place) -> None:
    kept = place.send(File(CAT.body, name="Cat É.PNG", tags=("cat", "sofa", "cat"), camera="EOS"))
    assert (kept.duplicate_of, kept.replayed) == (None, False)
    assert KEY.fullmatch(kept.share)
    with Session(db.engine) as session:
        upload = session.scalars(select(Upload)).one()
        blob = session.scalars(select(Blob)).one()
        tags = {*session.scalars(select(UploadTag.name))}
        assert (upload.share, upload.name, upload.folded_name) == (
            kept.share,
            "Cat É.PNG",
            "cat é.png",
        )
        assert (upload.uploader, upload.size, upload.type, upload.camera) == (
            "ci",
            5,
            "image/png",
            "EOS",
        )
        assert upload.deleted_at is None
        assert tags == {"cat", "sofa"}
        assert place.listed() == {blob.object_key}
        assert place.body(blob.object_key) == CAT.body
        assert blob.tags["camera"] == "EOS"
    assert (count(Image), count(Intent), count(Trash), count(Idempotency)) == (1, 0, 0, 0)
    check_collected(place)


def test_the_same_bytes_again_are_an_upload_of_their_own_and_not_looked_at(place: Place) -> None:
    first = place.send(CAT)
    second = place.send(File(CAT.body, name="other.png", uploader="me"))
    assert second.id > first.id
    assert (second.duplicate_of, second.replayed) == (first.id, False)
    assert second.share != first.share
    assert (count(Upload), count(Blob), count(Image)) == (2, 1, 1)
    assert place.examined == [CAT.body]
    check_collected(place)


def test_the_same_pixels_in_other_bytes_are_another_blob_of_one_image(place: Place) -> None:
    first = place.send(CAT)
    second = place.send(OTHER_BYTES)
    assert second.duplicate_of == first.id
    assert (count(Upload), count(Blob), count(Image)) == (2, 2, 1)
    assert len(place.listed()) == 2
    check_collected(place)


def test_a_duplicate_is_one_of_the_earliest_that_is_not_deleted(place: Place) -> None:
    first, second = place.send(CAT), place.send(OTHER_BYTES)
    place.keeper().delete(first.id)
    assert place.send(CAT).duplicate_of == second.id
    place.keeper().restore(first.id)
    assert place.send(CAT).duplicate_of == first.id


def test_a_request_that_is_sent_again_is_answered_as_before(place: Place) -> None:
    first = place.send(File(CAT.body, once=ONCE))
    place.send(CAT)
    again = place.send(File(CAT.body, once=ONCE, name="later.png"))
    assert (again.id, again.share, again.duplicate_of) == (first.id, first.share, None)
    assert again.replayed
    assert count(Upload) == 2


def test_each_owner_and_each_part_has_keys_of_its_own(place: Place) -> None:
    keys = [ONCE, Once("token 2", ONCE.key, 0), Once(ONCE.owner, ONCE.key, 1)]
    kept = [place.send(File(CAT.body, once=once)) for once in keys]
    assert len({each.id for each in kept}) == 3
    assert [each.replayed for each in kept] == [False] * 3


@pytest.mark.parametrize("other", [CAT, File(b"never seen")], ids=["known bytes", "new bytes"])
def test_a_key_that_comes_with_other_bytes_is_refused(place: Place, other: File) -> None:
    place.send(CAT)
    place.send(File(b"a dog", once=ONCE))
    with pytest.raises(OtherBody, match="Idempotency-Key"):
        place.send(File(other.body, once=ONCE))
    assert count(Upload) == 2
    check_collected(place)


def test_a_key_whose_upload_was_deleted_since_does_not_bring_it_back(place: Place) -> None:
    kept = place.send(File(CAT.body, once=ONCE))
    place.keeper().delete(kept.id)
    with pytest.raises(Gone):
        place.send(File(CAT.body, once=ONCE))


def test_what_is_no_picture_leaves_nothing(place: Place) -> None:
    class Broken(File):
        def examined(self) -> None:  # type: ignore[override]
            raise BrokenPicture

    with pytest.raises(BrokenPicture):
        place.send(Broken(b"half a ca", once=ONCE))
    assert [count(model) for model in (Upload, Blob, Image, Intent, Idempotency)] == [0] * 5
    check_collected(place)


def test_deleted_once_then_gone_and_restored(place: Place) -> None:
    keeper = place.keeper()
    kept = place.send(CAT)
    keeper.restore(kept.id)
    keeper.delete(kept.id)
    with pytest.raises(Gone, match=f"{kept.id} was deleted"):
        keeper.delete(kept.id)
    keeper.restore(kept.id)
    keeper.restore(kept.id)
    keeper.delete(kept.id)
    assert count(Blob) == 1
    check(place)


def test_what_never_was_is_not_found(place: Place) -> None:
    kept = place.send(CAT)
    for upload_id in (kept.id + 1, 0, -1, 2**63 - 1, 2**63, 10**30):
        for change in (place.keeper().delete, place.keeper().restore):
            with pytest.raises(NotFound):
                change(upload_id)
