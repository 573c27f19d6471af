"""From a name to the addresses that it may be asked at, within the time of the fetch."""

import threading
from concurrent.futures import Future
from ipaddress import ip_address

from source.addresses import Address, is_special
from source.bounds import Deadline
from source.errors import NotAllowed, Overloaded, TooSlow, Unreachable
from source.network import Resolve
from source.origin import Origin

MOST_ADDRESSES = 4
"""Of one name; further ones are not tried."""


class Resolver:
    """Resolves names in threads of their own, since the system's resolver cannot be stopped.

    It may hang for half a minute. Whoever asked leaves at the deadline; the thread ends when the
    system answers, does not hold up the end of the process, and meanwhile serves all who ask for
    the same name. So there are never more threads than names on the allow-list.
    """

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._lock = threading.Lock()
        self._asked: dict[str, Future[list[str]]] = {}

    def addresses(self, origin: Origin, deadline: Deadline) -> list[Address]:
        """Find the addresses that an origin may be asked at, in the resolver's order.

        Of a name's addresses the special ones are left out, and the others are asked: what counts
        is where the connection goes, and a stray record (an IPv6 link-local address beside the
        real one) is no reason to lose the badge.

        Raises:
            NotAllowed: a name that leads to special addresses only.
            Unreachable: a name without addresses.
            TooSlow: not resolved by the deadline.
        """
        if origin.address is not None:
            return [origin.address]
        found = [ip_address(text) for text in self._look_up(origin.host, deadline)]
        usual = [address for address in found if not is_special(address)]
        if found and not usual:
            msg = (
                f"{origin.host} leads to an address that no name may lead to (loopback, "
                "link-local or another special one); the allow-list can hold it as a number"
            )
            raise NotAllowed(msg)
        if not usual:
            msg = f"{origin.host} has no address"
            raise Unreachable(msg)
        return usual[:MOST_ADDRESSES]

    def _look_up(self, host: str, deadline: Deadline) -> list[str]:
        try:
            return self._answer(host).result(deadline.left())
        except TimeoutError as error:
            msg = f"the name {host} was not resolved within {deadline.seconds:g} s"
            raise TooSlow(msg) from error

    def _answer(self, host: str) -> Future[list[str]]:
        with self._lock:
            answer = self._asked.get(host)
            if answer is None:
                answer = self._asked[host] = Future()
                self._start(host, answer)
            return answer

    def _start(self, host: str, answer: Future[list[str]]) -> None:
        try:
            threading.Thread(target=self._ask, args=(host, answer), daemon=True).start()
        except RuntimeError as error:
            del self._asked[host]
            msg = "the machine has no thread left to resolve names"
            raise Overloaded(msg) from error

    def _ask(self, host: str, answer: Future[list[str]]) -> None:
        addresses: list[str] = []
        try:
            addresses = list(self._resolve(host))
        except (OSError, UnicodeError):
            addresses = []
        finally:
            with self._lock:
                del self._asked[host]
            answer.set_result(addresses)
