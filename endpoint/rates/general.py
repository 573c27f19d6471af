"""READ_RATE and WRITE_RATE: all routes together, counted here or in Redis."""

import time
from collections.abc import Callable
from http import HTTPStatus

from flask import Flask, Response, g, request
from flask_limiter import ApplicationLimit, Limiter, RequestLimit
from limits.strategies import FixedWindowRateLimiter

from config import Settings
from endpoint.rates.client import counted_client
from endpoint.rates.own import OWN_RATES, TIMEOUTS, OwnRates
from endpoint.rates.windows import IN_MEMORY, FixedWindows

_READING: tuple[str, ...] = ("GET", "HEAD", "OPTIONS")
_WRITING: tuple[str, ...] = ("POST", "PUT", "PATCH", "DELETE")
_FREE = frozenset({"ops.healthz", "ops.metrics", "ops.readyz"})
"""Who looks whether the service lives must always be told."""


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
    app.extensions[OWN_RATES] = OwnRates(settings.redis_url)
    app.after_request(_say_when)
    if not limits:
        return
    limiter = _Limiter(
        counted_client,
        application_limits=limits,
        storage_uri=settings.redis_url or IN_MEMORY,
        storage_options=TIMEOUTS if settings.redis_url else {},
        in_memory_fallback_enabled=bool(settings.redis_url),
        # Of several requests that find Redis silent at once it lets only the first fall back: the
        # others would be a 500, and are let pass.
        swallow_errors=bool(settings.redis_url),
        key_prefix="easel",
    )
    limiter.init_app(app)
    limiter.request_filter(lambda: request.endpoint in _FREE)


class _Limiter(Limiter):
    """Counts in our windows also while Redis is silent: the library takes its own there."""

    def init_app(self, app: Flask) -> None:
        super().init_app(app)
        if self._fallback_limiter:
            self._fallback_limiter = FixedWindowRateLimiter(FixedWindows())


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
