"""What of a file is wanted."""

from dataclasses import dataclass
from enum import StrEnum

MOST_VALUES = 100_000
MOST_BUCKETS = 100_000
MOST_SERIES = 64
MOST_COLUMNS = 8
"""That are taken where none was named."""


class Kind(StrEnum):
    """What a file is.

    lines: one number a line. csv, tsv: a table, with or without a header. jsonl: an object, or an
    array, a line. access: the access log of a web server, in its common or combined form. auto:
    whichever its name's end and its first lines say.
    """

    AUTO = "auto"
    LINES = "lines"
    CSV = "csv"
    TSV = "tsv"
    JSONL = "jsonl"
    ACCESS = "access"


class Agg(StrEnum):
    """What many values become in one bucket.

    rate: the sum a second, without a column the rows a second. median is p50.
    """

    SUM = "sum"
    MEAN = "mean"
    MIN = "min"
    MAX = "max"
    MEDIAN = "median"
    P50 = "p50"
    P90 = "p90"
    P95 = "p95"
    P99 = "p99"
    COUNT = "count"
    FIRST = "first"
    LAST = "last"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Between:
    """A window of time.

    Args:
        start: s since 1970.
        end: later; itself outside.
    """

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rows:
    """The last rows of a file.

    Args:
        count: 1 or more.
    """

    count: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one reading may take.

    Args:
        bytes: that are read.
        seconds: of the processor's time in this thread, and three times as many on the clock;
            looked at for each 256 kB.
    """

    bytes: int = 2 << 30
    seconds: float = 30


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a file is wanted.

    Columns are asked for by their name or, where none has that name, by their number from 1;
    those of JSON Lines by their keys, `a.b` for b in a; those of an access log are host, user,
    time, method, path, protocol, status, bytes, referer, agent and request_time.

    Args:
        kind: what it is.
        x: the column that says where a row stands; without one the first that holds times, else
            the file's first where it is text.
        y: columns of numbers; without any all of them, at most 8, and of an access log the count
            of its lines.
        by: a column whose values become series, at most 64: the rows of each under its own name.
        window: which rows; all without one.
        bucket: s, 0.001 or more; each row of the answer sums up as many, counted from 1970 in
            UTC. Without one, but with `agg`, one is chosen; where x is text its values are the
            buckets.
        agg: how; where only a bucket is named `mean`, and of an access log without y `count`.
        limit: values, in all columns together; of more the last are kept.
        buckets: how many there should be at most where none is named.
    """

    kind: Kind = Kind.AUTO
    x: str | None = None
    y: tuple[str, ...] = ()
    by: str | None = None
    window: Between | Rows | None = None
    bucket: float | None = None
    agg: Agg | None = None
    limit: int = MOST_VALUES
    buckets: int = 300
