"""After the blows: the service recovers, twice, and all ten invariants are looked at.

1 every row's object exists and its hash matches; 2 every acknowledged, not deleted upload is
readable; 3 acknowledged deletes stay deleted; 4 at most one live blob a digest; 5 references are
counted right; 6 after the collector objects = keys, no intents, staging empty; 7 no 200 with a cut
body; 8 unknown outcomes are all or nothing; 9 recovery twice = once; 10 deleting every derivative
changes nothing. 7 and 10 are looked at while clients are at work, too.
"""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app import create_app
from config import Settings
from db import db
from endpoint.image.install import EXTENSION
from endpoint.image.keeping import Collected, Collector
from endpoint.image.models import Blob, Idempotency, Tombstone, Upload, UploadTag
from endpoint.image.service import Images
from storage.errors import Unavailable
from storage.objects import ObjectStore
from tests.image_invariants import broken, lost, risen, state, uncollected
from tests.torture.house import LASTS, TRASH, House
from tests.torture.ledger import Fate, Ledger

_PATIENCE = 60  # s until servers that were killed answer


@dataclass(frozen=True)
class Trial:
    """What is looked at.

    Args:
        house: of which no process runs.
        drafts: where they are.
        ledger: what was promised.
    """

    house: House
    drafts: Path
    ledger: Ledger

    def violations(self) -> list[str]:
        """Recover, and tell what is not as it should be."""
        time.sleep(max(LASTS, TRASH) + 0.1)  # then nothing changes any more by itself
        app = create_app(Settings.from_env(self.house.settings()))
        images: Images = app.extensions[EXTENSION]
        with app.app_context():
            try:
                return [*self._found(images)]
            finally:
                db.engine.dispose()

    def _found(self, images: Images) -> Iterator[str]:
        store, engine = images.store, db.engine
        yield from broken(engine, store)  # before anybody has cleared up as well
        collector = replace(images.collector, trash=timedelta(seconds=TRASH))
        _collect(collector)
        once = state(engine, store)
        again = collector.collect()
        if again != Collected() or state(engine, store) != once:
            yield f"9: the second recovery has found something: {again}"
        yield from broken(engine, store)
        yield from uncollected(engine, store, self.drafts)
        yield from self._promises(engine, store)
        yield from half_done(engine, self.ledger)

    def _promises(self, engine: Engine, store: ObjectStore) -> Iterator[str]:
        kept = {known.id: known.sent.picture.sha256 for known in self.ledger.of(Fate.KEPT)}
        yield from lost(engine, store, kept)
        yield from risen(engine, (known.id for known in self.ledger.of(Fate.DELETED)))


def half_done(engine: Engine, ledger: Ledger) -> Iterator[str]:
    """Check that each request was done wholly, or not at all, and once: 8."""
    with Session(engine) as session:
        uploads = session.execute(select(Upload.id, Upload.name, Blob.sha256).join(Blob)).all()
        tags = {row.upload_id: row.name for row in session.scalars(select(UploadTag))}
        keys = {row.upload_id: row.key for row in session.scalars(select(Idempotency))}
        gone = {*session.scalars(select(Tombstone.upload_id))}
    for name, number in Counter(row.name for row in uploads).items():
        if number > 1:
            yield f"8: {name} was sent once and is there {number} times"
    for upload_id, name, sha256 in uploads:
        sent = ledger.sent.get(name)
        if sent is None:
            yield f"8: upload {upload_id} has the name {name}, which nobody sent"
        elif (sha256, tags.get(upload_id), keys.get(upload_id)) != (
            sent.picture.sha256,
            sent.name,
            sent.key,
        ):
            yield f"8: upload {upload_id} of {name} is there in part"
    ids = {row.id for row in uploads} | gone
    yield from (f"8: upload {it} is neither there nor gone" for it in {*ledger.known} - ids)


def _collect(collector: Collector) -> None:
    """Collect as soon as the store and the database answer."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            collector.collect()
        except Unavailable:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return
