"""The short way from the bytes of a request to an answer that is at hand."""

from typing import Any

from gunicorn.asgi.parser import RFC9112_TARGET_INVALID
from gunicorn.config import Config

from front.parsed import headers_of, parser_of
from front.ready import AtHand, Given, Plain

_ENDS = b"\r\n\r\n"
_METHODS = (b"GET /", b"HEAD /")
_LONGEST = 8 * 1024
"""Bytes of a request that is looked at here; a longer one takes the long way."""

_FRAMING = frozenset({b"content-length", b"expect", b"transfer-encoding", b"upgrade"})


class Shortcut:
    """Reads requests that have come whole, alone and plain; for all connections of a worker.

    What is not plain at first sight is left to who reads everything, from its first byte: so there
    is one place that decides what is refused, and how.

    Args:
        config: gunicorn's.
        app: what has answers at hand.
    """

    def __init__(self, config: Config, app: AtHand) -> None:
        self._config = config
        self._app = app
        self._parser = parser_of(config)

    def find(self, data: bytes, client: str) -> tuple[Plain, Given] | None:
        """Find the answer to a request; None for one that takes the long way.

        Args:
            data: all that a client has sent since its last request.
            client: its address.
        """
        alone = data.find(_ENDS) == len(data) - len(_ENDS)
        if not alone or len(data) > _LONGEST or not data.startswith(_METHODS):
            return None
        asked = self._read(data, client)
        given = self._app.at_hand(asked) if asked is not None else None
        return None if asked is None or given is None else (asked, given)

    def _read(self, data: bytes, client: str) -> Plain | None:
        try:
            self._parser.feed(data)
            asked = _plain(self._parser, client)
        except Exception:  # the long way finds the same, and answers it
            self._parser = parser_of(self._config)
            return None
        self._parser.reset()
        return asked


def _plain(parser: Any, client: str) -> Plain | None:
    """Look for all that gunicorn's rules, or the connection, would have to be asked about."""
    headers = headers_of(parser)
    fields = dict(headers)
    names = b"\n".join(fields)
    if (
        not (parser.is_complete and parser.should_keep_alive)
        or parser.remaining()
        or parser.http_version != (1, 1)
        or len(fields) != len(headers)
        or not _FRAMING.isdisjoint(fields)
        or b"host" not in fields
        or b"" in fields
        or b"_" in names
        or RFC9112_TARGET_INVALID.search(parser.path)
    ):
        return None
    return Plain(parser.path, fields, parser.method == b"HEAD", client)
