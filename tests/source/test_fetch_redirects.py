"""Each hop is checked as the first one is."""

from collections.abc import Iterator

import pytest

from source.errors import NotAllowed, Unreachable
from source.fetch import Document, Fetcher, Request
from source.network import Network
from source.origin import AllowList
from tests.upstream import Reply, Upstream, World, serving

NAME = "metrics.example.org"
SECRET = (("Authorization", "Bearer secret"), ("Accept", "text/x"))


@pytest.fixture
def other() -> Iterator[Upstream]:
    with serving() as server:
        yield server


def to(location: str, status: int = 302) -> Reply:
    return Reply(b"look there", status=status, headers={"Location": location})


def fetched(
    upstream: Upstream, *others: Upstream, headers: tuple[tuple[str, str], ...] = ()
) -> Document:
    origins = " ".join(server.origin for server in (upstream, *others))
    return Fetcher(AllowList.parse(origins)).fetch(Request(f"{upstream.origin}/0", headers))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_an_answer_may_lead_on(upstream: Upstream, status: int) -> None:
    upstream.routes |= {"/0": to("/a/1?x", status), "/a/1?x": to("2", status), "/a/2": Reply(b"2")}
    assert fetched(upstream).body == b"2"


def test_it_may_lead_to_another_listed_origin(upstream: Upstream, other: Upstream) -> None:
    upstream.routes["/0"] = to(f"{other.origin}/1")
    other.routes["/1"] = Reply(b"1")
    assert fetched(upstream, other).body == b"1"


def test_three_times_and_no_more(upstream: Upstream) -> None:
    upstream.routes |= {f"/{number}": to(f"/{number + 1}") for number in range(3)}
    upstream.routes["/3"] = Reply(b"3")
    assert fetched(upstream).body == b"3"
    upstream.routes |= {"/3": to("/4"), "/4": Reply(b"4")}
    with pytest.raises(Unreachable, match=rf"^{upstream.origin} leads on more than 3 times$"):
        fetched(upstream)
    assert len(upstream.requests) == 4 + 4


def test_a_loop_ends(upstream: Upstream) -> None:
    upstream.routes["/0"] = to("/0")
    with pytest.raises(Unreachable, match="leads on more than 3 times"):
        fetched(upstream)
    assert len(upstream.requests) == 4


def test_it_has_to_say_where_to(upstream: Upstream) -> None:
    upstream.routes["/0"] = Reply(status=302)
    with pytest.raises(Unreachable, match="without saying which"):
        fetched(upstream)


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/?x=secret",
        "http://[fd00:ec2::254]/latest/",
        "http://10.0.0.1/",
        "http://127.0.0.1:1/",
        "https://127.0.0.1:{port}/0",
        "http://localhost:{port}/0",
        "http://[::ffff:127.0.0.1]:{port}/0",
        "http://0.0.0.0:{port}/0",
        "//evil.example/",
    ],
)
def test_it_may_not_lead_off_the_list(upstream: Upstream, location: str) -> None:
    upstream.routes["/0"] = to(location.format(port=upstream.port))
    with pytest.raises(NotAllowed, match="is not on the list") as refusal:
        fetched(upstream)
    assert "secret" not in str(refusal.value)
    assert len(upstream.requests) == 1


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "http://user:secret@127.0.0.1:{port}/0",
        "http://127.1:{port}/0",
        "http://2130706433:{port}/0",
        "http://[::1",
        "/" + "x" * 4000,
    ],
)
def test_it_has_to_lead_to_an_address(upstream: Upstream, location: str) -> None:
    upstream.routes["/0"] = to(location.format(port=upstream.port))
    with pytest.raises(NotAllowed, match="leads on to an address that cannot be asked") as refusal:
        fetched(upstream)
    assert "secret" not in str(refusal.value)
    assert len(upstream.requests) == 1


def test_secrets_stay_within_their_origin(upstream: Upstream) -> None:
    upstream.routes |= {"/0": to("/1"), "/1": Reply()}
    fetched(upstream, headers=SECRET)
    assert [seen.headers["authorization"] for seen in upstream.requests] == ["Bearer secret"] * 2


def test_secrets_do_not_go_to_another_origin_nor_come_back_from_there(
    upstream: Upstream, other: Upstream
) -> None:
    upstream.routes |= {"/0": to(f"{other.origin}/1"), "/2": Reply()}
    other.routes["/1"] = to(f"{upstream.origin}/2")
    fetched(upstream, other, headers=SECRET)
    assert upstream.requests[0].headers["authorization"] == "Bearer secret"
    for seen in (other.requests[0], upstream.requests[1]):
        assert "authorization" not in seen.headers
        assert seen.headers["accept"] == "*/*"


def named(upstream: Upstream, world: World) -> Fetcher:
    return Fetcher(
        AllowList.parse(upstream.origin_as(NAME)), network=Network(world.resolve, world.dial)
    )


def test_the_address_that_was_checked_is_the_one_that_is_asked(upstream: Upstream) -> None:
    world = World({NAME: [["10.0.0.1"], ["127.0.0.1"]]})
    upstream.routes["/0"] = Reply(b"0")
    fetcher = named(upstream, world)
    assert fetcher.fetch(Request(f"{upstream.origin_as(NAME)}/0")).body == b"0"
    assert world.asked == [NAME]
    assert world.dialled == ["10.0.0.1"]
    assert upstream.requests[0].headers["host"] == f"{NAME}:{upstream.port}"
    with pytest.raises(NotAllowed, match=rf"^{NAME} leads to an address"):
        fetcher.fetch(Request(f"{upstream.origin_as(NAME)}/0"))
    assert world.dialled == ["10.0.0.1"]


def test_a_name_that_changes_its_address_on_the_way_is_refused(upstream: Upstream) -> None:
    world = World({NAME: [["10.0.0.1"], ["127.0.0.1"]]})
    upstream.routes |= {"/0": to("/1"), "/1": Reply(b"secret of this machine")}
    with pytest.raises(NotAllowed, match=rf"^{NAME} leads to an address"):
        named(upstream, world).fetch(Request(f"{upstream.origin_as(NAME)}/0"))
    assert world.asked == [NAME, NAME]
    assert world.dialled == ["10.0.0.1"]
    assert len(upstream.requests) == 1


def test_special_addresses_among_others_are_not_asked(upstream: Upstream) -> None:
    world = World({NAME: [["127.0.0.1", "::1", "169.254.169.254", "10.0.0.1"]]})
    upstream.routes["/0"] = Reply(b"0")
    assert named(upstream, world).fetch(Request(f"{upstream.origin_as(NAME)}/0")).body == b"0"
    assert world.dialled == ["10.0.0.1"]
