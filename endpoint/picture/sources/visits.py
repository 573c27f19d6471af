"""What is remembered of the last time that a host was asked for a picture."""

from hashlib import sha256

from pydantic import BaseModel, ConfigDict, ValidationError

from source.caching import Caching
from storage.results import ResultStore

SHORTEST = 60.0
"""s for which a host is not asked again, whatever it says."""

LONGEST = 3600.0
"""s after which it is asked again, whatever it says."""

STALE = 86_400.0
"""s after a host's last answer for which its picture is shown although it does not answer."""

RETRY = 30.0
"""s until a host that did not answer is asked again."""


class Visit(BaseModel):
    """One answer of a host.

    Args:
        digest: of the picture's bytes, which identifies it.
        length: bytes.
        etag: as the host named this version; empty for none.
        last_modified: as the host wrote it; empty for none.
        checked: when the host said that this is it, in seconds since 1970.
        fresh_until: when to ask again.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    digest: str
    length: int
    etag: str
    last_modified: str
    checked: float
    fresh_until: float

    @property
    def known(self) -> Caching:
        """What to ask with, so that it comes only when it is another."""
        return Caching(self.etag, self.last_modified)


def lifetime(caching: Caching) -> float:
    """Choose for how long an answer is used unasked.

    Returns:
        Seconds: what the host says, within a minute and an hour; a minute where it says nothing.
    """
    return min(max(float(caching.max_age or 0), SHORTEST), LONGEST)


class Visits:
    """Remembers visits on disk, for all processes and over a restart.

    Args:
        store: where they lie beside the pictures, to be purged and to go with them.
    """

    def __init__(self, store: ResultStore) -> None:
        self._store = store

    def key(self, url: str) -> str:
        """The key that the visit of an address is kept under."""
        return sha256(f"visit\0{url}".encode()).hexdigest()

    def last(self, name: str, url: str) -> Visit | None:
        """Look the last visit up; None where none is remembered."""
        file = self._store.open(name, self.key(url))
        if file is None:
            return None
        with file:
            try:
                return Visit.model_validate_json(file.read())
            except ValidationError:
                return None  # of another version of this program

    def keep(self, name: str, url: str, visit: Visit) -> None:
        """Remember a visit in place of the one before."""
        self._store.put(name, self.key(url), visit.model_dump_json().encode())

    def forget(self, name: str, url: str) -> None:
        """Remember no visit."""
        self._store.put(name, self.key(url), b"")
