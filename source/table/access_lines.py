r"""A line of an access log as a pattern: only what is wanted of it is captured.

Source: https://httpd.apache.org/docs/2.4/mod/mod_log_config.html (common, combined),
https://nginx.org/en/docs/http/ngx_http_log_module.html (combined; quotes are written as \x22).
"""

import re
from collections.abc import Iterable

from source.table.columns import Cells
from source.table.times import from_access

FIELDS = {
    "host": Cells.TEXTS,
    "user": Cells.TEXTS,
    "time": Cells.TIMES,
    "method": Cells.TEXTS,
    "path": Cells.TEXTS,
    "protocol": Cells.TEXTS,
    "status": Cells.CODES,
    "bytes": Cells.NUMBERS,
    "referer": Cells.TEXTS,
    "agent": Cells.TEXTS,
    "request_time": Cells.NUMBERS,
}
"""In the order in which they are listed and numbered."""

REQUEST = ("method", "path", "protocol")

_TIME = r"[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9]{2}:[0-9]{2}:[0-9]{2} [+-][0-9]{4}"
_QUOTED = r'[^"\\\n]*+(?:\\.[^"\\\n]*+)*+'
_BEGIN = r"(<host>[^ \n]++) [^ \n]++ (<user>[^\[\n]*?) "
_ANY_BEGIN = r"[^\[\n]*+"
_PIECES = (
    rf"\[(<time>{_TIME})\]",
    rf' "(<request>{_QUOTED})"',
    r" (<status>[0-9]{3}|-)",
    r" (<bytes>[0-9]{1,15}|-)",
    rf'(?: "(<referer>{_QUOTED})" "(<agent>{_QUOTED})")?+',
    r"(?: (?:rt=)?(<request_time>[0-9]{1,12}(?:\.[0-9]{1,12})?+)(?=[ \r\n]))?+",
)
"""A line, piece by piece; `(<field>` begins what a field is."""

_FIELD = re.compile(r"\(<(\w+)>")
_MOST_MINUTES = 10_000
_DAY = len("10/Oct/2000")
_MINUTE = len("10/Oct/2000:13:55")
_SECOND = len("10/Oct/2000:13:55:")
_SECOND_END = len("10/Oct/2000:13:55:36")
_ZONE = len("-0700")
_SECONDS = {f"{second:02}": second for second in range(61)}
"""By their digits, with that of a leap second."""

ANY_TIME = re.compile(rf"\[({_TIME})\]")


def line_pattern(wanted: frozenset[str]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Make the pattern of a line with its end; it matches every line, once.

    Args:
        wanted: fields; "request" for what method, path and protocol are parts of.

    Returns:
        The pattern, and which fields its groups hold: the time is always among them. Of a line
        that is not of the form all groups are empty.
    """
    wanted |= {"time"}
    begin = _BEGIN if wanted & {"host", "user"} else _ANY_BEGIN
    # What follows the last piece that is wanted is not looked at: that takes most of the time.
    last = max(i for i, piece in enumerate(_PIECES) if wanted & set(_FIELD.findall(piece)))
    line = "".join((begin, *_PIECES[: last + 1]))
    kept = tuple(name for name in _FIELD.findall(line) if name in wanted)
    line = _FIELD.sub(lambda found: "(" if found[1] in wanted else "(?:", line)
    return re.compile(rf"(?:{line}[^\n]*+|[^\n]*+)\n"), kept


class BadStamp(Exception):  # noqa: N818 - caught where the line is known
    """There is no such time.

    Args:
        stamp: what stands in the brackets.
    """

    def __init__(self, stamp: str) -> None:
        super().__init__(stamp)
        self.stamp = stamp


class Stamps:
    """Reads the times of access logs; what a minute begins with is read once."""

    def __init__(self) -> None:
        self._minutes: dict[str, float] = {}

    def read(self, stamps: Iterable[str]) -> dict[str, float]:
        """Read times as `ANY_TIME` finds them.

        Returns:
            Each with its s since 1970.

        Raises:
            BadStamp: there is no such time.
        """
        moments = {}
        minutes = self._minutes
        for stamp in stamps:
            key = stamp[:_MINUTE] + stamp[_SECOND_END:]
            minute = minutes.get(key)
            second = _SECONDS.get(stamp[_SECOND:_SECOND_END])
            if minute is None:
                minute = self._begin(stamp, key)
            if second is None:
                raise BadStamp(stamp)
            moments[stamp] = minute + second
        return moments

    def _begin(self, stamp: str, key: str) -> float:
        """Read the minute that a time is in."""
        try:
            minute = from_access(stamp[:_DAY], f"{stamp[_DAY + 1 : _MINUTE]}:00", stamp[-_ZONE:])
        except ValueError:
            raise BadStamp(stamp) from None
        if len(self._minutes) >= _MOST_MINUTES:
            self._minutes.clear()
        self._minutes[key] = minute
        return minute
