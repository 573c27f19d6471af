"""Connections that are lost during COMMIT: each upload is there once, or is told not to be."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from db import db
from endpoint.image.keeping.steps import (
    FENCED,
    INTENT_BEFORE_COMMIT,
    KNOWN_BEFORE_COMMIT,
    ROWS_BEFORE_COMMIT,
    At,
)
from endpoint.image.models import Blob, Intent, Upload
from storage.errors import Unavailable
from tests.arrivals import File, Place, check, check_collected, count, place_of, tables_in
from tests.commit_proxy import CommitProxy, Cut, commit_proxy
from tests.image_invariants import lost
from tests.mariadb import MariaDb

CAT = File(b"a cat")  # with an Idempotency-Key it would be found by that


@pytest.fixture
def proxy(mariadb_server: MariaDb) -> Iterator[CommitProxy]:
    with commit_proxy(mariadb_server.port) as proxy:
        yield proxy


@pytest.fixture
def place(shared_mariadb_url: str, proxy: CommitProxy, tmp_path: Path) -> Iterator[Place]:
    url = make_url(shared_mariadb_url).set(port=proxy.port).render_as_string(hide_password=False)
    with tables_in(url) as app, place_of(app, tmp_path / "store") as place:
        yield place


def cutting(proxy: CommitProxy, step: str, cut: Cut) -> At:
    """Cut the first COMMIT after a step."""
    cuts = [cut]

    def at(reached: str) -> None:
        if reached == step and cuts:
            proxy.next = cuts.pop()

    return at


@pytest.mark.parametrize("cut", Cut)
@pytest.mark.parametrize("step", [INTENT_BEFORE_COMMIT, ROWS_BEFORE_COMMIT, KNOWN_BEFORE_COMMIT])
def test_an_upload_whose_commit_got_lost_is_there_once(
    place: Place, proxy: CommitProxy, step: str, cut: Cut
) -> None:
    before = 0
    if step == KNOWN_BEFORE_COMMIT:
        place.send(CAT)
        before = 1
    kept = place.send(CAT, place.keeper(at=cutting(proxy, step, cut)))
    assert proxy.next is None
    assert not kept.replayed
    assert lost(db.engine, place.store, {kept.id: sha256(CAT.body).hexdigest()}) == []
    assert (count(Upload), count(Blob)) == (before + 1, 1)
    check(place)
    if step != INTENT_BEFORE_COMMIT:
        check_collected(place)


def test_what_is_neither_done_nor_to_be_done_is_unavailable(
    place: Place, proxy: CommitProxy, shared_mariadb_url: str
) -> None:
    """As when another machine takes over that has not heard of the last moments."""
    direct = create_engine(shared_mariadb_url)

    def lose_the_intent() -> None:
        with direct.begin() as connection:
            connection.execute(text("DELETE FROM intent"))

    proxy.then = lose_the_intent
    with pytest.raises(Unavailable, match="without what was written"):
        place.send(CAT, place.keeper(at=cutting(proxy, ROWS_BEFORE_COMMIT, Cut.BEFORE)))
    direct.dispose()
    assert (count(Upload), count(Intent)) == (0, 0)
    check(place)


def test_a_database_that_does_not_come_back_is_an_error_and_loses_nothing(
    place: Place, proxy: CommitProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("endpoint.image.keeping.transaction._RECONNECTS", (0.01, 0.01))
    first = place.send(File(b"first"))

    def always(step: str) -> None:
        if step in {FENCED, ROWS_BEFORE_COMMIT}:
            proxy.next = Cut.BEFORE

    with pytest.raises(OperationalError):
        place.send(CAT, place.keeper(at=always))
    assert (count(Upload), count(Intent)) == (1, 1)
    assert place.send(File(b"first")).duplicate_of == first.id
    check(place)
