"""Hosts in addresses: a name or an IP address, in the one spelling that it is compared in."""

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_address

from source.addresses import Address

LONGEST_HOST = 253  # characters, as DNS has it

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
# inet_aton, and so getaddrinfo, reads 127.1, 0x7f.1, 017700000001 and 2130706433 as addresses; all
# of them end in a number, and no top-level domain does.
# Source: https://url.spec.whatwg.org/#ends-in-a-number-checker
_ENDS_IN_A_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
# Python knows the first IDNA only, which makes other hosts of these than browsers do today.
_CHANGED_MEANING = frozenset("ßẞς\u200c\u200d")


def parse_host(text: str) -> str:
    """Read a host: a name in lower-case ASCII, or an IP address in its shortest form.

    Args:
        text: as it stands in an address; an IPv6 address in brackets.

    Returns:
        The host without brackets and without the dot that may end a name.

    Raises:
        ValueError: it is none; the message says what is accepted.
    """
    if text.startswith("["):
        return _ipv6(text)
    if len(text) > LONGEST_HOST + 1:
        msg = f"expected a host of up to {LONGEST_HOST} characters"
        raise ValueError(msg)
    name = _ascii(text).lower().removesuffix(".")
    if _ENDS_IN_A_NUMBER.fullmatch(name):
        return _ipv4(name)
    if len(name) > LONGEST_HOST or not _NAME.fullmatch(name):
        msg = "expected a host such as 'metrics.example.org', without wildcards"
        raise ValueError(msg)
    return name


def address_of(host: str) -> Address | None:
    """Return the IP address that a host, as `parse_host` made it, is; None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def _ascii(text: str) -> str:
    if text.isascii():
        return text
    msg = "expected a host in ASCII; an international one is written as 'xn--…'"
    if _CHANGED_MEANING.intersection(text):
        raise ValueError(msg)
    try:
        return text.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise ValueError(msg) from error


def _ipv4(text: str) -> str:
    try:
        return str(IPv4Address(text))
    except AddressValueError as error:
        msg = "expected an IPv4 address as four decimal numbers, such as '10.1.2.3'"
        raise ValueError(msg) from error


def _ipv6(text: str) -> str:
    msg = "expected an IPv6 address in brackets and without a zone, such as '[fd00::2]'"
    if not text.endswith("]") or "%" in text:
        raise ValueError(msg)
    try:
        return str(IPv6Address(text[1:-1]))
    except AddressValueError as error:
        raise ValueError(msg) from error
