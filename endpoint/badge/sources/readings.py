"""What sources gave: new within its time to live, else read anew by one, the last good one if not.

The rows are shared by all threads, processes and replicas. Whoever finds a value too old takes a
lease on its row and reads; the others show what there is, or wait where there is nothing yet.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import BoundedSemaphore

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from db import changed, db, transact
from endpoint.badge.sources.models import LONGEST_FAILURE, ReadingRow
from image_proc.errors import Busy, shorten
from source import errors
from source.errors import SourceError, TooSlow

LEASE = timedelta(seconds=12)
"""Longer than a fetch and its query may take; after it, another may try."""

REST = timedelta(seconds=30)
"""How long a source that failed is left alone, or its time to live where that is shorter."""

_FORGOTTEN = timedelta(days=40)
_MOST_ROWS = 50_000
_LOOK_AGAIN = 0.05  # s
_AT_ONCE = 16  # threads of a process that read or wait; the others stay free for what is at hand

_FAILURES = {
    kind.__name__: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, SourceError)
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A value that a source gives.

    Args:
        key: 32 hex digits, of all that the value depends on.
        lifetime: how long a value counts as new.
        stale_for: how long past that an old one is shown while there is no new one.
        bring: reads the value; raises SourceError.
        keep: writes the value elsewhere too, in the same transaction.
    """

    key: str
    lifetime: timedelta
    stale_for: timedelta
    bring: Callable[[], str]
    keep: Callable[[Session, str, datetime], None] = lambda _session, _value, _at: None


@dataclass(frozen=True, slots=True)
class Taken:
    """A value that a source gave.

    Args:
        value: as it was read.
        at: when.
        stale: whether it is old, and the source did not give a new one.
    """

    value: str
    at: datetime
    stale: bool = False


def _now() -> datetime:
    return datetime.now(UTC)


class Readings:
    """Takes values from sources, each source read by one at a time.

    Args:
        clock: gives the time, with a time zone.
    """

    def __init__(self, clock: Callable[[], datetime] = _now) -> None:
        self._clock = clock
        self._places = BoundedSemaphore(_AT_ONCE)

    def take(self, wanted: Wanted, *, anew: bool = False) -> Taken:
        """Give a source's value.

        Args:
            wanted: the source.
            anew: read it although there is a new one.

        Raises:
            SourceError: it gives none, and there is no old one that may be shown.
            Busy: too many threads wait for sources.
        """
        row = _row(wanted.key)
        if not anew and row is not None and (taken := self._at_hand(row, wanted)):
            return taken
        if not self._places.acquire(blocking=False):
            if row is not None and (old := self._last_good(row, wanted)):
                return old
            raise Busy(retry_after=2)
        try:
            return self._lead_or_follow(wanted, row, anew=anew)
        finally:
            self._places.release()

    def _at_hand(self, row: ReadingRow, wanted: Wanted) -> Taken | None:
        """Give what can be shown without reading, if anything."""
        now = self._clock()
        led = row.leased_until is not None and row.leased_until > now
        if row.failure:
            resting = now < row.tried_at + min(REST, wanted.lifetime)
            if resting:
                return self._failed(row, wanted)
            return self._last_good(row, wanted) if led else None
        if row.value is None or row.taken_at is None:
            return None
        new = led or now < row.taken_at + wanted.lifetime
        return Taken(row.value, row.taken_at) if new else None

    def _failed(self, row: ReadingRow, wanted: Wanted) -> Taken:
        if old := self._last_good(row, wanted):
            return old
        kind, _, message = str(row.failure).partition(": ")
        raise _FAILURES[kind](message)

    def _last_good(self, row: ReadingRow, wanted: Wanted) -> Taken | None:
        if row.value is None or row.taken_at is None:
            return None
        if self._clock() >= row.taken_at + wanted.lifetime + wanted.stale_for:
            return None
        return Taken(row.value, row.taken_at, stale=True)

    def _lead_or_follow(self, wanted: Wanted, row: ReadingRow | None, *, anew: bool) -> Taken:
        began = self._clock()
        while not self._lease(wanted.key, row):
            row = self._after_the_other(wanted.key, began)
            if row.failure and row.tried_at >= began:
                return self._failed(row, wanted)
            if row.value is not None and row.taken_at is not None and row.taken_at >= began:
                return Taken(row.value, row.taken_at)
            if not anew and (taken := self._at_hand(row, wanted)):
                return taken
        return self._read(wanted)

    def _after_the_other(self, key: str, began: datetime) -> ReadingRow:
        """Wait until whoever holds the lease has read, or should have."""
        while self._clock() < began + LEASE:
            row = _row(key)
            if row and (row.leased_until is None or row.leased_until <= self._clock()):
                return row
            time.sleep(_LOOK_AGAIN)
        message = "another reads this source, and did not end in time"
        raise TooSlow(message)

    def _lease(self, key: str, seen: ReadingRow | None) -> bool:
        """Take the lease, unless another has it or has used it since the row was seen."""
        now = self._clock()

        def work(session: Session) -> bool:
            free = or_(ReadingRow.leased_until.is_(None), ReadingRow.leased_until <= now)
            same = ReadingRow.tried_at == (seen.tried_at if seen else now)
            change = update(ReadingRow).where(ReadingRow.key == key, free, same)
            if changed(session, change.values(leased_until=now + LEASE)):
                return True
            if seen is not None or session.get(ReadingRow, key) is not None:
                return False
            _make_room(session, now)
            session.add(ReadingRow(key=key, tried_at=now, leased_until=now + LEASE))
            return True

        return transact(work)

    def _read(self, wanted: Wanted) -> Taken:
        try:
            value = wanted.bring()
        except SourceError as error:
            failure = shorten(f"{type(error).__name__}: {error}", LONGEST_FAILURE)
            self._write(wanted.key, failure=failure)
            row = _row(wanted.key)
            if row is not None and (old := self._last_good(row, wanted)):
                return old
            raise
        except BaseException:
            self._write(wanted.key)
            raise
        now = self._clock()

        def work(session: Session) -> None:
            change = update(ReadingRow).where(ReadingRow.key == wanted.key)
            session.execute(
                change.values(
                    value=value, taken_at=now, failure=None, tried_at=now, leased_until=None
                )
            )
            wanted.keep(session, value, now)

        transact(work)
        return Taken(value, now)

    def _write(self, key: str, **values: str) -> None:
        """Note a try that gave nothing, and end the lease."""
        change = update(ReadingRow).where(ReadingRow.key == key)
        tried = change.values(tried_at=self._clock(), leased_until=None, **values)
        transact(lambda session: session.execute(tried))


def _row(key: str) -> ReadingRow | None:
    with Session(db.engine) as session:
        return session.get(ReadingRow, key)


def _make_room(session: Session, now: datetime) -> None:
    """Forget what nobody asked for in a long time, and the oldest where there are too many."""
    session.execute(delete(ReadingRow).where(ReadingRow.tried_at < now - _FORGOTTEN))
    if (session.scalar(select(func.count()).select_from(ReadingRow)) or 0) < _MOST_ROWS:
        return
    old = select(ReadingRow.tried_at).order_by(ReadingRow.tried_at).offset(_MOST_ROWS // 10)
    limit = session.scalar(old.limit(1))
    session.execute(delete(ReadingRow).where(ReadingRow.tried_at <= limit))
