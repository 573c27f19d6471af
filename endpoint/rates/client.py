"""Who is counted as one client."""

import re
from ipaddress import IPv4Address, ip_address

from flask import request

_WITH_PORT = re.compile(r"\[([^\]]*)\](?::[0-9]{1,5})?|([0-9.]+):[0-9]{1,5}", re.ASCII)
_NETWORK = 8  # bytes of an address that say which network
_NOBODY = "none"


def counted_client() -> str:
    """Give whom this request is counted for."""
    return client_of(request.remote_addr)


def client_of(address: str | None) -> str:
    """Give whom an address is counted for.

    A host on IPv6 makes as many addresses as it likes from its network's 64 bits, and the network
    is what it was given. Source: RFC 4291 2.5.4, RFC 8981. IPv4 within IPv6 is IPv4, since one
    host may come either way. Source: RFC 4291 2.5.5.2

    Args:
        address: as the server or a trusted proxy tells it; some proxies write the port behind it.

    Returns:
        An IPv4 address, or a /64 such as `2001:0db8:0001:0002::/64`. All whose address is none, as
        on a Unix socket, are one client: were each text a client, who chooses it had no rate.
    """
    try:
        client = ip_address(_without_port(address or ""))
    except ValueError:
        return _NOBODY
    if isinstance(client, IPv4Address):
        return str(client)
    if client.ipv4_mapped:
        return str(client.ipv4_mapped)
    return f"{client.packed[:_NETWORK].hex(':', 2)}::/64"


def _without_port(address: str) -> str:
    found = _WITH_PORT.fullmatch(address)
    return (found[1] or found[2] or "") if found else address
