"""How often one client may ask: READ_RATE and WRITE_RATE, counted here or in Redis.

Some routes have a rate of their own, whether or not those are set: they call `count_request`.
"""

import logging
import time
from collections.abc import Callable
from functools import cached_property
from http import HTTPStatus
from threading import Lock

from flask import Flask, Response, current_app, g, request
from flask_limiter import ApplicationLimit, Limiter, RequestLimit
from flask_limiter.util import get_remote_address
from limits import RateLimitItem, parse_many
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from config import Settings

log = logging.getLogger(__name__)

_READING: tuple[str, ...] = ("GET", "HEAD", "OPTIONS")
_WRITING: tuple[str, ...] = ("POST", "PUT", "PATCH", "DELETE")
_FREE = frozenset({"ops.healthz", "ops.metrics", "ops.readyz"})
"""Who looks whether the service lives must always be told."""

_PATIENCE = 2  # s that Redis has for an answer
_TIMEOUTS: dict[str, str | int] = {
    "socket_timeout": _PATIENCE,
    "socket_connect_timeout": _PATIENCE,
}
_SILENCE = 10.0  # s for which a Redis that did not answer is not asked again
_MEMORY = "memory://"
_OWN = "easel-own-rates"


def install_rates(app: Flask, settings: Settings) -> None:
    """Count requests where a rate is set; with Redis over all processes and replicas.

    In memory each worker process counts for itself. If Redis does not answer, so does it.
    """
    rates = {"read": (settings.read_rate, _READING), "write": (settings.write_rate, _WRITING)}
    limits: list[str | Callable[[], str] | ApplicationLimit] = [
        ApplicationLimit(
            rate, methods=methods, scope=scope, error_message=_message, on_breach=_remember
        )
        for scope, (rate, methods) in rates.items()
        if rate
    ]
    app.extensions[_OWN] = OwnRates(settings.redis_url)
    app.after_request(_say_when)
    if not limits:
        return
    limiter = Limiter(
        get_remote_address,
        application_limits=limits,
        storage_uri=settings.redis_url or _MEMORY,
        storage_options=_TIMEOUTS if settings.redis_url else {},
        in_memory_fallback_enabled=bool(settings.redis_url),
        # Of several requests that find Redis silent at once it lets only the first fall back: the
        # others would be a 500, and are let pass.
        swallow_errors=bool(settings.redis_url),
        key_prefix="easel",
    )
    limiter.init_app(app)
    limiter.request_filter(lambda: request.endpoint in _FREE)


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
        storage = storage_from_string(self._redis_url, wrap_exceptions=True, **_TIMEOUTS)
        return FixedWindowRateLimiter(storage)

    @cached_property
    def _here(self) -> FixedWindowRateLimiter:
        return FixedWindowRateLimiter(storage_from_string(_MEMORY))


def count_request(rate: str) -> None:
    """Count this request against a rate of its route's own.

    Args:
        rate: such as `60/minute` or `10/second;1000/hour`, from one address.

    Raises:
        TooManyRequests: there were more.
    """
    rates: OwnRates = current_app.extensions[_OWN]
    client = get_remote_address()
    ends = max(rates.count(each, request.endpoint or "", client) for each in parse_many(rate))
    if ends:
        g.rate_ends = ends
        message = f"Too many requests came from here in a short time; accepted: {rate}."
        raise TooManyRequests(message)


def _count(counter: FixedWindowRateLimiter, rate: RateLimitItem, route: str, client: str) -> float:
    keys = ("easel", route, client)
    return 0.0 if counter.hit(rate, *keys) else counter.get_window_stats(rate, *keys).reset_time


def _message() -> str:
    setting = "WRITE_RATE" if request.method in _WRITING else "READ_RATE"
    return f"Too many requests came from here in a short time ({setting})."


def _remember(limit: RequestLimit) -> None:
    g.rate_ends = limit.reset_at


def _say_when(response: Response) -> Response:
    """Tell who was refused when to come again.

    Headers that count down stand on no other answer, since caches keep it for others.
    """
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS and "rate_ends" in g:
        response.headers["Retry-After"] = str(max(1, int(g.rate_ends - time.time())))
    return response
