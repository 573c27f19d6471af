"""Who may write without a token where OPEN_WRITES is `loopback`: the machine's own user.

An address alone proves little. A proxy on this machine calls from 127.0.0.1 for the whole world; a
web page in the user's own browser can post to localhost, or let its name point there (DNS
rebinding). So a request has to be plainly one that was typed here.
"""

import re
from ipaddress import IPv6Address, ip_address

from flask import Request

_PROXY_HEADERS = frozenset({"forwarded", "via", "x-real-ip"})
_OWN_HOST = re.compile(
    r"(?:localhost|127(?:\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|\[::1\])(?::[0-9]{1,5})?",
    re.IGNORECASE | re.ASCII,
)


def typed_here(request: Request) -> bool:
    """Tell whether a request was made on this machine, by no proxy and for no foreign page."""
    return (
        is_loopback(request.remote_addr or "")
        and not passed_a_proxy(request)
        and names_loopback(request)
        and not _is_of_a_foreign_page(request)
    )


def is_loopback(address: str) -> bool:
    """Tell whether an address is this machine's own."""
    try:
        peer = ip_address(address)
    except ValueError:  # a Unix socket has none
        return False
    mapped = peer.ipv4_mapped if isinstance(peer, IPv6Address) else None
    return (mapped or peer).is_loopback


def names_loopback(request: Request) -> bool:
    """Tell whether a request calls this machine by its own name, and by none that was rebound."""
    return _OWN_HOST.fullmatch(request.headers.get("Host", "")) is not None


def passed_a_proxy(request: Request) -> bool:
    """Look for a proxy's traces.

    nginx as it is installed leaves none but its protocol, HTTP/1.0, and sets Host to the address
    that it calls. Source: https://nginx.org/en/docs/http/ngx_http_proxy_module.html
    """
    if request.environ.get("SERVER_PROTOCOL") == "HTTP/1.0":
        return True
    names = {name.lower() for name in request.headers.keys()}  # noqa: SIM118 - it iterates over pairs
    return any(name in _PROXY_HEADERS or name.startswith("x-forwarded") for name in names)


def _is_of_a_foreign_page(request: Request) -> bool:
    """Look for what browsers say of the page that asks; other clients say nothing.

    Source: https://www.w3.org/TR/fetch-metadata/
    """
    own = f"{request.scheme}://{request.headers['Host']}"
    origin = request.headers.get("Origin", own)
    site = request.headers.get("Sec-Fetch-Site", "none")
    return origin.lower() != own.lower() or site not in {"none", "same-origin"}
