"""Rows summed up: in buckets of time, or where they share a place or a label."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf

from source.table.errors import TooMuch
from source.table.points import Column, Points
from source.table.rows import Row, Source, X, placed
from source.table.spans import write_span
from source.table.tallies import Key, Summed, Table, tallies_of
from source.table.times import EARLIEST
from source.table.wanted import Agg, Between

_LOOK = 4096
"""Rows between two looks at how much is kept."""

_NOTHING_IS_ZERO = frozenset({Agg.COUNT, Agg.SUM, Agg.RATE})


@dataclass(frozen=True, slots=True)
class Buckets:
    """How rows are summed up.

    Args:
        agg: what values become.
        bucket: s, where rows stand at times; else not looked at.
        window: of time; None where the rows themselves say when they begin and end.
        since: s since 1970 when the file begins; None where that is not known.
        most: values in the answer.
    """

    agg: Agg
    bucket: float
    window: Between | None
    since: float | None
    most: int

    def sum_up(self, rows: Iterable[Row], source: Source) -> Points:
        """Sum rows up.

        Raises:
            TooMuch: there are more buckets, or series, than the answer may have.
            BadTable: a sum is no number any more.
        """
        table = Table(source.names or (self.agg.value,), tallies_of(self.agg, self.bucket))
        timed, add, bucket = source.x is X.TIME, table.add, self.bucket
        for number, (time, place, series, values) in enumerate(rows):
            moment = -inf if time is None else time
            key: Key = floor(moment / bucket) if timed else place
            add(series, key, moment, values or (1.0,))
            if not number % _LOOK:
                self._check(table.size())
        return self._points(table.finish(split=source.split), source)

    def count(self, tallies: Iterable[Iterable[tuple[float, int]]], source: Source) -> Points:
        """Count rows of which only the times are known.

        Raises:
            TooMuch: as by `sum_up`.
        """
        window = self.window or Between(-inf, inf)
        counts: dict[Key, float] = {}
        unit = self.bucket if self.agg is Agg.RATE else 1.0
        for times in tallies:
            for time, count in times:
                if window.start <= time < window.end:
                    key = floor(time / self.bucket)
                    counts[key] = counts.get(key, 0.0) + count
            self._check(len(counts))
        rates = {key: count / unit for key, count in counts.items()}
        return self._points(Summed(list(counts), {self.agg.value: rates}), source)

    def _points(self, summed: Summed, source: Source) -> Points:
        if source.x is not X.TIME:
            return self._groups(summed, source)
        if not summed.columns:
            return placed((), (), source)  # no row was there that could have begun a series
        keys = [key for key in summed.keys if isinstance(key, int)]
        numbers = self._numbers(keys)
        self._check(len(numbers) * len(summed.columns))
        begun = [] if self.since is None else [floor(self.since / self.bucket)]
        first = min((*keys, *begun), default=numbers.stop)
        nothing = self._nothing(source)
        columns = _columns(summed, numbers, [nothing if n >= first else None for n in numbers])
        times = tuple(max(EARLIEST, number * self.bucket) for number in numbers)
        return Points(columns, times=times, x=source.x_name, bucket=self.bucket)

    def _groups(self, summed: Summed, source: Source) -> Points:
        self._check(len(summed.keys) * len(summed.columns))
        keys = summed.keys
        if source.x is X.PLACE:
            keys = sorted(keys, key=lambda key: key if isinstance(key, float) else 0.0)
        return placed(_columns(summed, keys, [self._nothing(source)] * len(keys)), keys, source)

    def _nothing(self, source: Source) -> float | None:
        """Tell what a bucket without rows holds, where the file could have had some."""
        return 0.0 if source.whole and self.agg in _NOTHING_IS_ZERO else None

    def _numbers(self, keys: list[int]) -> range:
        """Number all buckets from the first to the last."""
        if self.window:
            first = floor(self.window.start / self.bucket)
            return range(first, ceil(self.window.end / self.bucket))
        return range(min(keys), max(keys) + 1) if keys else range(0)

    def _check(self, values: int) -> None:
        """Refuse more than a chart can show."""
        if values <= self.most:
            return
        window = self.window
        span = write_span(window.end - window.start) if window else "all that was read"
        message = (
            f"bucket={write_span(self.bucket)} over {span} makes more than {self.most} values; "
            "a longer bucket or a shorter window makes fewer"
        )
        raise TooMuch(message)


def _columns(
    summed: Summed, keys: Sequence[Key], nothing: Sequence[float | None]
) -> tuple[Column, ...]:
    """Put the values in the order of their buckets, and something else where there are none."""
    return tuple(
        Column(name, tuple(map(values.get, keys, nothing)))
        for name, values in summed.columns.items()
    )
