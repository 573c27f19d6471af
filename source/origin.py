"""Origins (scheme, host and port), and the list of those that may be asked."""

import re
from dataclasses import dataclass, field
from typing import Self

from source.addresses import Address
from source.host import address_of, parse_host

ACCEPTED = (
    "origins such as 'https://metrics.example.org' or 'http://10.1.2.3:9090': http or https, a "
    "host without wildcards, a port from 1 to 65535 if it is another than the scheme's own, and "
    "nothing after it; separated by commas or spaces"
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LAST_PORT = 65535
_LONGEST_SHOWN = 80
# ASCII alone: without it a long s (U+017F) would pass for the s of https.
_ORIGIN = re.compile(
    r"(https?)://(\[[^\[\]]*\]|[^\[\]:]*)(?::([0-9]{1,5}))?", re.ASCII | re.IGNORECASE
)


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where a document is asked for.

    Args:
        scheme: http or https.
        host: as `parse_host` makes it.
        port: 1 to 65535.
    """

    scheme: str
    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an origin.

        Raises:
            ValueError: it is none; the message says what is accepted, and repeats nothing of it.
        """
        found = _ORIGIN.fullmatch(text)
        if not found:
            msg = "expected http:// or https:// with a host and perhaps a port"
            raise ValueError(msg)
        scheme = found[1].lower()
        port = int(found[3]) if found[3] else _DEFAULT_PORTS[scheme]
        if not 1 <= port <= _LAST_PORT:
            msg = f"expected a port from 1 to {_LAST_PORT}"
            raise ValueError(msg)
        return cls(scheme, parse_host(found[2]), port)

    @property
    def address(self) -> Address | None:
        """The IP address that stands for the host; None where the host is a name."""
        return address_of(self.host)

    @property
    def authority(self) -> str:
        """Host and port as the Host header says them: without the scheme's own port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        """Write it as `parse` reads it."""
        return f"{self.scheme}://{self.authority}"


@dataclass(frozen=True, slots=True)
class AllowList:
    """The origins that may be asked; none to begin with.

    Args:
        origins: whichever may be asked; an IP address only as that very address.
    """

    origins: frozenset[Origin] = field(default_factory=frozenset)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a list of origins.

        Args:
            text: origins separated by commas or white space; empty allows none.

        Raises:
            ValueError: one of them is none; the message names it and says what is accepted.
        """
        return cls(frozenset(_listed(item) for item in re.split(r"[,\s]+", text) if item))

    def __contains__(self, origin: Origin) -> bool:
        """Tell whether an origin may be asked."""
        return origin in self.origins

    def __bool__(self) -> bool:
        """Tell whether any may be asked."""
        return bool(self.origins)

    def __str__(self) -> str:
        """Write it as `parse` reads it."""
        return " ".join(str(origin) for origin in sorted(self.origins))


def _listed(item: str) -> Origin:
    try:
        origin = Origin.parse(item)
    except ValueError as error:
        msg = f"'{_shown(item)}': {error}; accepted are {ACCEPTED}"
        raise ValueError(msg) from error
    if origin.host == "localhost" or origin.host.endswith(".localhost"):
        # It would never be asked: only a number may lead to the machine itself (addresses.py).
        msg = (
            f"'{_shown(item)}': this machine is listed by its number, such as "
            f"'http://127.0.0.1:{origin.port}'; accepted are {ACCEPTED}"
        )
        raise ValueError(msg)
    return origin


def _shown(item: str) -> str:
    # What stands before an @ would be a password.
    item = re.sub(r"//.*@", "//…@", item)
    return item if len(item) <= _LONGEST_SHOWN else f"{item[: _LONGEST_SHOWN - 1]}…"
