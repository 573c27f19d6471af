"""The values of series, and the places that they stand at."""

from dataclasses import dataclass

from endpoint.chart.google.encodings import Data, Range, Values
from endpoint.chart.google.keys import Keys
from endpoint.chart.google.kinds import Kind
from image_proc.chart import ChartType

_DATA = "chd"
_LARGEST = 8.0
"""px, the radius of a scatter's largest dot where the dots have sizes."""


@dataclass(frozen=True, slots=True)
class Points:
    """What is drawn on axes.

    Args:
        series: fields of each: its values, and its places where they have some.
        count: how many places there are, where these are counted.
        across: the ends of the axis of the places; none where they follow from the data.
        up: the ends of the axis of the values, likewise.
        placed: whether the places are numbers of the data.
    """

    series: list[dict[str, object]]
    count: int
    across: Range | None
    up: Range | None
    placed: bool = False


def plain_points(data: Data, kind: Kind, labels: int) -> Points:
    """Place values at even distances.

    Args:
        data: of the request.
        kind: of the chart; a radar that is drawn to its first point again is closed without that.
        labels: how many labels there are: as many as values are theirs.
    """
    columns = [data.on(at, data.common) for at in range(len(data.series))]
    if kind.type is ChartType.RADAR:
        columns = [values if len(values) == labels else _opened(values) for values in columns]
    count = max(len(values) for values in columns)
    return Points([{"values": values} for values in columns], count, None, data.common)


def _opened(values: Values) -> Values:
    return values[:-1] if len(values) > 2 and values[0] == values[-1] else values  # noqa: PLR2004 - a surface


def paired_points(data: Data, keys: Keys) -> Points:
    """Place values at places of their own: of each two series the first one is the places.

    Raises:
        InvalidParameter: a series has no places.
    """
    sized = keys.text("cht").startswith("s")
    used = data.series[:2] if sized else data.series
    if len(used) % 2:
        raise keys.refuse(_DATA, "two series for each line: its places and its values")
    across, up = (data.ranges[0], data.ranges[1]) if data.ranges else (None, None)
    series = [_paired(data, at, (across, up)) for at in range(0, len(used), 2)]
    if sized and len(data.series) > 2:  # noqa: PLR2004 - a third one
        series[0]["sizes"] = _sizes(data, series[0])
    return Points(series, 0, across, up, placed=True)


def _paired(data: Data, at: int, ends: tuple[Range | None, Range | None]) -> dict[str, object]:
    values = data.on(at + 1, ends[1])
    places = data.on(at, ends[0])
    if places in ((None,), (-1.0,)):
        # A single missing place: they are at even distances.
        low, high = ends[0] or (0.0, float(max(1, len(values) - 1)))
        last = max(1, len(values) - 1)
        places = tuple(low + (high - low) * each / last for each in range(len(values)))
    known = [(x, y) for x, y in zip(places, values, strict=False) if x is not None]
    return {"values": tuple(y for _, y in known), "places": tuple(x for x, _ in known)}


def _sizes(data: Data, series: dict[str, object]) -> tuple[float, ...]:
    values = series["values"]
    count = len(values) if isinstance(values, tuple) else 0
    low, high = data.ranges[2] if data.ranges else (0.0, 100.0)
    shares = [((each or low) - low) / (high - low) for each in data.series[2]]
    shares += [0.5] * (count - len(shares))
    return tuple(_LARGEST * min(1.0, max(0.0, share)) for share in shares[:count])
