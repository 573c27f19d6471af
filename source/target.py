"""Addresses of documents: one strict reader for those that are asked and those led to."""

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, urljoin

from source.errors import NotAllowed
from source.origin import Origin

LONGEST = 2048  # characters of an address, and of its path and query when they are in ASCII

_PARTS = re.compile(r"([^/?#]*//[^/?#]*)([^?#]*)(\?[^#]*)?(?:#.*)?")
_KEPT = "/%!$&'()*+,;=:@?~-._[]"  # what stays as it is; a percent sign begins an escape already


@dataclass(frozen=True, slots=True)
class Target:
    """The address of a document.

    Args:
        origin: whom to ask.
        path: path and query in printable ASCII; begins with a slash.
    """

    origin: Origin
    path: str

    @classmethod
    def parse(cls, url: str) -> Self:
        """Read an address; a fragment is left out, spaces and what is not ASCII are escaped.

        Args:
            url: an http or https address of at most 2048 characters.

        Raises:
            NotAllowed: it is none, or holds a user name; the message repeats nothing of it.
        """
        if len(url) > LONGEST:
            msg = f"the address is longer than {LONGEST} characters"
            raise NotAllowed(msg)
        if not url.isprintable():
            msg = "the address holds control characters or others that cannot be printed"
            raise NotAllowed(msg)
        parts = _PARTS.fullmatch(url)
        if not parts:
            msg = "the address does not begin with http:// or https://"
            raise NotAllowed(msg)
        origin, path, query = parts.groups(default="")
        return cls(_origin(origin), _escaped(path or "/", query))

    def follow(self, location: str) -> Self:
        """Read where an answer leads to, from here.

        Args:
            location: the Location header as http.client reads it (each byte one character).

        Raises:
            NotAllowed: it is no address, or holds a user name.
        """
        try:
            text = location.encode("latin-1").decode("utf-8")
            # urljoin drops line ends and tabs by itself; here they make an address bad.
            return self.parse(urljoin(str(self), text) if text.isprintable() else text)
        except (ValueError, NotAllowed) as error:
            msg = f"{self.origin} leads on to an address that cannot be asked"
            raise NotAllowed(msg) from error

    def __str__(self) -> str:
        """Write it as `parse` reads it."""
        return f"{self.origin}{self.path}"


def _origin(text: str) -> Origin:
    if "@" in text:
        msg = "the address holds a user name or a password, which are not sent"
        raise NotAllowed(msg)
    try:
        return Origin.parse(text)
    except ValueError as error:
        msg = f"the address cannot be asked: {error}"
        raise NotAllowed(msg) from error


def _escaped(path: str, query: str) -> str:
    escaped = quote(path, safe=_KEPT) + quote(query, safe=_KEPT)
    if len(escaped) > LONGEST:
        msg = f"the address is longer than {LONGEST} characters when it is escaped"
        raise NotAllowed(msg)
    return escaped
