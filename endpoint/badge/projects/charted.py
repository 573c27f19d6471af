"""A metric's values as the rows of a chart."""

from collections.abc import Sequence
from io import BytesIO

from endpoint.badge.projects.history import Value
from endpoint.plot import Spans
from image_proc.badge.values import NUMBER, parse_number
from image_proc.errors import InvalidParameter
from source.table import BadChoice, Column, Kind, Points, Wanted, read_table

_TIME, _VALUE = "time", "value"


def points_of(values: Sequence[Value], spans: Spans) -> Points:
    """Put values at their times, several of them together where that is asked for.

    Args:
        values: the oldest first.
        spans: bucket and agg; the window is the caller's affair.

    Raises:
        InvalidParameter: names `value` where one is no number; bucket or agg.
    """
    numbers = [_number(each) for each in values]
    times = [each.at.timestamp() for each in values]
    if not numbers or (spans.bucket is None and spans.agg is None):
        return Points((Column(_VALUE, tuple(numbers)),), times=tuple(times), x=_TIME)
    rows = (f"{time!r},{number!r}\n" for time, number in zip(times, numbers, strict=True))
    table = BytesIO("".join((f"{_TIME},{_VALUE}\n", *rows)).encode())
    wanted = Wanted(Kind.CSV, _TIME, (_VALUE,), bucket=spans.bucket, agg=spans.agg)
    try:
        return read_table(table, wanted)
    except BadChoice as error:
        raise InvalidParameter(error.name, error.value, error.accepted) from error


def _number(value: Value) -> float:
    try:
        return float(parse_number(value.text))
    except ValueError as error:
        accepted = f"{NUMBER}; a chart shows numbers only"
        raise InvalidParameter(_VALUE, value.text, accepted) from error
