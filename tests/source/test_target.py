import pytest
from hypothesis import given
from hypothesis import strategies as st

from source.errors import NotAllowed
from source.target import LONGEST, Target


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("http://a", "http://a/"),
        ("HTTP://A.example:80/b?c=d#e", "http://a.example/b?c=d"),
        ("http://a?b", "http://a/?b"),
        ("http://a#b", "http://a/"),
        ("http://a/b c/ü?q={x|y}", "http://a/b%20c/%C3%BC?q=%7Bx%7Cy%7D"),
        ("http://a/%2e%2E/%zz", "http://a/%2e%2E/%zz"),
        ("http://a/b\\c", "http://a/b%5Cc"),
        ("http://a/?url=http://u@b/", "http://a/?url=http://u@b/"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
    ],
)
def test_addresses_are_read_and_escaped(url: str, target: str) -> None:
    assert str(Target.parse(url)) == target
    assert Target.parse(target) == Target.parse(url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "does not begin"),
        ("a", "does not begin"),
        ("//a/b", "expected http"),
        ("javascript:alert(1)", "does not begin"),
        ("file:///etc/passwd", "expected http"),
        ("ftp://a/b", "expected http"),
        ("http:/a", "does not begin"),
        ("http:\\\\a", "does not begin"),
        ("http://u:secret@a/", "user name"),
        ("http://good.example\\@evil.example/", "user name"),
        ("http://good.example\\.evil.example/", "expected a host"),
        ("http://127.1/", "four decimal numbers"),
        ("http://[fe80::1%25eth0]/", "IPv6"),
        ("http://a:99999/", "port"),
        ("http://a/\n", "control characters"),
        ("http://a\r\nHost: b/", "control characters"),
        ("http://a/\t", "control characters"),
        ("ht\ntp://a/", "control characters"),
        ("http://a/\ud800", "control characters"),
        ("http://a/\u2028", "control characters"),
        ("http://a/" + LONGEST * "b", "longer than 2048"),
        ("http://a/" + 1000 * "ü", "longer than 2048"),
    ],
)
def test_other_addresses_are_refused(url: str, reason: str) -> None:
    with pytest.raises(NotAllowed, match=reason) as refusal:
        Target.parse(url)
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("http://b/c", "http://b/c"),
        ("//b/c", "https://b/c"),
        ("/c?d", "https://a/c?d"),
        ("c", "https://a/x/c"),
        ("../c", "https://a/c"),
        ("?d", "https://a/x/y?d"),
        ("", "https://a/x/y?z"),
        ("/ü".encode().decode("latin-1"), "https://a/%C3%BC"),
    ],
)
def test_locations_are_read_from_where_they_are_given(location: str, target: str) -> None:
    assert str(Target.parse("https://a/x/y?z").follow(location)) == target


@pytest.mark.parametrize(
    "location",
    [
        "ftp://b/",
        "http://u@b/",
        "http://[::1/",
        "javascript:x",
        "/\xff",
        "/\x01",
        "/a\tb",
        "/" * 9999,
    ],
)
def test_other_locations_are_refused(location: str) -> None:
    with pytest.raises(NotAllowed, match=r"^https://a leads on to an address"):
        Target.parse("https://a/x").follow(location)


@given(st.text() | st.text().map("http://a/{}".format) | st.text().map("http://{}/".format))
def test_whatever_is_read_is_ascii_on_one_line(url: str) -> None:
    try:
        target = Target.parse(url)
    except NotAllowed:
        return
    assert str(target).isascii()
    assert str(target).isprintable()
    assert " " not in str(target)
    assert Target.parse(str(target)) == target


@given(st.text(st.characters(max_codepoint=255)))
def test_no_location_does_anything_but_lead_on_or_be_refused(location: str) -> None:
    try:
        Target.parse("http://a/x").follow(location)
    except NotAllowed:
        return
