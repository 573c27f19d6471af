"""An answer that is kept, and how it is given again."""

from http import HTTPStatus

from front.cache.conditions import holds
from front.cache.directives import Directives, seconds
from front.cache.policy import Fields, Lifetime
from front.heads import ready_of
from front.interface import Headers
from front.ready import Ready

_OVERHEAD = 1024
"""Bytes that an entry takes beside what it holds: objects, tuples, the places in tables."""

_PER_FIELD = 96
"""Bytes of a field beside its text; many are shared."""

_SHARED_MOST = 2048
_SHARED_LONGEST = 1024
"""Bytes of a field that is shared: it stays when its answer goes, and no budget counts it."""

_OWN = frozenset({b"date", b"etag"})
"""Fields that few answers share: in the table they would soon leave no place for the others."""

_KNOWN = HTTPStatus.NOT_MODIFIED.value
_NEVER_READY = Ready(0, b"", b"")
"""For an answer whose head another has to write."""

_shared: dict[tuple[bytes, bytes], tuple[bytes, bytes]] = {}


def _share(pair: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """Hold fields that many answers have, such as a Cache-Control, once."""
    if pair[0] in _OWN or len(pair[1]) > _SHARED_LONGEST:
        return pair
    if len(_shared) < _SHARED_MOST:
        return _shared.setdefault(pair, pair)
    return _shared.get(pair, pair)


class Stored:
    """A whole answer to a GET.

    Args:
        status: its status.
        headers: its fields as they are given again, without Age and what belongs to one request.
        body: its bytes.
        lifetime: for how long it may be given.
        born: when its age was 0, by the monotonic clock.

    Attributes:
        cost: bytes that it takes in memory, about.
        retry_at: when the application may be asked again whether it still holds, after it could
            not say so.
    """

    __slots__ = (
        "_known", "_plain", "_whole", "body", "born", "cost", "etag", "fresh_until", "headers",
        "lifetime", "modified", "retry_at", "stale_until", "status",
    )  # fmt: skip

    def __init__(
        self, status: int, headers: Headers, body: bytes, lifetime: Lifetime, born: float
    ) -> None:
        fields = dict(headers)
        self.status, self.body = status, body
        plain = [_share(pair) for pair in headers if not _of_content(pair[0])]
        self._plain = len(plain)
        self.headers = plain + [_share(pair) for pair in headers if _of_content(pair[0])]
        self.lifetime, self.born = lifetime, born
        self.etag = fields.get(b"etag")
        self.modified = fields.get(b"last-modified")
        self.fresh_until = born + lifetime.fresh
        self.stale_until = self.fresh_until + lifetime.stale
        self.retry_at = 0.0
        self._whole: Ready | None = None
        self._known: Ready | None = None
        text = sum(len(name) + len(value) + _PER_FIELD for name, value in headers)
        self.cost = _OVERHEAD + text + len(body)

    def fits(self, now: float, wishes: Directives) -> bool:
        """Tell whether it may be given now, to who asks with these directives (section 5.2.1)."""
        if b"no-cache" in wishes:
            return False
        limit = seconds(wishes, b"max-age")
        if limit is not None and now - self.born > limit:
            return False
        left = self.fresh_until - now
        if (wanted := seconds(wishes, b"min-fresh")) is not None and left < wanted:
            return False
        return left > 0 or self._taken_stale(-left, wishes)

    def _taken_stale(self, late: float, wishes: Directives) -> bool:
        if self.lifetime.strict or b"max-stale" not in wishes:
            return False
        return not wishes[b"max-stale"] or late <= (seconds(wishes, b"max-stale") or 0)

    def known_to(self, asked: Fields) -> bool:
        """Tell whether the client has it already (RFC 9110, section 13.1)."""
        return self.status == HTTPStatus.OK and holds(asked, self.etag, self.modified)

    def headers_of(self, *, known: bool, now: float) -> Headers:
        """Give the fields of the answer: of the whole one, or of a 304 (RFC 9110, 15.4.5)."""
        return [*self._fields(known=known), (b"age", b"%d" % self.age(now))]

    def age(self, now: float) -> int:
        """Tell its age in s."""
        return int(max(0, now - self.born))

    def ready(self, *, known: bool) -> Ready | None:
        """Give it, or its 304, as an answer at hand, if it can be one."""
        found = self._known if known else self._whole
        if found is None:
            status, body = (_KNOWN, b"") if known else (self.status, self.body)
            found = ready_of(status, self._fields(known=known), body) or _NEVER_READY
            if known:
                self._known = found
            else:
                self._whole = found
        return None if found is _NEVER_READY else found

    def _fields(self, *, known: bool) -> Headers:
        return self.headers[: self._plain] if known else self.headers

    def confirmed_by(self, headers: Headers) -> Headers:
        """Give its fields as those of a 304 have made them anew (section 4.3.4)."""
        new = {name for name, _ in headers if not _of_content(name)}
        old = [pair for pair in self.headers if pair[0] not in new]
        return old + [pair for pair in headers if pair[0] in new]


def _of_content(name: bytes) -> bool:
    """Whether a field tells of the content, which a 304 does not have."""
    return name.startswith(b"content-") and name != b"content-location"
