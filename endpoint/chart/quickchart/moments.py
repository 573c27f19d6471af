"""Points in time as configs write them."""

from contextlib import suppress
from datetime import UTC, datetime

from endpoint.chart.quickchart.node import read_number
from image_proc.errors import InvalidParameter
from image_proc.fields import in_utc

_MILLISECOND = 1000
# Chart.js reads all that JavaScript's Date does, and so much is written in configs.
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
            return in_utc(datetime.fromisoformat(text)).timestamp()
        for form in _FORMS:
            with suppress(ValueError):
                return datetime.strptime(text, form).replace(tzinfo=UTC).timestamp()
    raise InvalidParameter(path, value, ACCEPTED)
