"""Points in time as configs write them."""

from contextlib import suppress
from datetime import UTC, datetime

from endpoint.chart.quickchart.node import read_number
from image_proc.errors import InvalidParameter

_MILLISECOND = 1000
_FORMS = (
    "%m/%d/%Y",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y %H:%M:%S",
    "%Y/%m/%d",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y-%m",
    "%Y",
    "%b %d, %Y",
    "%d %b %Y",
    "%B %d, %Y",
    "%d %B %Y",
)
_LONGEST = 40
ACCEPTED = "milliseconds since 1970, or a date such as 2024-03-01 or 2024-03-01T12:00:00Z"


def read_moment(value: object, path: str) -> float:
    """Read a moment; one without a time zone is in UTC.

    Returns:
        Seconds since 1970.

    Raises:
        InvalidParameter: it is none.
    """
    if not isinstance(value, str):
        return read_number(value, path) / _MILLISECOND
    text = value.strip()
    if len(text) <= _LONGEST:
        with suppress(ValueError, OverflowError):
            return _seconds(datetime.fromisoformat(text))
        for form in _FORMS:
            with suppress(ValueError, OverflowError):
                return _seconds(datetime.strptime(text, form).replace(tzinfo=UTC))
    raise InvalidParameter(path, value, ACCEPTED)


def _seconds(moment: datetime) -> float:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
