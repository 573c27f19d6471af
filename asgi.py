"""Easel behind its HTTP cache: `app` is what gunicorn's asgi worker runs."""

from collections.abc import Callable
from contextlib import suppress

import app as assembled
from config import load_settings
from endpoint.copies import results
from endpoint.metrics import publisher_of
from front.bridge import Bridge
from front.cache import HttpCache
from front.forwarded import Forwarded
from front.interface import Application
from storage.results import ResultStore

FORWARDED = (b"x-forwarded-host", b"x-forwarded-port", b"x-forwarded-prefix", b"x-forwarded-proto")
"""By these a trusted proxy says what it was asked for, so they are a part of the address."""


def forgetting(cache: HttpCache, store: ResultStore) -> Callable[[], None]:
    """Return what lets a cache go when the results on disk are purged, by whatever process."""
    last = _epoch(store)

    def look() -> None:
        nonlocal last
        if (epoch := _epoch(store)) != last:
            last = epoch
            cache.forget_all()

    return look


def _epoch(store: ResultStore) -> int | None:
    # What cannot be read keeps nothing either, and complains itself.
    with suppress(OSError):
        return store.epoch()
    return None


def assemble() -> Application:
    """Put the cache before Easel."""
    settings = load_settings()
    easel = assembled.app
    cache = HttpCache(
        Bridge(easel, threads=settings.request_threads, patience=settings.upload_seconds),
        settings.memory_cache_bytes,
        target_fields=FORWARDED if settings.trusted_proxies else (),
        codings=(b"gzip",),
    )
    cache.each_second(forgetting(cache, results(easel)))
    publisher_of(easel).watch_front(cache.counts)
    hops = settings.trusted_proxies
    return Forwarded(cache, hops) if hops else cache


def __getattr__(name: str) -> Application:
    """Make `app` when a server asks for it, as app.py does."""
    if name == "app":
        globals()["app"] = made = assemble()
        return made
    raise AttributeError(name)
