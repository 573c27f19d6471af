"""Which IP addresses a name may lead to.

A listed name may lead to a public address or to one of the company's own network, which is where
its metrics server stands. It may not lead to the machine itself, to the services that a cloud
gives each machine, or to an address that carries another one inside: such an address is asked
only where the allow-list holds it as a number, so that whoever controls a name's records cannot
choose it.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address

# Source: https://www.iana.org/assignments/iana-ipv4-special-registry
_SPECIAL_4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # "this network": Linux connects 0.0.0.0 to the loopback
        "100.64.0.0/10",  # shared by the customers of a carrier; a cloud's metadata are here, too
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's services for each machine
        "169.254.0.0/16",  # link-local: the metadata services
        "192.0.0.0/24",  # protocol assignments; Oracle's old metadata service is among them
        "192.0.2.0/24",  # documentation: no host is there
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved; the broadcast address is the last of it
    )
)

# Of IPv6 what is usual is named and not what is special: most of it is neither, and ::1,
# IPv4-mapped ::ffff:0:0/96, IPv4-compatible ::/96, NAT64 64:ff9b::/96 and 64:ff9b:1::/48,
# link-local fe80::/10, site-local fec0::/10 and multicast ff00::/8 lie outside by themselves.
# Source: https://www.iana.org/assignments/iana-ipv6-special-registry
_USUAL_6 = tuple(IPv6Network(text) for text in ("2000::/3", "fc00::/7"))
_SPECIAL_6 = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",  # protocol assignments, Teredo 2001::/32 among them: it carries IPv4
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: carries IPv4
        "3fff::/20",  # documentation
        "fd00:c1::/32",  # Oracle's services for each machine, fd00:c1::a9fe:a9fe
        "fd00:ec2::/32",  # Amazon's, fd00:ec2::254
        "fd20:ce::/32",  # Google's, fd20:ce::254
    )
)


def is_special(address: Address) -> bool:
    """Tell whether an address is one that no listed name may lead to.

    Args:
        address: any; an IPv6 zone ("%eth0") makes it special, since it is of one link.
    """
    if isinstance(address, IPv4Address):
        return any(address in network for network in _SPECIAL_4)
    if address.scope_id is not None or not any(address in network for network in _USUAL_6):
        return True
    return any(address in network for network in _SPECIAL_6)
