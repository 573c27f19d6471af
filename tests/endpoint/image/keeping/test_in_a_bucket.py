"""Uploads whose objects lie in a bucket, on a real SeaweedFS: the same as in a folder."""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from db import db
from endpoint.image.keeping import Collected
from endpoint.image.keeping.steps import OBJECT_PUT
from storage.errors import Unavailable
from storage.objects import BucketStore, new_key
from storage.s3 import Bucket, Patience, S3Access
from tests.arrivals import File, Place, check_collected, place_of
from tests.image_invariants import lost
from tests.real_server import free_port
from tests.seaweed import OWNER, SeaweedFs

SHORT = Patience(connect=0.5, silence=0.5, whole=1.0, again=0)


def store_of(url: str, name: str, writing: Patience | None = None) -> BucketStore:
    access = S3Access(url, "us-east-1", *OWNER)
    options = {} if writing is None else {"patience": writing, "writing": writing}
    return BucketStore(Bucket(name, "images", access, **options))


@pytest.fixture
def place(app_on_mariadb: Flask, seaweedfs: SeaweedFs, tmp_path: Path) -> Iterator[Place]:
    name = str(seaweedfs.bucket().config["bucket"])
    with place_of(app_on_mariadb, tmp_path, store_of(seaweedfs.url, name)) as place:
        yield place


def test_kept_stalled_deleted_and_collected(place: Place) -> None:
    stalls: list[str] = []

    def stall(step: str) -> None:
        if step == OBJECT_PUT and not stalls:
            stalls.append(step)
            place.collect_all()

    kept = place.send(File(b"a cat"), place.keeper(at=stall))
    ends = place.send(File(b"a dog"))
    assert lost(db.engine, place.store, {kept.id: sha256(b"a cat").hexdigest()}) == []
    place.delete_for_good(ends.id)
    place.leave(timedelta(hours=1))
    place.put(new_key())
    done = place.collect_all()
    assert done == Collected(uploads=1, blobs=1, images=1, intents=1, objects=2, strays=1)
    check_collected(place)
    assert place.collect_all() == Collected()


def test_a_bucket_that_does_not_answer_keeps_nothing(place: Place) -> None:
    away = Place(place.app, store_of(f"http://127.0.0.1:{free_port()}", "b", SHORT), place.staging)
    with pytest.raises(Unavailable):
        away.send(File(b"a cat"))
    place.collect_all()
    check_collected(place)
    assert place.send(File(b"a cat")).duplicate_of is None
