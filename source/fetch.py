"""Documents from elsewhere, fetched only from where the allow-list says and within bounds.

A fetch is a chain of hops. Each is checked anew: its address, its origin on the list, the one
resolution of its name, the addresses found; then it is asked at one of just these.
"""

import re
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from time import perf_counter
from typing import Protocol

from source.bounds import Deadline
from source.caching import NOTHING, Caching
from source.errors import NotAllowed, Overloaded, SourceError, Unreachable
from source.flight import Flights
from source.headers import Headers, check_headers
from source.hop import Answer, Hop, refusal
from source.network import SYSTEM, Network
from source.origin import AllowList, Origin
from source.resolver import Resolver
from source.target import Target

# As long as the longest registered name.
# Source: https://www.iana.org/assignments/character-sets
_CHARSET = re.compile(
    r";\s*charset\s*=\s*\"?([a-z0-9][a-z0-9._:+-]{0,44})\"?\s*(?:;|$)", re.ASCII | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for.

    Args:
        url: an http or https address of at most 2048 characters.
        headers: secret lines; they go to the address's own origin only.
        known: of the document that the caller has, so that it comes only when it is another.
    """

    url: str
    headers: Headers = field(default=(), repr=False)
    known: Caching = NOTHING


@dataclass(frozen=True, slots=True)
class Document:
    """What came.

    Args:
        body: unpacked.
        charset: as the Content-Type names it; None where it names none, or none that can be one.
        caching: how it may be kept.
        unchanged: it is the one that is known, and did not come again: the body is empty.
    """

    body: bytes
    charset: str | None
    caching: Caching = NOTHING
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much a fetch may take.

    Args:
        seconds: from the call to the last byte, over all hops.
        body: bytes, unpacked.
        redirects: how often an answer may lead on.
        at_once: how many fetches are under way at one time.
        waiting: how many callers may wait for their turn, or for the same fetch under way.
    """

    seconds: float = 3.0
    body: int = 1_000_000
    redirects: int = 3
    at_once: int = 8
    waiting: int = 20


USUAL = FetchLimits()


class Watch(Protocol):
    """Who is told how fetches end."""

    def fetched(self, outcome: str, seconds: float) -> None:
        """One ended: `ok`, `unchanged`, or by the name of its error's class."""


class Unwatched:
    """Tells nobody."""

    def fetched(self, outcome: str, seconds: float) -> None:
        """Nothing follows."""


class Fetcher:
    """Fetches documents; one for a process, used from any thread.

    Args:
        allow: the origins that may be asked.
        limits: of each fetch and of all at once.
        network: how names are resolved and connections made.
        watch: who is told how fetches end.
    """

    def __init__(
        self,
        allow: AllowList,
        limits: FetchLimits = USUAL,
        network: Network = SYSTEM,
        watch: Watch | None = None,
    ) -> None:
        self._watch = watch or Unwatched()
        self.allow = allow
        self._limits = limits
        self._resolver = Resolver(network.resolve)
        self._hop = Hop(network, limits.body)
        self._flights: Flights[tuple[Target, Headers, Headers], Document] = Flights(
            limits.at_once, limits.waiting
        )

    def fetch(self, request: Request) -> Document:
        """Bring a document, or share the one that is being brought for the same request.

        Raises:
            NotAllowed: an address or a header that may not be asked or sent, here or further on.
            Unreachable: no connection, an error status, an answer that breaks off or leads on too
                often; Missing: the origin says that nothing is there; TooSlow: not within the
                time; Overloaded: too much under way.
            Unreadable: broken; TooLong: too large.
        """
        deadline = Deadline.after(self._limits.seconds)
        target = Target.parse(request.url)
        self._permit(target.origin)
        check_headers(request.headers)
        key = (target, request.headers, request.known.question)
        begun = perf_counter()
        try:
            return self._flights.share(key, deadline, partial(self._timed, *key, deadline))
        except Overloaded:  # nobody went
            self._watch.fetched(Overloaded.__name__, perf_counter() - begun)
            raise

    def _timed(
        self, target: Target, headers: Headers, question: Headers, deadline: Deadline
    ) -> Document:
        begun = perf_counter()
        outcome = "failed"
        try:
            document = self._bring(target, headers, question, deadline)
            outcome = "unchanged" if document.unchanged else "ok"
        except SourceError as error:
            outcome = type(error).__name__
            raise
        else:
            return document
        finally:
            self._watch.fetched(outcome, perf_counter() - begun)

    def _bring(
        self, target: Target, headers: Headers, question: Headers, deadline: Deadline
    ) -> Document:
        first = target
        for _ in range(self._limits.redirects + 1):
            addresses = self._resolver.addresses(target.origin, deadline)
            answer = self._hop.ask(target, headers + question, addresses, deadline)
            if answer.unchanged and not question:
                raise refusal(target, HTTPStatus.NOT_MODIFIED)
            if answer.location is None:
                return _document(answer, led_on=target != first)
            target = self._next(target, answer.location)
            question = ()  # it is of the first address, and another may use the same marks
            if target.origin != first.origin:
                headers = ()  # for good: what led away does not get them back
        msg = f"{first.origin} leads on more than {self._limits.redirects} times"
        raise Unreachable(msg)

    def _next(self, here: Target, location: str) -> Target:
        there = here.follow(location)
        if (here.origin.scheme, there.origin.scheme) == ("https", "http"):
            # What was asked for under encryption would come in a form that anybody on the way
            # can change, and nobody who wrote https expects that.
            msg = f"{here.origin} leads on from https to http"
            raise NotAllowed(msg)
        self._permit(there.origin)
        return there

    def _permit(self, origin: Origin) -> None:
        if not self.allow:
            msg = "nothing may be fetched: the list of allowed origins is empty"
            raise NotAllowed(msg)
        if origin not in self.allow:
            msg = f"{origin} is not on the list of allowed origins"
            raise NotAllowed(msg)


def _document(answer: Answer, *, led_on: bool) -> Document:
    caching = Caching(max_age=answer.caching.max_age) if led_on else answer.caching
    return Document(answer.body, _charset(answer), caching, answer.unchanged)


def _charset(answer: Answer) -> str | None:
    found = _CHARSET.search(answer.content_type)
    return found[1] if found else None
