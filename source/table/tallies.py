"""What many values become: one number for each bucket, and no more kept than that needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf, isfinite
from typing import Protocol

from source.table.errors import BadTable
from source.table.quantiles import Pool, Quantiles
from source.table.rows import Values
from source.table.series import check_series, column_name, in_order
from source.table.wanted import Agg

Key = int | float | str | None
"""A bucket: its number from 1970 on, or the place or label that rows share."""


@dataclass(frozen=True, slots=True)
class Summed:
    """What the rows of a file have become.

    Args:
        keys: the buckets that hold rows, in the order in which they came.
        columns: by name, the values of those buckets that have one.
    """

    keys: list[Key]
    columns: Mapping[str, Mapping[Key, float]]


class Tally(Protocol):
    """Adds values up, bucket by bucket."""

    def add(self, key: Key, time: float, value: float) -> None:
        """Add a value that was measured at a time, in s; -inf where there are no times."""

    def __len__(self) -> int:
        """How many buckets there are."""

    def finish(self) -> Mapping[Key, float]:
        """What the values of each bucket have become."""


class _Sum:
    def __init__(self) -> None:
        self._totals: dict[Key, float] = {}

    def add(self, key: Key, time: float, value: float) -> None:
        self._totals[key] = self._totals.get(key, 0.0) + value

    def __len__(self) -> int:
        return len(self._totals)

    def finish(self) -> Mapping[Key, float]:
        if not all(map(isfinite, self._totals.values())):
            message = "a sum is beyond 1.8e308; accepted: smaller numbers, or agg=max"
            raise BadTable(message)
        return self._totals


class _Count(_Sum):
    def add(self, key: Key, time: float, value: float) -> None:
        super().add(key, time, 1.0)


class _Mean:
    def __init__(self) -> None:
        self._sums, self._counts = _Sum(), _Count()

    def add(self, key: Key, time: float, value: float) -> None:
        self._sums.add(key, time, value)
        self._counts.add(key, time, value)

    def __len__(self) -> int:
        return len(self._counts)

    def finish(self) -> Mapping[Key, float]:
        counts = self._counts.finish()
        return {key: total / counts[key] for key, total in self._sums.finish().items()}


class _Extreme:
    def __init__(self, choose: Callable[[float, float], float]) -> None:
        self._choose = choose
        self._found: dict[Key, float] = {}

    def add(self, key: Key, time: float, value: float) -> None:
        self._found[key] = self._choose(self._found.get(key, value), value)

    def __len__(self) -> int:
        return len(self._found)

    def finish(self) -> Mapping[Key, float]:
        return self._found


class _End:
    """The first or the last value by time; of one time, the first or the last in the file."""

    def __init__(self, *, last: bool) -> None:
        self._last = last
        self._found: dict[Key, tuple[float, float]] = {}

    def add(self, key: Key, time: float, value: float) -> None:
        held = self._found.get(key, (-inf if self._last else inf, 0.0))[0]
        if key not in self._found or (time >= held if self._last else time < held):
            self._found[key] = time, value

    def __len__(self) -> int:
        return len(self._found)

    def finish(self) -> Mapping[Key, float]:
        return {key: value for key, (_, value) in self._found.items()}


class _Rate(_Sum):
    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds

    def finish(self) -> Mapping[Key, float]:
        return {key: total / self._seconds for key, total in super().finish().items()}


class Table:
    """Adds rows up: a tally for each column of each series.

    Args:
        names: of the columns.
        make: makes a tally.
    """

    def __init__(self, names: tuple[str, ...], make: Callable[[], Tally]) -> None:
        self._names = names
        self._make = make
        self._series: dict[str, list[Tally]] = {}
        self._adders: dict[str, Callable[[Key, float, Values], None]] = {}
        self._keys: dict[Key, None] = {}

    def add(self, series: str, key: Key, time: float, values: Values) -> None:
        """Add a row.

        Raises:
            TooMuch: it begins one series too many.
        """
        add = self._adders.get(series) or self._begin(series)
        add(key, time, values)
        self._keys[key] = None

    def _begin(self, series: str) -> Callable[[Key, float, Values], None]:
        check_series(len(self._series) + 1)
        tallies = self._series[series] = [self._make() for _ in self._names]
        adders = [tally.add for tally in tallies]

        def add_all(key: Key, time: float, values: Values) -> None:
            for add, value in zip(adders, values, strict=True):
                if value is not None:
                    add(key, time, value)

        def add_one(key: Key, time: float, values: Values) -> None:
            if values[0] is not None:
                adders[0](key, time, values[0])

        self._adders[series] = add_all if len(adders) > 1 else add_one
        return self._adders[series]

    def size(self) -> int:
        """How many values there are by now."""
        kept = sum(len(tally) for tallies in self._series.values() for tally in tallies)
        return max(len(self._keys), kept)

    def finish(self, *, split: bool) -> Summed:
        """Tell what all have become.

        Args:
            split: whether columns are named by their series.
        """
        columns: dict[str, Mapping[Key, float]] = {}
        for series in in_order(self._series) if split else self._series or ("",):
            tallies = self._series.get(series) or [self._make() for _ in self._names]
            for name, tally in zip(self._names, tallies, strict=True):
                named = column_name(series, name, len(self._names)) if split else name
                columns[named] = tally.finish()
        return Summed(list(self._keys), columns)


_SHARES = {Agg.MEDIAN: 0.5, Agg.P50: 0.5, Agg.P90: 0.9, Agg.P95: 0.95, Agg.P99: 0.99}


def tallies_of(agg: Agg, bucket: float) -> Callable[[], Tally]:
    """Find what makes the tallies of one request.

    Args:
        agg: what values become.
        bucket: s, for a rate.
    """
    if agg in _SHARES:
        pool = Pool()
        return lambda: Quantiles(_SHARES[agg], pool)
    makers: dict[Agg, Callable[[], Tally]] = {
        Agg.SUM: _Sum,
        Agg.COUNT: _Count,
        Agg.MEAN: _Mean,
        Agg.MIN: lambda: _Extreme(min),
        Agg.MAX: lambda: _Extreme(max),
        Agg.FIRST: lambda: _End(last=False),
        Agg.LAST: lambda: _End(last=True),
        Agg.RATE: lambda: _Rate(bucket),
    }
    return makers[agg]
