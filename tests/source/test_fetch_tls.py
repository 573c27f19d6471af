"""Certificates are checked against the name, although a number is connected to."""

import ssl
import threading
from socketserver import BaseRequestHandler, TCPServer

import pytest

from source.errors import NotAllowed, Unreachable
from source.fetch import Fetcher, Request
from source.network import Network
from source.origin import AllowList
from tests.certificates import Authority
from tests.upstream import Reply, Upstream, World, serving

NAME = "metrics.example.org"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("authority"))


def fetched(upstream: Upstream, origin: str, authority: Authority | None) -> bytes:
    world = World({NAME: [["10.0.0.1"]]})
    network = Network(world.resolve, world.dial)
    if authority is not None:
        network = Network(world.resolve, world.dial, authority.client)
    allow = AllowList.parse(f"{origin} http://{NAME}:{upstream.port}")
    return Fetcher(allow, network=network).fetch(Request(f"{origin}/x")).body


def test_the_name_is_asked_for_and_checked(authority: Authority) -> None:
    asked: list[str | None] = []
    context = authority.server(f"DNS:{NAME}")
    context.sni_callback = lambda _connection, name, _context: asked.append(name)
    with serving(tls=context) as upstream:
        upstream.routes["/x"] = Reply(b"93.4")
        assert fetched(upstream, upstream.origin_as(NAME), authority) == b"93.4"
        assert upstream.requests[0].headers["host"] == f"{NAME}:{upstream.port}"
    assert asked == [NAME]


def test_a_listed_address_is_checked_as_such(authority: Authority) -> None:
    with serving(tls=authority.server("IP:127.0.0.1")) as upstream:
        upstream.routes["/x"] = Reply(b"93.4")
        assert fetched(upstream, upstream.origin, authority) == b"93.4"


@pytest.mark.parametrize("named", ["DNS:other.example.org", "DNS:*.org", "IP:10.0.0.1"])
def test_a_certificate_for_another_name_is_refused(authority: Authority, named: str) -> None:
    with serving(tls=authority.server(named)) as upstream:
        upstream.routes["/x"] = Reply(b"93.4")
        origin = upstream.origin_as(NAME)
        with pytest.raises(Unreachable, match=rf"^{origin} has a certificate that is not trusted"):
            fetched(upstream, origin, authority)
        assert upstream.requests == []


def test_an_authority_that_nobody_knows_is_refused(authority: Authority) -> None:
    with serving(tls=authority.server(f"DNS:{NAME}")) as upstream:
        with pytest.raises(Unreachable, match="not trusted"):
            fetched(upstream, upstream.origin_as(NAME), None)
        assert upstream.requests == []


def test_a_server_without_tls_is_told() -> None:
    class Plain(BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(1)
            self.request.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            self.request.recv(65536)

    with TCPServer(("127.0.0.1", 0), Plain) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        origin = f"https://127.0.0.1:{server.server_address[1]}"
        with pytest.raises(Unreachable, match=rf"^{origin} does not speak TLS as it should$"):
            Fetcher(AllowList.parse(origin)).fetch(Request(origin))
        thread.join(10)


def test_old_tls_is_refused(authority: Authority) -> None:
    context = authority.server(f"DNS:{NAME}")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with serving(tls=context) as upstream, pytest.raises(Unreachable, match="TLS"):
        fetched(upstream, upstream.origin_as(NAME), authority)


def test_https_does_not_lead_to_http_although_both_are_listed(authority: Authority) -> None:
    with serving(tls=authority.server(f"DNS:{NAME}")) as upstream:
        location = f"http://{NAME}:{upstream.port}/y"
        upstream.routes["/x"] = Reply(status=302, headers={"Location": location})
        with pytest.raises(NotAllowed, match=r"leads on from https to http$"):
            fetched(upstream, upstream.origin_as(NAME), authority)
