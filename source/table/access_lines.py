r"""A line of an access log as a pattern: only what is wanted of it is captured.

Source: https://httpd.apache.org/docs/2.4/mod/mod_log_config.html (common, combined),
https://nginx.org/en/docs/http/ngx_http_log_module.html (combined; quotes are written as \x22).
"""

import re

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
_MINUTE = len("10/Oct/2000:13:55")

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


class Stamps:
    """Reads the times of access logs; what a minute begins with is read once."""

    def __init__(self) -> None:
        self._minutes: dict[str, float] = {}

    def read(self, stamp: str) -> float:
        """Read a time as `ANY_TIME` finds it.

        Returns:
            s since 1970.

        Raises:
            ValueError: there is no such time.
        """
        key = stamp[:_MINUTE] + stamp[-5:]
        minute = self._minutes.get(key)
        if minute is None:
            minute = from_access(stamp[:11], f"{stamp[12:17]}:00", stamp[-5:])
            if len(self._minutes) >= _MOST_MINUTES:
                self._minutes.clear()
            self._minutes[key] = minute
        second = int(stamp[18:20])
        if second > 60:  # noqa: PLR2004 - a leap second
            raise ValueError
        return minute + second
