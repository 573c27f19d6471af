"""What an answer says of how it may be kept, and how to ask whether it is still the same."""

import re
from dataclasses import dataclass
from http.client import HTTPMessage

from source.headers import Headers

_LONGEST = 256  # characters
# Source: RFC 9110, 8.8.3 (entity tags); of opaque ones only what is ASCII.
_ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]*"')
_DATE = re.compile(r"[A-Za-z0-9 ,:+-]+", re.ASCII)
_AGE = re.compile(r'\s*(s-maxage|max-age)\s*=\s*"?([0-9]{1,10})"?\s*', re.ASCII | re.IGNORECASE)
_NEVER = frozenset({"no-store", "no-cache", "private"})


@dataclass(frozen=True, slots=True)
class Caching:
    """How an answer may be kept.

    Args:
        etag: its version, as the origin named it; empty for none.
        last_modified: its date, as the origin wrote it; empty for none.
        max_age: seconds for which it may be used unasked; None where nothing is said.
    """

    etag: str = ""
    last_modified: str = ""
    max_age: int | None = None

    @classmethod
    def of(cls, headers: HTTPMessage) -> "Caching":
        """Read an answer's headers; what is no version or date is left out."""
        return cls(
            _fit(_ETAG, headers.get("ETag", "")),
            _fit(_DATE, headers.get("Last-Modified", "")),
            _max_age(", ".join(headers.get_all("Cache-Control", []))),
        )

    @property
    def question(self) -> Headers:
        """Header lines that ask for another version than this one; none where it has no marks."""
        lines = (("If-None-Match", self.etag), ("If-Modified-Since", self.last_modified))
        return tuple((name, value) for name, value in lines if value)


NOTHING = Caching()


def _fit(form: re.Pattern[str], value: str) -> str:
    return value if len(value) <= _LONGEST and form.fullmatch(value) else ""


def _max_age(text: str) -> int | None:
    """Read Cache-Control as a cache that is shared; what is said for such alone counts first."""
    directives = text.split(",")
    if _NEVER.intersection(each.strip().lower().partition("=")[0] for each in directives):
        return 0
    ages = {
        found[1].lower(): int(found[2]) for each in directives if (found := _AGE.fullmatch(each))
    }
    return ages.get("s-maxage", ages.get("max-age"))
