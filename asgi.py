"""Easel behind its HTTP cache: `app` is what gunicorn's asgi worker runs."""

import app as assembled
from config import load_settings
from front.bridge import Bridge
from front.cache import HttpCache

FORWARDED = (b"x-forwarded-host", b"x-forwarded-port", b"x-forwarded-prefix", b"x-forwarded-proto")
"""By these a trusted proxy says what it was asked for, so they are a part of the address."""

settings = load_settings()

app = HttpCache(
    Bridge(assembled.app, threads=settings.request_threads),
    settings.memory_cache_bytes,
    target_fields=FORWARDED if settings.trusted_proxies else (),
)
