"""What comes back, and what is sent."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source.errors import NotAllowed, SourceError, Unreachable, Unreadable
from source.fetch import Document, Fetcher, Request
from source.network import Network
from source.origin import AllowList
from tests.upstream import Reply, Upstream, World, serving

NAME = "metrics.example.org"


def fetcher_of(upstream: Upstream) -> Fetcher:
    return Fetcher(AllowList.parse(upstream.origin))


def fetched(upstream: Upstream, reply: Reply, target: str = "/x") -> Document:
    upstream.routes[target] = reply
    return fetcher_of(upstream).fetch(Request(upstream.origin + target))


def test_a_document_comes_as_it_is(upstream: Upstream) -> None:
    assert fetched(upstream, Reply(b"93.4")) == Document(b"93.4", None)


def test_what_is_sent_is_fixed(upstream: Upstream, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    fetched(upstream, Reply(headers={"Set-Cookie": "a=b"}), "/x%20y?q=%C3%BC")
    fetched(upstream, Reply(), "/x%20y?q=%C3%BC")
    assert [seen.target for seen in upstream.requests] == ["/x%20y?q=%C3%BC"] * 2
    assert upstream.requests[1].headers == {
        "host": f"127.0.0.1:{upstream.port}",
        "user-agent": "Easel",
        "accept": "*/*",
        "accept-encoding": "gzip",
        "connection": "close",
    }


def test_secret_headers_are_sent_and_not_shown(upstream: Upstream) -> None:
    upstream.routes["/x"] = Reply()
    request = Request(f"{upstream.origin}/x", (("Authorization", "Bearer secret"),))
    fetcher_of(upstream).fetch(request)
    assert upstream.requests[0].headers["authorization"] == "Bearer secret"
    assert "secret" not in repr(request)


@pytest.mark.parametrize(
    ("content_type", "charset"),
    [
        ("text/plain; charset=utf-8", "utf-8"),
        ('text/plain;Charset="ISO-8859-1"', "ISO-8859-1"),
        ("text/plain; x=y; charset = latin1 ; z=1", "latin1"),
        ("text/plain; charset=no-such-charset", "no-such-charset"),
        ("text/plain; charset=", None),
        ("text/plain; charset=<script>", None),
        (f"text/plain; charset={'a' * 99}", None),
        ("text/plain; mycharset=utf-8", None),
        ("text/plain", None),
        ("charset=utf-8", None),
    ],
)
def test_the_charset_is_what_was_sent(
    upstream: Upstream, content_type: str, charset: str | None
) -> None:
    document = fetched(upstream, Reply(b"\xfc", headers={"Content-Type": content_type}))
    assert document == Document(b"\xfc", charset)


@pytest.mark.parametrize(
    "reply",
    [
        Reply([b"4\r\n93.4\r\n", b"0\r\n\r\n"], headers={"Transfer-Encoding": "chunked"}),
        Reply([b"93", b".4"]),
        Reply(b"93.4", status=203),
        Reply(gzip.compress(b"93.4"), headers={"Content-Encoding": "gzip"}),
        Reply([b"HTTP/1.0 200 OK\r\n\r\n93.4"], raw=True),
        Reply([b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\n\n93.4"], raw=True),
    ],
    ids=["chunked", "until the end", "203", "gzip", "HTTP/1.0", "after an interim answer"],
)
def test_a_document_comes_in_every_form_of_http(upstream: Upstream, reply: Reply) -> None:
    assert fetched(upstream, reply).body == b"93.4"


def test_an_empty_document_is_one(upstream: Upstream) -> None:
    assert fetched(upstream, Reply()) == Document(b"", None)


@pytest.mark.parametrize("status", [103, 204, 206, 300, 304, 400, 401, 404, 429, 500, 503, 999])
def test_other_statuses_are_told(upstream: Upstream, status: int) -> None:
    with pytest.raises(
        Unreachable, match=rf"^{upstream.origin} answered with the status {status}$"
    ):
        fetched(upstream, Reply(b"no", status=status))


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 two hundred\r\n\r\n",
        b"HTTP/2 200\r\n\r\n",
        b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 101 + b"\r\n",
    ],
)
def test_what_is_no_http_is_refused(upstream: Upstream, answer: bytes) -> None:
    with pytest.raises(Unreadable, match=rf"^{upstream.origin} does not answer as HTTP does$"):
        fetched(upstream, Reply([answer], raw=True))


@pytest.mark.parametrize(
    "reply",
    [
        Reply([b""], raw=True),
        Reply(b"93.4", headers={"Content-Length": "5"}),
        Reply([b"5\r\n93.4"], headers={"Transfer-Encoding": "chunked"}),
        Reply([b"5\r\n93.44\r\n"], headers={"Transfer-Encoding": "chunked"}),
        Reply([b"-5\r\n93.44\r\n0\r\n\r\n"], headers={"Transfer-Encoding": "chunked"}),
        Reply([b"zz\r\n93.44\r\n0\r\n\r\n"], headers={"Transfer-Encoding": "chunked"}),
        Reply(gzip.compress(b"93.4")[:-3], headers={"Content-Encoding": "gzip"}),
    ],
    ids=["nothing", "short", "in a chunk", "no last chunk", "negative", "no number", "in gzip"],
)
def test_an_answer_that_breaks_off_is_no_document(upstream: Upstream, reply: Reply) -> None:
    with pytest.raises((Unreachable, Unreadable), match=rf"^{upstream.origin} "):
        fetched(upstream, reply)


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"Content-Encoding": "gzip"}, "cannot be unpacked"),
        ({"Content-Encoding": "br"}, "another coding"),
        ({"Content-Encoding": "gzip, gzip"}, "another coding"),
        ({"Transfer-Encoding": "gzip, chunked"}, "another coding"),
    ],
)
def test_what_cannot_be_unpacked_is_refused(
    upstream: Upstream, headers: dict[str, str], reason: str
) -> None:
    with pytest.raises(Unreadable, match=reason) as refusal:
        fetched(upstream, Reply(b"93.4", headers=headers))
    assert str(refusal.value).startswith(upstream.origin)


def test_nobody_there_is_told(upstream: Upstream) -> None:
    with serving() as other:
        gone = other.origin
    with pytest.raises(Unreachable, match=rf"^{gone} cannot be reached$"):
        Fetcher(AllowList.parse(gone)).fetch(Request(f"{gone}/x?token=secret"))


def test_ipv6_is_asked_as_well() -> None:
    try:
        with serving("::1") as upstream:
            assert fetched(upstream, Reply(b"6")).body == b"6"
            assert upstream.requests[0].headers["host"] == f"[::1]:{upstream.port}"
    except OSError:
        pytest.skip("this machine has no IPv6")


def test_an_empty_list_allows_nothing_and_says_so(upstream: Upstream) -> None:
    with pytest.raises(NotAllowed, match="the list of allowed origins is empty"):
        Fetcher(AllowList()).fetch(Request(upstream.origin))
    assert upstream.requests == []


@pytest.mark.parametrize("pattern", ["http://127.0.0.1:{}/", "http://{}.example/", "https://a:{}"])
def test_an_origin_off_the_list_is_named(upstream: Upstream, pattern: str) -> None:
    url = pattern.format(upstream.port + 1)
    with pytest.raises(NotAllowed, match="is not on the list of allowed origins"):
        fetcher_of(upstream).fetch(Request(url))


@pytest.mark.parametrize("host", ["0x7f.1", "2130706433", "127.1", "0177.0.0.1", "127.0.0.01"])
def test_odd_spellings_of_a_listed_address_are_refused(upstream: Upstream, host: str) -> None:
    with pytest.raises(NotAllowed, match="four decimal numbers"):
        fetcher_of(upstream).fetch(Request(f"http://{host}:{upstream.port}/x"))
    assert upstream.requests == []


def test_a_name_that_leads_to_this_machine_is_refused_although_its_number_is_listed(
    upstream: Upstream,
) -> None:
    world = World({NAME: [["127.0.0.1"]]})
    allow = AllowList.parse(f"{upstream.origin} {upstream.origin_as(NAME)}")
    fetcher = Fetcher(allow, network=Network(world.resolve, world.dial))
    with pytest.raises(NotAllowed, match=rf"^{NAME} leads to an address"):
        fetcher.fetch(Request(upstream.origin_as(NAME)))
    assert world.dialled == []


def test_bad_headers_are_refused_before_anybody_is_asked(upstream: Upstream) -> None:
    with pytest.raises(NotAllowed, match="X-Token"):
        fetcher_of(upstream).fetch(Request(upstream.origin, (("X-Token", "a\r\nb: c"),)))
    assert upstream.requests == []


def test_the_next_address_is_tried_when_one_is_dead(upstream: Upstream) -> None:
    world = World({NAME: [["10.0.0.1", "10.0.0.2"]]})

    def dial(address, port, seconds):  # type: ignore[no-untyped-def]
        connection = world.dial(address, port, seconds)
        if str(address) == "10.0.0.1":
            connection.close()
            raise ConnectionRefusedError
        return connection

    fetcher = Fetcher(
        AllowList.parse(upstream.origin_as(NAME)), network=Network(world.resolve, dial)
    )
    upstream.routes["/x"] = Reply(b"93.4")
    assert fetcher.fetch(Request(f"{upstream.origin_as(NAME)}/x")).body == b"93.4"
    assert world.dialled == ["10.0.0.1", "10.0.0.2"]


@given(
    st.text()
    | st.text().map("http://{}/".format)
    | st.text().map(f"http://{NAME}/{{}}".format)
    | st.text().map("http://127.0.0.1:9/{}".format)
    | st.from_regex(r"https?://[0-9a-fx.:\[\]@%]{1,20}(/.*)?", fullmatch=True)
)
def test_no_address_does_anything_but_be_refused(url: str) -> None:
    def dial(*_: object) -> object:
        raise ConnectionRefusedError

    network = Network(lambda _: ["127.0.0.1"], dial)  # type: ignore[arg-type]
    fetcher = Fetcher(AllowList.parse(f"http://{NAME} http://127.0.0.1:9"), network=network)
    with pytest.raises(SourceError):
        fetcher.fetch(Request(url))


@given(st.lists(st.tuples(st.text(), st.text())))
def test_no_header_does_anything_but_be_refused_or_sent(headers: list[tuple[str, str]]) -> None:
    fetcher = Fetcher(AllowList.parse(f"http://{NAME}"), network=Network(lambda _: []))
    with pytest.raises(SourceError):
        fetcher.fetch(Request(f"http://{NAME}", tuple(headers)))
