"""Requests that are odd, wrong or evil: the bytes of each, and what may be answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.keys import ONE

GONE = 0
"""In place of a status: the connection is closed without an answer."""

REFUSED = frozenset({400, 405, 408, 411, 413, 414, 421, 431, 501, 505, GONE})


@dataclass(frozen=True, slots=True)
class Shape:
    """What is sent at once on a connection of its own.

    Args:
        request: its bytes; nothing comes after them.
        statuses: one of these is the first answer's.
        answers: at most so many come; a second one to what a proxy took for one request would be
            another client's.
    """

    request: bytes
    statuses: frozenset[int]
    answers: int = 1


def _head(*fields: str, line: str = f"GET {ONE} HTTP/1.1", body: bytes = b"") -> bytes:
    return "\r\n".join([line, "Host: a", *fields, "", ""]).encode("latin-1") + body


def _refused(*fields: str, line: str = "POST /captcha HTTP/1.1", body: bytes = b"") -> Shape:
    return Shape(_head(*fields, line=line, body=body), REFUSED)


_OK = frozenset({200})
_SMUGGLED = b"0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: b\r\n\r\n"
_TEN_THOUSAND = [f"X-{number}: 1" for number in range(10_000)]

SHAPES: Mapping[str, Shape] = {
    # Methods, versions and forms of the target: RFC 9110 section 9, RFC 9112 section 3.
    "CONNECT": _refused(line="CONNECT example.org:443 HTTP/1.1"),
    "TRACE": _refused(line="TRACE / HTTP/1.1"),
    "a method that nobody knows": _refused(line=f"BREW {ONE} HTTP/1.1"),
    "a method of 10 kB": _refused(line=f"{'A' * 10_000} / HTTP/1.1"),
    "PRI of HTTP/2": Shape(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", REFUSED),
    "OPTIONS *": Shape(_head(line="OPTIONS * HTTP/1.1"), _OK | {204, 404} | REFUSED),
    "HTTP/1.0": Shape(f"GET {ONE} HTTP/1.0\r\n\r\n".encode(), _OK),
    "HTTP/1.0, kept": Shape(f"GET {ONE} HTTP/1.0\r\nConnection: keep-alive\r\n\r\n".encode(), _OK),
    "HTTP/0.9": Shape(f"GET {ONE}\r\n".encode(), REFUSED),
    "HTTP/3.0": _refused(line=f"GET {ONE} HTTP/3.0"),
    "no version at all": _refused(line=f"GET {ONE} HTTP/x"),
    "an absolute target": Shape(_head(line=f"GET http://a{ONE} HTTP/1.1"), _OK | {400}),
    "a target without a slash": _refused(line="GET badge HTTP/1.1"),
    "a target of 100 kB": _refused(line=f"GET /{'a' * 100_000} HTTP/1.1"),
    "a raw byte in the target": Shape(_head(line="GET /badge/\xff-b-blue HTTP/1.1"), REFUSED | _OK),
    "a NUL in the target": _refused(line="GET /badge/a\0b HTTP/1.1"),
    # Host: RFC 9112 section 3.2.
    "no Host": Shape(f"GET {ONE} HTTP/1.1\r\n\r\n".encode(), REFUSED),
    "two Hosts": _refused("Host: b", line=f"GET {ONE} HTTP/1.1"),
    # Where a request ends: RFC 9112 sections 6 and 7, and what proxies and servers disagreed on.
    "two lengths": _refused("Content-Length: 5", "Content-Length: 6", body=b"hello!"),
    "a list of lengths": _refused("Content-Length: 5, 6", body=b"hello!"),
    "a length with a sign": _refused("Content-Length: +5", body=b"hello"),
    "a negative length": _refused("Content-Length: -5", body=b"hello"),
    "a length in hexadecimal": _refused("Content-Length: 0x5", body=b"hello"),
    "a length that overflows": _refused("Content-Length: 99999999999999999999", body=b"hello"),
    "length and chunks": _refused(
        "Content-Length: 6", "Transfer-Encoding: chunked", body=_SMUGGLED
    ),
    "chunks and length": _refused(
        "Transfer-Encoding: chunked", "Content-Length: 6", body=_SMUGGLED
    ),
    "chunked twice": _refused("Transfer-Encoding: chunked, chunked", body=_SMUGGLED),
    "chunked, then identity": _refused(
        "Transfer-Encoding: chunked", "Transfer-Encoding: identity", body=_SMUGGLED
    ),
    "a coding that nobody knows": _refused("Transfer-Encoding: xchunked", body=_SMUGGLED),
    "chunked with a tab": _refused("Transfer-Encoding:\tchunked\x0b", body=_SMUGGLED),
    "a space before the colon": _refused("Transfer-Encoding : chunked", body=_SMUGGLED),
    "chunks in HTTP/1.0": _refused(
        "Transfer-Encoding: chunked", line="POST /captcha HTTP/1.0", body=_SMUGGLED
    ),
    "a chunk's size that is no number": _refused("Transfer-Encoding: chunked", body=b"zz\r\n\r\n"),
    "a chunk's size with a sign": _refused("Transfer-Encoding: chunked", body=b"-1\r\n\r\n"),
    "a chunk of 16 EiB": _refused("Transfer-Encoding: chunked", body=b"ffffffffffffffff\r\nabc"),
    "a chunk's size of 100 kB": _refused("Transfer-Encoding: chunked", body=b"0" * 100_000),
    "a chunk's extension of 10 MB": _refused(
        "Transfer-Encoding: chunked", body=b"1;" + b"a" * 10_000_000
    ),
    "trailers of 10 MB": _refused(
        "Transfer-Encoding: chunked", body=b"0\r\n" + b"X: " + b"a" * 10_000_000
    ),
    # Fields: RFC 9112 section 5.
    "a folded field": _refused("X: a", " b", line=f"GET {ONE} HTTP/1.1"),
    "a field without a name": _refused(": a", line=f"GET {ONE} HTTP/1.1"),
    "a field without a colon": _refused("abc", line=f"GET {ONE} HTTP/1.1"),
    "a NUL in a field": _refused("X: a\0b", line=f"GET {ONE} HTTP/1.1"),
    "a CR in a field": _refused("X: a\rY: b", line=f"GET {ONE} HTTP/1.1"),
    "10,000 fields": _refused(*_TEN_THOUSAND, line=f"GET {ONE} HTTP/1.1"),
    "a field of 10 MB": _refused(f"X: {'a' * 10_000_000}", line=f"GET {ONE} HTTP/1.1"),
    "a field's name of 10 MB": _refused(f"{'a' * 10_000_000}: x", line=f"GET {ONE} HTTP/1.1"),
    # Bodies where none is meant.
    "GET with a body": Shape(
        _head("Content-Length: 5", body=b"hello"), _OK | REFUSED
    ),
    "GET whose body is a request": Shape(
        _head("Content-Length: 35", body=b"GET /healthz HTTP/1.1\r\nHost: evil\r\n\r\n"),
        _OK | REFUSED,
    ),
    "Expect: 100-continue, and no body": Shape(
        _head("Expect: 100-continue", "Content-Length: 5", line="POST /captcha/verify HTTP/1.1"),
        frozenset({100}) | REFUSED,
        answers=2,
    ),
    "an expectation that nobody knows": Shape(
        _head("Expect: wonders"), _OK | REFUSED | {417}
    ),
    "an upgrade to HTTP/2": Shape(
        _head("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk"),
        _OK | REFUSED,
    ),
    "an upgrade to a web socket": Shape(
        _head(
            "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        ),
        _OK | REFUSED | {403, 426},
    ),
    "TLS": Shape(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 100, REFUSED),
    "a NUL": Shape(b"\0", REFUSED),
    "empty lines": Shape(b"\r\n" * 10_000, REFUSED),
    "one letter": Shape(b"G", REFUSED),
}  # fmt: skip
"""name → what is sent, and what may come back."""
