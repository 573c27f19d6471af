"""How often one client may ask: READ_RATE and WRITE_RATE, counted here or in Redis."""

import time
from collections.abc import Callable
from http import HTTPStatus

from flask import Flask, Response, g, request
from flask_limiter import ApplicationLimit, Limiter, RequestLimit
from flask_limiter.util import get_remote_address

from config import Settings

_READING: tuple[str, ...] = ("GET", "HEAD", "OPTIONS")
_WRITING: tuple[str, ...] = ("POST", "PUT", "PATCH", "DELETE")
_FREE = frozenset({"ops.healthz"})
"""Who looks whether the service lives must always be told."""

_PATIENCE = 2  # s that Redis has for an answer


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
    if not limits:
        return
    timeouts: dict[str, str | int] = {
        "socket_timeout": _PATIENCE,
        "socket_connect_timeout": _PATIENCE,
    }
    limiter = Limiter(
        get_remote_address,
        application_limits=limits,
        storage_uri=settings.redis_url or "memory://",
        storage_options=timeouts if settings.redis_url else {},
        in_memory_fallback_enabled=bool(settings.redis_url),
        key_prefix="easel",
    )
    limiter.init_app(app)
    app.after_request(_say_when)
    limiter.request_filter(lambda: request.endpoint in _FREE)


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
