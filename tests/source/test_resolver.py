import socket
import subprocess
import sys
import threading
import time

import pytest

from config import ROOT
from source.bounds import Deadline
from source.errors import NotAllowed, Overloaded, TooSlow, Unreachable
from source.network import system_resolve
from source.origin import Origin
from source.resolver import Resolver

NAME = Origin.parse("http://metrics.example.org")


def found(origin: Origin, *addresses: str) -> list[str]:
    resolver = Resolver(lambda _: addresses)
    return [str(address) for address in resolver.addresses(origin, Deadline.after(10))]


def test_addresses_keep_their_order() -> None:
    assert found(NAME, "10.0.0.2", "2606:4700::1", "10.0.0.1") == [
        "10.0.0.2",
        "2606:4700::1",
        "10.0.0.1",
    ]


def test_special_addresses_are_left_out() -> None:
    assert found(NAME, "fe80::1%eth0", "127.0.0.1", "10.0.0.1", "::1") == ["10.0.0.1"]


def test_no_more_than_four_are_tried() -> None:
    assert len(found(NAME, *(f"10.0.0.{number}" for number in range(9)))) == 4


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "0.0.0.0"])
def test_a_name_of_special_addresses_only_is_refused_without_telling_them(address: str) -> None:
    with pytest.raises(NotAllowed, match=r"^metrics\.example\.org leads to") as refusal:
        found(NAME, address)
    assert address not in str(refusal.value)


def test_a_name_without_addresses_is_told() -> None:
    with pytest.raises(Unreachable, match=r"^metrics\.example\.org has no address"):
        found(NAME)


@pytest.mark.parametrize("error", [socket.gaierror(-2, "no such host"), UnicodeError("label")])
def test_a_name_that_cannot_be_resolved_is_told(error: Exception) -> None:
    def resolve(_: str) -> list[str]:
        raise error

    with pytest.raises(Unreachable, match="has no address"):
        Resolver(resolve).addresses(NAME, Deadline.after(10))


@pytest.mark.parametrize("number", ["127.0.0.1", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]"])
def test_an_address_that_is_listed_as_such_is_asked_without_resolving(number: str) -> None:
    origin = Origin.parse(f"http://{number}:8080")
    assert len(found(origin)) == 1


def test_a_resolver_that_hangs_costs_one_thread_for_each_name() -> None:
    asked = []
    go_on = threading.Event()

    def resolve(host: str) -> list[str]:
        asked.append(host)
        assert go_on.wait(10)
        return ["10.0.0.1"]

    resolver = Resolver(resolve)
    before = threading.active_count()
    for _ in range(5):
        with pytest.raises(TooSlow, match=r"not resolved within 0\.02 s"):
            resolver.addresses(NAME, Deadline.after(0.02))
    assert threading.active_count() == before + 1
    assert asked == ["metrics.example.org"]
    go_on.set()
    while threading.active_count() > before:
        time.sleep(0.01)
    resolver.addresses(NAME, Deadline.after(10))
    assert len(asked) == 2


def test_no_thread_left_is_told_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(_: threading.Thread) -> None:
        msg = "can't start new thread"
        raise RuntimeError(msg)

    resolver = Resolver(lambda _: ["10.0.0.1"])
    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", start)
        with pytest.raises(Overloaded, match="no thread left"):
            resolver.addresses(NAME, Deadline.after(10))
    assert resolver.addresses(NAME, Deadline.after(10))


def test_a_resolver_that_hangs_does_not_hold_up_the_end_of_the_process() -> None:
    script = """
import time
from source.errors import TooSlow
from source.fetch import Fetcher, FetchLimits, Request
from source.network import Network
from source.origin import AllowList
network = Network(resolve=lambda host: time.sleep(600))
fetcher = Fetcher(AllowList.parse("http://a.example"), FetchLimits(seconds=0.1), network)
try:
    fetcher.fetch(Request("http://a.example/"))
except TooSlow as error:
    print(error)
"""
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert ended.stdout == "the name a.example was not resolved within 0.1 s\n"
    assert ended.stderr == ""


def test_the_system_knows_this_machine() -> None:
    assert "127.0.0.1" in system_resolve("localhost")
