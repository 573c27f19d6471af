"""Who is counted as one client."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import create_app
from endpoint.rates.client import client_of
from tests.conftest import settings_for

BADGE = "/badge/a-b-red.svg"


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:50123", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("::ffff:c000:207", "192.0.2.7"),
        ("[::ffff:192.0.2.7]:443", "192.0.2.7"),
        ("2001:db8:1:2::1", "2001:0db8:0001:0002::/64"),
        ("2001:DB8:1:2:ffff:ffff:ffff:ffff", "2001:0db8:0001:0002::/64"),
        ("[2001:db8:1:2::1]", "2001:0db8:0001:0002::/64"),
        ("[2001:db8:1:2::1]:443", "2001:0db8:0001:0002::/64"),
        ("2001:db8:1:3::1", "2001:0db8:0001:0003::/64"),
        ("fe80::1%eth0", "fe80:0000:0000:0000::/64"),
        ("::1", "0000:0000:0000:0000::/64"),
    ],
)
def test_ipv4_is_counted_by_address_and_ipv6_by_network(address: str, client: str) -> None:
    assert client_of(address) == client


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "unix:",
        "unknown",
        "_hidden",
        "localhost",
        "192.0.2",
        "192.0.2.07",
        "192.0.2.7:",
        "192.0.2.7:123456",
        "192.0.2.7, 192.0.2.8",
        "[]",
        "[]:80",
        "[192.0.2.7",
        "2001:db8::1]:80",
        "192.0.2.\u0667",
        "1:" * 4000,
    ],
)
def test_all_without_an_address_are_one_client(address: str | None) -> None:
    assert client_of(address) == "none"


@given(st.text(max_size=50))
def test_no_text_is_a_client_of_its_own_but_an_address(address: str) -> None:
    client = client_of(address)
    assert client == "none" or IPv4Address(client) or IPv6Network(client)


@given(st.integers(1, 2**64 - 1), st.sets(st.integers(0, 2**64 - 1), min_size=2))
def test_all_hosts_of_a_network_are_one_client(network: int, hosts: set[int]) -> None:
    (client,) = {client_of(str(IPv6Address(network << 64 | host))) for host in hosts}
    assert IPv6Network(client) == IPv6Network((network << 64, 64))


@pytest.mark.parametrize(
    "addresses",
    [
        ("2001:db8::1", "2001:db8::2", "2001:db8::3"),
        ("192.0.2.1", "::ffff:192.0.2.1", "192.0.2.1"),
        ("", "", ""),
    ],
)
@pytest.mark.parametrize("path", [BADGE, "/captcha"])
def test_a_client_has_one_rate_whatever_addresses_it_takes(
    tmp_path: Path, addresses: tuple[str, ...], path: str
) -> None:
    rates = {"READ_RATE": "2/minute", "CAPTCHA_RATE": "2/minute"}
    client = create_app(settings_for(tmp_path, **rates)).test_client()
    ask = client.get if path == BADGE else client.post
    statuses = [ask(path, environ_base={"REMOTE_ADDR": each}).status_code for each in addresses]
    assert statuses == [200, 200, 429]
