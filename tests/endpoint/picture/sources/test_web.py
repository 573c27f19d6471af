import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from werkzeug.exceptions import NotFound

from endpoint.copies import Copies
from endpoint.picture.sources import Sources
from endpoint.picture.sources.folder import Folder
from endpoint.picture.sources.web import AT_ONCE, LIMITS, WAITING, Web
from image_proc.errors import TooLarge
from source.errors import Changed, SourceError, TooSlow, Unreachable
from source.fetch import Fetcher
from source.origin import AllowList
from source.places import Places, WebPlace
from storage.results import ResultStore
from tests.upstream import Reply, Upstream, serving

MOST = 1000
TARGET = "/assets/trip/one.jpg"
MARKS = {"ETag": '"one"', "Last-Modified": "Sat, 21 Nov 2026 16:00:00 GMT"}


@dataclass
class Host:
    """A host of pictures, a store of our own, and a clock."""

    upstream: Upstream
    folder: Path
    seconds: float = 1_800_000_000.0
    budget: int = 1_000_000
    also: list[Upstream] = field(default_factory=list)

    def sources(self, wait: float = 10.0) -> Sources:
        """Begin as another process would: nothing is remembered but what is on disk."""
        place = Places.parse(f"cdn={self.upstream.origin}/assets").named["cdn"]
        assert isinstance(place, WebPlace)
        origins = " ".join(each.origin for each in [self.upstream, *self.also])
        fetcher = Fetcher(AllowList.parse(origins), replace(LIMITS, seconds=wait, body=MOST))
        copies = Copies(ResultStore(self.folder, self.budget))
        web = Web(place, fetcher, copies, MOST, lambda: self.seconds)
        return Sources(Folder(self.folder, MOST), {"cdn": web})

    def body(self, path: str = "@cdn/trip/one.jpg", wait: float = 10.0) -> bytes:
        with self.sources(wait).find(path).open() as file:
            return file.read()

    def identity(self) -> str:
        return self.sources().find("@cdn/trip/one.jpg").identity

    @property
    def asked(self) -> list[str]:
        return [request.target for request in self.upstream.requests]


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with serving() as upstream:
        upstream.routes[TARGET] = Reply(b"one", headers=MARKS)
        yield Host(upstream, tmp_path / "store")


def test_a_picture_is_fetched_once_and_kept(host: Host) -> None:
    original = host.sources().find("@cdn/trip/one.jpg")
    assert (original.name, original.length) == ("@cdn/trip/one.jpg", 3)
    with original.open() as one, original.open() as other:
        assert one.read() == other.read() == b"one"
        assert one.seek(1) == 1
    assert host.body() == b"one"
    assert host.identity() == original.identity
    assert host.asked == [TARGET]


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("größe ½.png", "/assets/gr%C3%B6%C3%9Fe%20%C2%BD.png"),
        ("100%.jpg", "/assets/100%25.jpg"),
        ("a%20b%2e%2e%2f.jpg", "/assets/a%2520b%252e%252e%252f.jpg"),
        ("what?now#then;x=y.jpg", "/assets/what%3Fnow%23then;x=y.jpg"),
        ("~[*]^`{|}.jpg", "/assets/~%5B*%5D%5E%60%7B%7C%7D.jpg"),
        ("a+b&c=d@e:f.jpg", "/assets/a+b&c=d@e:f.jpg"),
        ("at 9.41\u202fPM.png", "/assets/at%209.41%E2%80%AFPM.png"),
        ("@other/one.jpg", "/assets/@other/one.jpg"),
        ("http:/127.0.0.1/one.jpg", "/assets/http:/127.0.0.1/one.jpg"),
    ],
)
def test_a_name_is_escaped_once(host: Host, path: str, target: str) -> None:
    host.upstream.routes[target] = Reply(b"one")
    assert host.body(f"@cdn/{path}") == b"one"
    assert host.asked == [target]


@pytest.mark.parametrize(
    ("cache_control", "fresh"),
    [
        (None, 60),
        ("max-age=0", 60),
        ("no-store", 60),
        ("max-age=59", 60),
        ("max-age=120", 120),
        ("max-age=31536000, immutable", 3600),
    ],
)
def test_a_picture_is_fresh_for_what_its_host_says(
    host: Host, cache_control: str | None, fresh: int
) -> None:
    headers = {"Cache-Control": cache_control} if cache_control else {}
    host.upstream.routes[TARGET] = Reply(b"one", headers=MARKS | headers)
    host.body()
    host.seconds += fresh - 1
    host.body()
    assert len(host.asked) == 1
    host.seconds += 1
    host.body()
    assert len(host.asked) == 2


def test_an_unchanged_picture_does_not_come_again(host: Host) -> None:
    identity = host.identity()
    host.upstream.routes[TARGET] = Reply(status=304, headers={"Cache-Control": "max-age=100"})
    host.seconds += 60
    assert (host.identity(), host.body()) == (identity, b"one")
    assert host.upstream.requests[1].headers["if-none-match"] == '"one"'
    assert host.upstream.requests[1].headers["if-modified-since"] == MARKS["Last-Modified"]
    host.seconds += 99
    assert host.body() == b"one"
    assert len(host.asked) == 2
    host.seconds += 1
    assert host.body() == b"one"
    assert host.upstream.requests[2].headers["if-none-match"] == '"one"'


def test_a_changed_picture_is_noticed(host: Host) -> None:
    identity = host.identity()
    host.upstream.routes[TARGET] = Reply(b"two")
    host.seconds += 60
    assert host.body() == b"two"
    assert host.identity() != identity
    host.upstream.routes[TARGET] = Reply(b"one")
    host.seconds += 60
    assert host.identity() == identity


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=500),
        Reply(status=403),
        Reply([b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"], raw=True),
        Reply(b"no HTTP", raw=True),
        Reply(status=302, headers={"Location": "http://127.0.0.2:9/one.jpg"}),
    ],
)
def test_the_last_good_picture_goes_on_for_a_day(host: Host, reply: Reply) -> None:
    identity = host.identity()
    host.upstream.routes[TARGET] = reply
    host.seconds += 60
    assert (host.identity(), host.body()) == (identity, b"one")
    assert len(host.asked) == 2  # and not again at once
    host.seconds += 30
    assert host.body() == b"one"
    assert len(host.asked) == 3
    host.seconds += 86_400
    with pytest.raises(SourceError):
        host.body()


def test_a_host_that_is_slow_holds_up_one_request_in_half_a_minute(host: Host) -> None:
    host.body()
    host.upstream.routes[TARGET] = Reply(b"late", delay=5)
    host.seconds += 60
    assert host.body(wait=0.2) == b"one"
    assert host.body(wait=0.2) == b"one"
    assert len(host.asked) == 2


def test_without_a_last_good_picture_the_failure_is_told(host: Host) -> None:
    host.upstream.routes[TARGET] = Reply(status=500)
    with pytest.raises(Unreachable, match="status 500"):
        host.body()
    host.upstream.routes[TARGET] = Reply(b"late", delay=5)
    with pytest.raises(TooSlow):
        host.body(wait=0.2)
    host.upstream.routes[TARGET] = Reply(b"one")
    assert host.body() == b"one"


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_there_is_not_there(host: Host, status: int) -> None:
    host.body()
    host.upstream.routes[TARGET] = Reply(status=status)
    host.seconds += 60
    with pytest.raises(NotFound, match=r"There is no picture '@cdn/trip/one\.jpg'\."):
        host.body()


def test_a_picture_over_the_most_is_refused(host: Host) -> None:
    host.upstream.routes[TARGET] = Reply(bytes(MOST))
    assert len(host.body()) == MOST
    host.upstream.routes["/assets/two.jpg"] = Reply(bytes(MOST + 1))
    with pytest.raises(TooLarge, match=r"'@cdn/two\.jpg' has more than 1000 bytes"):
        host.body("@cdn/two.jpg")


def test_a_picture_that_grew_over_the_most_does_not_go_on_as_it_was(host: Host) -> None:
    host.body()
    host.upstream.routes[TARGET] = Reply(bytes(MOST + 1))
    host.seconds += 60
    with pytest.raises(TooLarge):
        host.body()


def test_a_path_too_long_for_an_address_is_not_there(host: Host) -> None:
    with pytest.raises(NotFound):
        host.body("@cdn/" + "½" * 900)
    assert host.asked == []


def test_only_hosts_of_the_settings_are_led_on_to(host: Host) -> None:
    with serving() as friend, serving() as stranger:
        host.also.append(friend)
        for each in (friend, stranger):
            each.routes["/there.jpg"] = Reply(b"there")
            leads = Reply(status=302, headers={"Location": f"{each.origin}/there.jpg"})
            host.upstream.routes[f"/assets/{each.port}.jpg"] = leads
        assert host.body(f"@cdn/{friend.port}.jpg") == b"there"
        with pytest.raises(Unreachable, match="not on the list of allowed origins"):
            host.body(f"@cdn/{stranger.port}.jpg")
        assert stranger.requests == []


@pytest.mark.parametrize("budget", [0, 1_000_000])
def test_a_picture_is_had_without_what_was_kept(host: Host, budget: int) -> None:
    """The store was deleted, or has no room at all."""
    host.budget = budget
    original = host.sources().find("@cdn/trip/one.jpg")
    for file in sorted(host.folder.rglob("*"), reverse=True):
        if file.is_file():
            file.unlink()
    with original.open() as opened:
        assert opened.read() == b"one"
    host.upstream.routes[TARGET] = Reply(b"two")
    original = host.sources().find("@cdn/trip/one.jpg")
    with original.open() as opened:
        assert opened.read() in {b"one", b"two"}


def test_a_lost_picture_that_changed_meanwhile_is_not_taken_for_the_old_one(host: Host) -> None:
    host.budget = 0
    sources = host.sources()
    original = sources.find("@cdn/trip/one.jpg")
    host.upstream.routes[TARGET] = Reply(b"two")
    with pytest.raises(Changed):
        original.open()
    with sources.find("@cdn/trip/one.jpg").open() as file:
        assert file.read() == b"two"


def test_twenty_at_once_are_one_fetch(host: Host) -> None:
    host.upstream.routes[TARGET] = Reply(b"one", delay=0.3)
    processes = [host.sources(), host.sources()]
    bodies: list[bytes] = []

    def read(number: int) -> None:
        with processes[number % 2].find("@cdn/trip/one.jpg").open() as file:
            bodies.append(file.read())

    threads = [threading.Thread(target=read, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bodies == [b"one"] * 20
    assert host.asked == [TARGET]


def test_a_host_that_hangs_holds_few_callers(host: Host) -> None:
    host.upstream.routes = {f"/assets/{each}.jpg": Reply(delay=30) for each in range(60)}
    sources = host.sources(wait=1.0)
    seconds: list[float] = []

    def find(number: int) -> None:
        begin = time.monotonic()
        with pytest.raises(SourceError):
            sources.find(f"@cdn/{number}.jpg")
        seconds.append(time.monotonic() - begin)

    threads = [threading.Thread(target=find, args=(number,)) for number in range(60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(each < 0.5 for each in seconds) >= 60 - AT_ONCE - WAITING
    host.upstream.stopped.set()


def test_what_the_store_holds_of_another_version_counts_as_nothing(host: Host) -> None:
    host.body()
    for file in host.folder.rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes().replace(b'"digest"', b'"digits"'))
    assert host.body() == b"one"
