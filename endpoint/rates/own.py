"""Routes that have a rate of their own: they call `count_request`."""

import logging
import time
from functools import cached_property
from threading import Lock

from flask import current_app, g, request
from limits import RateLimitItem, parse_many
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from endpoint.rates.client import counted_client
from endpoint.rates.windows import FixedWindows

log = logging.getLogger(__name__)

OWN_RATES = "easel-own-rates"
"""Where an application has its OwnRates, among its extensions."""

_PATIENCE = 2  # s that Redis has for an answer
TIMEOUTS: dict[str, str | int] = {
    "socket_timeout": _PATIENCE,
    "socket_connect_timeout": _PATIENCE,
}
_SILENCE = 10.0  # s for which a Redis that did not answer is not asked again


class Silence:
    """Remembers that a neighbour does not answer, so that not every request waits for it anew.

    When it has lasted a while one request asks again, and the others do not until it is told.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._until = 0.0  # of time.monotonic; 0 while there is none

    def holds(self) -> bool:
        """Tell whether not to ask; who may ask calls `begin` or `end` then."""
        with self._lock:
            now = time.monotonic()
            held = now < self._until
            if self._until and not held:
                self._until = now + _SILENCE
            return held

    def begin(self) -> None:
        """There was no answer."""
        with self._lock:
            self._until = time.monotonic() + _SILENCE

    def end(self) -> None:
        """There was one."""
        with self._lock:
            self._until = 0.0


class OwnRates:
    """Counts the requests of routes that have a rate of their own.

    Flask-Limiter is there only where a general rate is set, and lets some pass unseen when Redis
    falls silent; guesses at captchas must not be among them.

    Args:
        redis_url: where; empty for this process alone, which counts also where Redis is silent.
    """

    def __init__(self, redis_url: str) -> None:
        self._redis_url = redis_url
        self._here = FixedWindowRateLimiter(FixedWindows())
        self._silence = Silence()

    def count(self, rate: RateLimitItem, route: str, client: str) -> float:
        """Count a request.

        Returns:
            0 where it is within the rate, else when the next one will be: s since 1970.
        """
        if self._redis_url and not self._silence.holds():
            try:
                ends = _count(self._in_redis, rate, route, client)
            except StorageError:
                self._silence.begin()
                log.warning("Redis does not answer: %s is counted here for %d s", route, _SILENCE)
            else:
                self._silence.end()
                return ends
        return _count(self._here, rate, route, client)

    @cached_property
    def _in_redis(self) -> FixedWindowRateLimiter:
        storage = storage_from_string(self._redis_url, wrap_exceptions=True, **TIMEOUTS)
        return FixedWindowRateLimiter(storage)


def count_request(rate: str) -> None:
    """Count this request against a rate of its route's own.

    Args:
        rate: such as `60/minute` or `10/second;1000/hour`, from one client.

    Raises:
        TooManyRequests: there were more.
    """
    rates: OwnRates = current_app.extensions[OWN_RATES]
    client = counted_client()
    ends = max(rates.count(each, request.endpoint or "", client) for each in parse_many(rate))
    if ends:
        g.rate_ends = ends
        message = f"Too many requests came from here in a short time; accepted: {rate}."
        raise TooManyRequests(message)


def _count(counter: FixedWindowRateLimiter, rate: RateLimitItem, route: str, client: str) -> float:
    keys = ("easel", route, client)
    return 0.0 if counter.hit(rate, *keys) else counter.get_window_stats(rate, *keys).reset_time
