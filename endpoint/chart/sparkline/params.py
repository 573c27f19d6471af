"""From path and query to a sparkline's spec."""

from collections.abc import Callable, Mapping

from werkzeug.datastructures import MultiDict

from endpoint.plot import Tail
from endpoint.plot.fields import WrongItem, parse_limits, parse_marks, parse_value
from endpoint.query import Sent, build, read_query
from image_proc.chart.fields import MOST_VALUES
from image_proc.chart.sparkline import SparklineSpec
from image_proc.chart.sparkline.spec import THICKEST, THINNEST
from image_proc.errors import InvalidParameter
from image_proc.fields import parse_decimal, parse_whole
from image_proc.limits import Limits

NAMES = {
    "data": "values",
    "values": "values",
    "d": "values",
    "type": "type",
    "width": "width",
    "w": "width",
    "height": "height",
    "h": "height",
    "mark": "mark",
    "mark_color": "mark_color",
    "limits": "limits",
    "color": "line",
    "fill": "area",
    "negative": "negative",
    "line_width": "line_width",
    "format": "format",
    "scale": "scale",
    "dpr": "scale",
}
"""Public name → field of the spec; two names of one field say the same, if both are sent."""

DATA_ACCEPTED = "numbers separated by commas, such as 3,5,2,8; nothing, _ or null for a gap"
FORMATS = ("svg", "png", "webp")
FORMATS_ACCEPTED = "svg, png or webp"
TAIL_ACCEPTED = ".svg, .png or .webp, behind @2x where that is wanted"
_BODY = "sparkline"
_WIDEST = 999_999


def read_sparkline(tail: str, args: MultiDict[str, str], limits: Limits) -> SparklineSpec:
    """Read a request.

    Args:
        tail: ratio and suffix behind the path, or nothing.
        args: the query.
        limits: what the service draws at most.

    Raises:
        InvalidParameter: the first thing that is wrong, by the name that its user gave it.
    """
    body, ending = Tail.cut(_BODY + tail)
    if body != _BODY:
        raise InvalidParameter("format", tail, TAIL_ACCEPTED)  # noqa: EM101 - the parameter
    sent = ending.join(read_query(args, NAMES))
    sent.setdefault("values", Sent("data", ""))
    read = {field: _read(field, each) for field, each in sent.items()}
    try:
        return build(SparklineSpec, read, limits)
    except InvalidParameter as error:
        # As it was typed, and not as it was understood.
        typed = {each.name: each.value for each in sent.values()}
        raise InvalidParameter(
            error.name, typed.get(error.name, error.value), error.accepted
        ) from error


def _read(field: str, sent: Sent) -> Sent:
    if field not in _READERS:
        return sent
    try:
        return Sent(sent.name, _READERS[field](str(sent.value)))
    except ValueError as error:
        raise InvalidParameter(sent.name, _wrong(error, sent), str(error)) from error


def _wrong(error: ValueError, sent: Sent) -> object:
    """The one of many items that is wrong, or all that was sent."""
    return error.item if isinstance(error, WrongItem) else sent.value


def _values(text: str) -> tuple[float | None, ...]:
    """Read a series.

    Raises:
        ValueError: what is accepted.
    """
    if text.count(",") >= MOST_VALUES:
        message = f"at most {MOST_VALUES} numbers"
        raise ValueError(message)
    if not text:
        raise ValueError(DATA_ACCEPTED)
    return tuple(_value(item.strip()) for item in text.split(","))


def _value(item: str) -> float | None:
    try:
        return parse_value(item)
    except ValueError as error:
        raise WrongItem(item, DATA_ACCEPTED) from error


def _pixels(text: str) -> int:
    return parse_whole(text, 0, _WIDEST, "a whole number of px")


def _line_width(text: str) -> float:
    return parse_decimal(text, THINNEST, THICKEST, f"{THINNEST} to {THICKEST} px")


def _format(text: str) -> str:
    if text not in FORMATS:
        raise ValueError(FORMATS_ACCEPTED)
    return text


_READERS: Mapping[str, Callable[[str], object]] = {
    "values": _values,
    "limits": parse_limits,
    "mark": parse_marks,
    "width": _pixels,
    "height": _pixels,
    "line_width": _line_width,
    "format": _format,
}
