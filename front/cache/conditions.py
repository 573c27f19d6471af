"""If-None-Match and If-Modified-Since (RFC 9110, sections 13.1.2, 13.1.3 and 13.2.2)."""

import re

from front.cache.policy import Fields, http_date

CONDITIONS = frozenset({b"if-none-match", b"if-modified-since"})

_TAG = re.compile(rb'(?:W/)?("[^"]*")')


def holds(asked: Fields, etag: bytes | None, modified: bytes | None) -> bool:
    """Tell whether who asks with conditions has the answer with this tag and date already."""
    if (condition := asked.get(b"if-none-match")) is not None:
        return matches(condition, etag)
    if modified is None or b"if-modified-since" not in asked:
        return False
    since, changed = http_date(asked[b"if-modified-since"]), http_date(modified)
    return since is not None and changed is not None and changed <= since


def matches(condition: bytes, etag: bytes | None) -> bool:
    """Compare an If-None-Match weakly with a tag (section 8.8.3.2); None is no tag."""
    if condition.strip() == b"*":
        return True
    if etag is None:
        return False
    opaque = etag.removeprefix(b"W/")
    return condition == opaque or opaque in _TAG.findall(condition)
