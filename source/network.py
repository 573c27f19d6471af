"""What a fetch needs of the world: resolving, connecting, TLS. Tests bring their own."""

import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address

from source.addresses import Address

Resolve = Callable[[str], Sequence[str]]
"""From a name to its addresses, in the order of preference; may block."""

Dial = Callable[[Address, int, float], socket.socket]
"""From an address, a port and the seconds that it may take to a connection."""


def system_resolve(host: str) -> list[str]:
    """Ask the system for the addresses of a name.

    Raises:
        OSError: it has none, or nobody could be asked.
    """
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def system_dial(address: Address, port: int, seconds: float) -> socket.socket:
    """Connect to exactly this address; no name and no proxy is asked.

    Raises:
        OSError: nobody answered there.
    """
    family = socket.AF_INET if isinstance(address, IPv4Address) else socket.AF_INET6
    connection = socket.socket(family, socket.SOCK_STREAM)
    try:
        connection.settimeout(seconds)
        connection.connect((str(address), port))
    except BaseException:
        connection.close()
        raise
    return connection


@dataclass(frozen=True, slots=True)
class Network:
    """How names are resolved and connections made.

    Args:
        resolve: from a name to addresses; the system's own way if not given.
        dial: from an address to a connection.
        tls: makes the context that certificates are checked in; the system's own authorities if
            not given (SSL_CERT_FILE and SSL_CERT_DIR name others).
    """

    resolve: Resolve = system_resolve
    dial: Dial = system_dial
    tls: Callable[[], ssl.SSLContext] = ssl.create_default_context


SYSTEM = Network()
