from io import BytesIO
from math import isfinite

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from source.errors import SourceError
from source.table import (
    Agg,
    BadChoice,
    BadLine,
    BadTable,
    Between,
    Bounds,
    Kind,
    Points,
    Rows,
    TooMuch,
    Wanted,
    read_table,
)
from source.table.times import EARLIEST, LATEST

_PIECES = st.sampled_from(
    [
        *(b"\n", b"\r\n", b",", b";", b"\t", b"|", b'"', b"{", b"}", b"[", b"]", b":", b" ", b"#"),
        *(b"1", b"-2.5", b"1e308", b"1e999", b"nan", b"inf", b"NA", b"time", b"a", b"a.b", b"\xff"),
        *(b"2026-01-01", b"1795262400", b"1969-12-31T23:59:59.5Z", b"9999-12-31", b"0001-01-01"),
        *(b'{"a": 1}\n', b'{"ts": 5, "a": {"b": "7"}}\n', b"[1, 2]\n", b"NaN", b"\x00", b"\\"),
        b'1.2.3.4 - - [21/Nov/2026:12:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "-" 0.5\n',
        b"[21/Nov/2026:12:00:01 -0930]",
        b"time,a,b\n2026-01-01,1,2\n",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
    ]
)
_FILES = st.lists(st.one_of(_PIECES, st.binary(max_size=8)), max_size=25).map(b"".join)
_NAMES = st.sampled_from(["a", "time", "1", "2", "status", "bytes", "method", "nope", "a.b", ""])
_TIMES = st.one_of(st.floats(EARLIEST, LATEST), st.floats(1.79e9, 1.8e9))
_WINDOWS = st.one_of(
    st.none(),
    st.builds(Rows, st.integers(1, 10)),
    st.tuples(_TIMES, st.floats(1, 1e6)).map(lambda pair: Between(pair[0], pair[0] + pair[1])),
)
_WANTED = st.builds(
    Wanted,
    kind=st.sampled_from(Kind),
    x=st.none() | _NAMES,
    y=st.lists(_NAMES, max_size=2).map(tuple),
    by=st.none() | _NAMES,
    window=_WINDOWS,
    bucket=st.none() | st.sampled_from([0.001, 1.0, 60.0, 86_400.0, 3e9]),
    agg=st.none() | st.sampled_from(Agg),
    limit=st.just(2000),
)


@given(_FILES, _WANTED, st.sampled_from(["", "a.csv", "a.tsv", "a.jsonl", "a.log"]))
@example(b"time,a\n2026-01-01,1\n", Wanted(by="1", window=Between(0, 9), bucket=1.0), "a.csv")
@example(b"time,a\n2026-01-01,1\n", Wanted(y=("time",)), "a.csv")
def test_any_bytes_are_points_or_a_named_mistake(file: bytes, wanted: Wanted, path: str) -> None:
    try:
        points = read_table(BytesIO(file), wanted, path, Bounds(10_000_000, 10))
    except (BadChoice, BadTable, TooMuch) as error:
        message = str(error)
        assert len(message) < 1500
        assert message.isprintable()
        return
    _check(points, wanted)


def _check(points: Points, wanted: Wanted) -> None:
    where = [each for each in (points.times, points.places, points.labels) if each]
    assert len(where) <= 1
    for column in points.columns:
        assert len(column.values) == points.rows
        assert all(value is None or isfinite(value) for value in column.values)
        assert column.name.isprintable()
        assert len(column.name) <= 402
    assert all(len(each) == points.rows for each in where)
    assert points.rows * len(points.columns) <= max(wanted.limit, len(points.columns))
    assert all(label.isprintable() and len(label) <= 200 for label in points.labels)
    assert all(map(isfinite, points.places or ()))
    times = points.times or ()
    assert list(times) == sorted(times)
    assert all(EARLIEST <= time < LATEST for time in times)


@pytest.mark.parametrize("error", [BadLine, BadTable, BadChoice, TooMuch])
def test_mistakes_are_those_of_sources(error: type[Exception]) -> None:
    assert issubclass(error, SourceError)
