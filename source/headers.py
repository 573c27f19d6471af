"""The header lines of a request: our own, and secret ones that stand in a project's config."""

import re

from source.errors import NotAllowed

Headers = tuple[tuple[str, str], ...]

OURS: Headers = (
    ("User-Agent", "Easel"),
    ("Accept", "*/*"),
    ("Accept-Encoding", "gzip"),
    ("Connection", "close"),
)
REPLACEABLE = frozenset({"accept"})
"""Names of ours that a request may send itself: forges choose the raw file by it."""

MOST = 16
LONGEST_VALUE = 8192

_TAKEN = (
    frozenset(name.lower() for name, _ in OURS)
    | {"content-length", "expect", "host", "te", "trailer", "transfer-encoding", "upgrade"}
) - REPLACEABLE
# Source: RFC 9110, 5.6.2 (token); of field values, 5.5, only what is ASCII.
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}")
_VALUE = re.compile(r"[\x20-\x7e\t]*")


def check_headers(headers: Headers) -> None:
    """Check header lines before any is sent.

    Args:
        headers: up to 16 pairs of name and value; each name once, values in printable ASCII.

    Raises:
        NotAllowed: one cannot be sent; the message names it, and never repeats a value.
    """
    if len(headers) > MOST:
        msg = f"more than {MOST} headers"
        raise NotAllowed(msg)
    names = [name.lower() for name, _ in headers]
    for name, value in headers:
        _check_name(name, names.count(name.lower()))
        if len(value) > LONGEST_VALUE or not _VALUE.fullmatch(value):
            msg = (
                f"the header {name} has a value that cannot be sent: expected up to "
                f"{LONGEST_VALUE} characters of printable ASCII on one line"
            )
            raise NotAllowed(msg)


def _check_name(name: str, count: int) -> None:
    if not _NAME.fullmatch(name):
        msg = "a header has a name that cannot be sent: expected letters, digits and '-'"
        raise NotAllowed(msg)
    if name.lower() in _TAKEN:
        msg = f"the header {name} is set by the service itself"
        raise NotAllowed(msg)
    if count > 1:
        msg = f"the header {name} stands there {count} times"
        raise NotAllowed(msg)


def head_of(authority: str, path: str, headers: Headers) -> bytes:
    """Write a GET request.

    Args:
        authority: host and port, for the Host header.
        path: path and query in printable ASCII.
        headers: checked lines that join ours; Accept replaces ours.
    """
    own = {name.lower() for name, _ in headers}
    ours = tuple(line for line in OURS if line[0].lower() not in own)
    lines = (("Host", authority), *ours, *headers)
    fields = "".join(f"{name}: {value}\r\n" for name, value in lines)
    return f"GET {path} HTTP/1.1\r\n{fields}\r\n".encode("ascii")
