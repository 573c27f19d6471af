"""Pictures of other hosts."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from typing import BinaryIO
from urllib.parse import quote

from endpoint.copies import Copies
from endpoint.picture.sources.names import no_picture
from endpoint.picture.sources.size import check_size, too_large
from endpoint.picture.sources.visits import RETRY, STALE, Visit, Visits, lifetime
from image_proc.original import Original
from source.bounds import Deadline
from source.errors import Changed, Missing, NotAllowed, SourceError, TooLong, Unreachable
from source.fetch import Document, Fetcher, FetchLimits, Request
from source.flight import Flights
from source.places import WebPlace
from source.target import LONGEST

LIMITS = FetchLimits(seconds=10.0, body=32 * 1024 * 1024, redirects=3, at_once=4, waiting=16)

# One that hangs must not hold all of a worker's threads (gunicorn.conf.py counts with these).
AT_ONCE = 8
WAITING = 16

_WAIT = 15.0  # s for the same picture, asked for by another thread or process
_KEPT = "!$&'()*+,;=:@/"  # what a path may hold as it is. Source: RFC 3986, 3.3


class Web:
    """Finds pictures on another host; the last good answer is kept on this machine's disk.

    Args:
        place: the host, and a path on it.
        fetcher: asks that host and those that it may lead on to.
        copies: where the local ones are.
        most: bytes of a picture.
        now: the time, in seconds since 1970.
    """

    def __init__(
        self,
        place: WebPlace,
        fetcher: Fetcher,
        copies: Copies,
        most: int,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._place = place
        self._fetcher = fetcher
        self._copies = copies
        self._most = most
        self._now = now
        self._visits = Visits(copies.store)
        self._flights: Flights[str, Visit] = Flights(AT_ONCE, WAITING)

    def find(self, name: str, path: str) -> Original:
        """Find a picture.

        Args:
            name: what it is called in answers.
            path: below the place's; plain parts.

        Raises:
            NotFound: the host says that there is none.
            SourceError: the host cannot be asked, and has not been for a day.
            TooLarge: it has more bytes than are read.
        """
        url = self._url(name, path)
        visit = self._visits.last(name, url)
        if visit is None or not self._is_fresh(name, visit):
            work = partial(self._visit, name, url)
            visit = self._flights.share(name, Deadline.after(_WAIT), work)
        check_size(name, visit.length, self._most)
        return Original(name, visit.digest, visit.length, partial(self._open, name, url, visit))

    def _url(self, name: str, path: str) -> str:
        whole = f"{self._place.path}/{path}" if self._place.path else path
        url = f"{self._place.origin}/{quote(whole, safe=_KEPT)}"
        if len(url) > LONGEST:
            raise no_picture(name)
        return url

    def _is_fresh(self, name: str, visit: Visit) -> bool:
        return self._now() < visit.fresh_until and self._copies.has(name, visit.digest)

    def _visit(self, name: str, url: str) -> Visit:
        with self._copies.store.alone(self._visits.key(url), _WAIT):
            last = self._visits.last(name, url)  # by another process meanwhile
            if last is not None and not self._copies.has(name, last.digest):
                last = None
            if last is not None and self._now() < last.fresh_until:
                return last
            visit = self._renewed(name, url, last)
            self._visits.keep(name, url, visit)
            return visit

    def _renewed(self, name: str, url: str, last: Visit | None) -> Visit:
        now = self._now()
        try:
            document = self._fetch(name, Request(url, known=last.known) if last else Request(url))
        except SourceError:
            if last is None or now > last.checked + STALE:
                raise
            return last.model_copy(update={"fresh_until": now + RETRY})
        fresh_until = now + lifetime(document.caching)
        if document.unchanged and last is not None:
            return last.model_copy(update={"checked": now, "fresh_until": fresh_until})
        return Visit(
            digest=self._keep(name, document.body),
            length=len(document.body),
            etag=document.caching.etag,
            last_modified=document.caching.last_modified,
            checked=now,
            fresh_until=fresh_until,
        )

    def _keep(self, name: str, body: bytes) -> str:
        digest = sha256(body).hexdigest()
        if not self._copies.has(name, digest):
            self._copies.store.put(name, digest, body)
        return digest

    def _fetch(self, name: str, request: Request) -> Document:
        try:
            return self._fetcher.fetch(request)
        except Missing:
            raise no_picture(name) from None
        except TooLong as error:
            raise too_large(name, min(self._most, LIMITS.body)) from error
        except NotAllowed as error:  # where it leads on to; the settings do not mean that
            raise Unreachable(str(error)) from error

    def _open(self, name: str, url: str, visit: Visit) -> BinaryIO:
        return self._copies.open(name, visit.digest, partial(self._bring, name, url, visit))

    def _bring(self, name: str, url: str, visit: Visit) -> Iterator[bytes]:
        """Fetch once more what the store has lost, or has no room for."""
        body = self._fetch(name, Request(url)).body
        if sha256(body).hexdigest() != visit.digest:
            self._visits.forget(name, url)
            message = f"'{name}' was replaced while it was read"
            raise Changed(message)
        yield body
