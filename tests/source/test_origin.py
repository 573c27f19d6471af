import pytest
from hypothesis import given
from hypothesis import strategies as st

from source.origin import AllowList, Origin


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("https://metrics.example.org", "https://metrics.example.org"),
        ("HTTPS://Metrics.Example.ORG.:443", "https://metrics.example.org"),
        ("http://metrics.example.org:443", "http://metrics.example.org:443"),
        ("http://10.1.2.3:9090", "http://10.1.2.3:9090"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("http://a:1", "http://a:1"),
        ("http://a:65535", "http://a:65535"),
    ],
)
def test_origins_are_read_and_written_again(text: str, written: str) -> None:
    origin = Origin.parse(text)
    assert str(origin) == written
    assert Origin.parse(written) == origin


@pytest.mark.parametrize(
    "text",
    [
        "",
        "metrics.example.org",
        "//metrics.example.org",
        "ftp://metrics.example.org",
        "file:///etc/passwd",
        "http\u017f://metrics.example.org",
        "http:metrics.example.org",
        "http:///a",
        "http://",
        "http://:80",
        "http://a:",
        "http://a:0",
        "http://a:65536",
        "http://a:000080",
        "http://a:-1",
        "http://a:٣",
        "http://a:80:80",
        "http://a/",
        "http://a/b",
        "http://a?b",
        "http://a#b",
        "http://u@a",
        "http://u:p@a",
        "http://*.example.org",
        "http://::1",
        "http://[::1",
        "http://127.1",
        "http://a\n",
        " http://a",
    ],
)
def test_other_origins_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        Origin.parse(text)


def test_a_list_is_separated_by_commas_and_white_space() -> None:
    allow = AllowList.parse(
        " https://metrics.example.org, http://10.1.2.3:9090\thttp://[::1]:8080,,\n"
    )
    assert {str(origin) for origin in allow.origins} == {
        "https://metrics.example.org",
        "http://10.1.2.3:9090",
        "http://[::1]:8080",
    }
    assert Origin.parse("https://METRICS.example.org:443") in allow
    assert Origin.parse("http://metrics.example.org") not in allow
    assert AllowList.parse(str(allow)) == allow
    assert hash(AllowList.parse(str(allow))) == hash(allow)


@pytest.mark.parametrize("text", ["", " ", ",", " ,\n"])
def test_an_empty_list_allows_nothing(text: str) -> None:
    assert not AllowList.parse(text)
    assert AllowList.parse(text) == AllowList()
    assert str(AllowList()) == ""


def test_a_wrong_item_is_named_with_what_is_accepted() -> None:
    with pytest.raises(ValueError, match=r"'metrics:9090': .* 'http://10\.1\.2\.3:9090'"):
        AllowList.parse("https://a.example.org metrics:9090")


def test_a_password_in_a_wrong_item_is_not_repeated() -> None:
    with pytest.raises(ValueError, match="expected") as refusal:
        AllowList.parse("https://user:secret@a.example.org")
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST.", "app.localhost"])
def test_this_machine_is_listed_by_its_number(host: str) -> None:
    with pytest.raises(ValueError, match=r"'http://127\.0\.0\.1:8080'"):
        AllowList.parse(f"http://{host}:8080")


@given(st.text() | st.from_regex(r"https?://[a-z0-9.:\[\]]{1,12}(:[0-9]{0,6})?", fullmatch=True))
def test_whatever_is_read_is_written_so_that_it_is_read_again(text: str) -> None:
    try:
        allow = AllowList.parse(text)
    except ValueError:
        return
    assert AllowList.parse(str(allow)) == allow
