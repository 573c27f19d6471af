import pytest
from hypothesis import given
from hypothesis import strategies as st

from source.host import address_of, parse_host


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("metrics.example.org", "metrics.example.org"),
        ("Metrics.EXAMPLE.org.", "metrics.example.org"),
        ("prometheus", "prometheus"),
        ("my_service", "my_service"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("Bücher.example", "xn--bcher-kva.example"),
        ("bücher。example", "xn--bcher-kva.example"),
        ("3com.com", "3com.com"),
        ("1.2.3.4a", "1.2.3.4a"),
        ("10.1.2.3", "10.1.2.3"),
        ("10.1.2.3.", "10.1.2.3"),
        ("１２７.0.0.1", "127.0.0.1"),  # noqa: RUF001 - wide digits
        ("[::1]", "::1"),
        ("[0:0:0:0:0:0:0:1]", "::1"),
        ("[FD00::0002]", "fd00::2"),
        ("a" * 63, "a" * 63),
    ],
)
def test_hosts_are_read_into_one_spelling(text: str, host: str) -> None:
    assert parse_host(text) == host


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "..",
        ".example.org",
        "example..org",
        "example.org..",
        "*.example.org",
        "-a.example.org",
        "a-.example.org",
        "a b",
        "a\tb",
        "a\n",
        "a/b",
        "a\\b",
        "a@b",
        "a%2eb",
        "a,b",
        "℀.example",
        "faß.de",
        "a\u200db.example",
        "\ud800.example",
        "a" * 64,
        "a." * 127 + "a",
        "ü" * 300,
    ],
)
def test_other_hosts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected a host"):
        parse_host(text)


@pytest.mark.parametrize(
    "text",
    [
        "127.1",
        "127.0.1",
        "0x7f.1",
        "0x7f000001",
        "0X7F000001",
        "2130706433",
        "017700000001",
        "0177.0.0.1",
        "127.0.0.01",
        "127.0.0.0x1",
        "1.2.3.4.5",
        "256.1.1.1",
        "0",
        "example.1",
        "example.0x",
    ],
)
def test_odd_spellings_of_ipv4_addresses_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="four decimal numbers"):
        parse_host(text)


@pytest.mark.parametrize(
    "text",
    ["[", "[]", "[::1", "[fe80::1%eth0]", "[fe80::1%25eth0]", "[1.2.3.4]", "[::1]x", "[g::]"],
)
def test_odd_ipv6_addresses_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="IPv6 address in brackets"):
        parse_host(text)


@given(st.text() | st.from_regex(r"[0-9a-fx.:\[\]]{1,20}", fullmatch=True))
def test_whatever_is_read_is_read_again_as_itself(text: str) -> None:
    try:
        host = parse_host(text)
    except ValueError:
        return
    assert host.isascii()
    assert parse_host(f"[{host}]" if ":" in host else host) == host


def test_a_name_is_no_address() -> None:
    assert address_of("metrics.example.org") is None
    assert str(address_of("10.1.2.3")) == "10.1.2.3"
