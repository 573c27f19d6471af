import pytest

from source.errors import NotAllowed
from source.headers import LONGEST_VALUE, MOST, Headers, check_headers, head_of


@pytest.mark.parametrize(
    "headers",
    [
        (),
        (("Authorization", "Bearer x.y-z=="),),
        (("Accept", "application/vnd.github.raw+json"), ("PRIVATE-TOKEN", "a b\tc")),
        (("X-Empty", ""),),
        tuple((f"X-{number}", "1") for number in range(MOST)),
    ],
)
def test_headers_that_can_be_sent_pass(headers: Headers) -> None:
    check_headers(headers)


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ((("X-Token", "secret\r\nHost: b"),), "X-Token has a value"),
        ((("X-Token", "secret\n"),), "X-Token has a value"),
        ((("X-Token", "secret\0"),), "X-Token has a value"),
        ((("X-Token", "secretü"),), "X-Token has a value"),
        ((("X-Token", "secret" * LONGEST_VALUE),), "X-Token has a value"),
        ((("X-Token: secret\r\nY", "1"),), "a name that cannot be sent"),
        ((("X Token", "1"),), "a name that cannot be sent"),
        ((("", "secret"),), "a name that cannot be sent"),
        ((("X-Tokeñ", "secret"),), "a name that cannot be sent"),
        ((("Host", "secret"),), "Host is set by the service"),
        ((("content-length", "5"),), "content-length is set by the service"),
        ((("Transfer-Encoding", "chunked"),), "set by the service"),
        ((("User-Agent", "secret"),), "set by the service"),
        ((("Connection", "keep-alive"),), "set by the service"),
        ((("Accept-Encoding", "br"),), "set by the service"),
        ((("X-Token", "secret"), ("x-token", "secret")), "2 times"),
        (tuple((f"X-{number}", "secret") for number in range(MOST + 1)), "more than 16"),
    ],
)
def test_other_headers_are_refused_and_no_value_is_repeated(headers: Headers, reason: str) -> None:
    with pytest.raises(NotAllowed, match=reason) as refusal:
        check_headers(headers)
    assert "secret" not in str(refusal.value)


def test_a_request_is_written_with_our_lines_and_the_secret_ones() -> None:
    assert head_of("a:8080", "/x?y", (("X-Token", "secret"),)) == (
        b"GET /x?y HTTP/1.1\r\nHost: a:8080\r\nUser-Agent: Easel\r\nAccept: */*\r\n"
        b"Accept-Encoding: gzip\r\nConnection: close\r\nX-Token: secret\r\n\r\n"
    )


def test_accept_may_be_replaced() -> None:
    head = head_of("a", "/", (("accept", "text/plain"),))
    assert b"accept: text/plain\r\n" in head
    assert b"*/*" not in head
