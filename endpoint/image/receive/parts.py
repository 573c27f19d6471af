r"""multipart/form-data as a stream: parts in, pieces out, no more in memory than a few of them.

Lines end in CRLF and nothing else, as they must. Werkzeug's decoder, more lenient, was tried: up to
3.1.9 it adds a `\r` to a file whose closing delimiter is cut between `--BOUNDARY-` and `-`, and
takes a padded delimiter for content where it is cut.

Sources: https://datatracker.ietf.org/doc/html/rfc2046#section-5.1,
https://datatracker.ietf.org/doc/html/rfc7578
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from endpoint.image.receive.refusals import broken_form

_BREAK = b"\r\n"
_HEADERS_MOST = 8 * 1024  # bytes
_PADDING_MOST = 256  # bytes
_PREAMBLE_MOST = 64 * 1024  # bytes
# RFC 2046 ends them at 70 characters, but Werkzeug's own client makes one in a hundred longer.
_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=? -]{0,199}[0-9A-Za-z'()+_,./:=?-]")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")

_NO_BOUNDARY = "a form without a boundary of 1 to 200 characters"
_NO_END = "a form that ends before its last boundary"
_BOUNDARY_WITHIN = "a form with its boundary inside a part"
_LONG_HEADERS = "a form with more bytes of headers, or before its first part, than are read"
_BROKEN_HEADERS = "a form with broken headers in a part"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a form.

    Args:
        headers: name in small letters → value.
        content: what it holds, in pieces; gone once the next part is asked for.
    """

    headers: dict[str, str]
    content: Iterator[bytes]


def parts(pieces: Iterator[bytes], boundary: str) -> Iterator[Part]:
    """Take a form apart.

    Args:
        pieces: of its body; read to the end.
        boundary: as its Content-Type says.

    Raises:
        InvalidParameter: it is none.
    """
    if not _BOUNDARY.fullmatch(boundary):
        raise broken_form(_NO_BOUNDARY)
    delimiter = b"\r\n--" + boundary.encode()
    # No line need stand before the first delimiter: so it is given one.
    stream = _Stream(pieces, _BREAK)
    stream.within(delimiter, _PREAMBLE_MOST)
    while _has_another(stream):
        headers = _headers(stream.within(_BREAK + _BREAK, _HEADERS_MOST))
        # The line break before a delimiter belongs to it: without content that of the headers does.
        empty = stream.starts_with(delimiter.removeprefix(_BREAK))
        content = iter(()) if empty else stream.until(delimiter)
        yield Part(headers, content)
        for _ in content:
            pass
    for _ in pieces:  # what follows means nothing, but its hash may have been announced
        pass


class _Stream:
    """What was read of a form and not used yet."""

    def __init__(self, pieces: Iterator[bytes], begun: bytes) -> None:
        self._pieces = pieces
        self._held = bytearray(begun)

    def until(self, mark: bytes) -> Iterator[bytes]:
        """Give what comes before a mark, and take the mark away.

        Raises:
            InvalidParameter: there is none.
        """
        while (at := self._held.find(mark)) < 0:
            # The mark may have begun in the last bytes; all before them is content.
            sure = len(self._held) - len(mark) + 1
            if sure > 0:
                yield self._taken(sure)
            self._more()
        if at:
            yield self._taken(at)
        del self._held[: len(mark)]

    def within(self, mark: bytes, most: int) -> bytes:
        """Read what comes before a mark, and take the mark away.

        Raises:
            InvalidParameter: there is none in as many bytes.
        """
        found = b""
        for piece in self.until(mark):
            found += piece
            if len(found) > most:
                raise broken_form(_LONG_HEADERS)
        return found

    def starts_with(self, mark: bytes) -> bool:
        """Tell whether a mark comes next, and take it away if so.

        Raises:
            InvalidParameter: the form ends before that can be told.
        """
        while len(self._held) < len(mark):
            self._more()
        if not self._held.startswith(mark):
            return False
        del self._held[: len(mark)]
        return True

    def _taken(self, length: int) -> bytes:
        taken = bytes(self._held[:length])
        del self._held[:length]
        return taken

    def _more(self) -> None:
        piece = next(self._pieces, b"")
        if not piece:
            raise broken_form(_NO_END)
        self._held += piece


def _has_another(stream: _Stream) -> bool:
    """Read what stands behind a delimiter: the end of its line, or the end of the form."""
    if stream.starts_with(b"--"):
        return False
    if stream.within(_BREAK, _PADDING_MOST).strip(b" \t"):
        raise broken_form(_BOUNDARY_WITHIN)
    return True


def _headers(block: bytes) -> dict[str, str]:
    try:
        lines = block.decode().split("\r\n")
    except UnicodeDecodeError as error:
        raise broken_form(_BROKEN_HEADERS) from error
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        name = name.lower()
        if not colon or not _TOKEN.fullmatch(name) or name in headers:
            raise broken_form(_BROKEN_HEADERS)
        headers[name] = value.strip(" \t")
    return headers
