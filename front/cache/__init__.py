"""An HTTP cache in memory (RFC 9111)."""

from front.cache.cache import HttpCache

__all__ = ["HttpCache"]
