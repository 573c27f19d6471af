"""Whether a repository holds nothing but what an index speaks of."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import db
from endpoint.image.commands.record import Record
from endpoint.image.models import Tombstone, Upload

_BATCH = 500


class Known:
    """Counts which uploads of an index are here already, under their old ids.

    Where they are all that is here, nothing else ever had an id: either nothing was imported
    yet, or an import was broken off, whose rest is to be kept as its beginning was.
    """

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._found = 0

    def add(self, record: Record) -> None:
        """Look for an upload, together with others."""
        self._ids[record.share] = record.id
        if len(self._ids) == _BATCH:
            self._look()

    def is_all(self) -> bool:
        """Tell whether nothing else is here."""
        self._look()
        with Session(db.engine) as session:
            uploads = session.scalar(select(func.count()).select_from(Upload)) or 0
            gone = session.scalar(select(func.count()).select_from(Tombstone)) or 0
        return uploads + gone == self._found

    def _look(self) -> None:
        query = select(Upload.share, Upload.id).where(Upload.share.in_([*self._ids]))
        with Session(db.engine) as session:
            self._found += sum(self._ids[share] == each for share, each in session.execute(query))
        self._ids = {}
