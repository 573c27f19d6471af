"""Path and query of an address, kept as they were typed but for what is changed on purpose."""

from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import quote, unquote_plus


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands behind the host of an address.

    Args:
        path: as typed, percent signs and all.
        pairs: of the query, `name=value` as typed.
        fragment: as typed, with its `#`; no server ever sees it.
    """

    path: str
    pairs: tuple[str, ...] = ()
    fragment: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what stands behind a host; `str` is the inverse."""
        rest, hash_, fragment = text.partition("#")
        path, mark, query = rest.partition("?")
        return cls(path, tuple(query.split("&")) if mark else (), hash_ + fragment)

    def __str__(self) -> str:
        """Write it as it was typed."""
        query = f"?{'&'.join(self.pairs)}" if self.pairs else ""
        return f"{self.path}{query}{self.fragment}"

    @property
    def query(self) -> str:
        """The query, without `?`."""
        return "&".join(self.pairs)

    def values(self, name: str) -> list[str]:
        """The values that a parameter was sent with, decoded."""
        return [unquote_plus(pair.partition("=")[2]) for pair in self.pairs if _name(pair) == name]

    def without(self, *names: str) -> Self:
        """The same, but for some parameters."""
        return replace(self, pairs=tuple(pair for pair in self.pairs if _name(pair) not in names))

    def with_value(self, name: str, value: str) -> Self:
        """The same, a parameter's value being another."""
        sent = f"{name}={quote(value, safe='')}"
        pairs = (sent if _name(pair) == name else pair for pair in self.pairs)
        return replace(self, pairs=tuple(pairs))

    def renamed(self, old: str, new: str) -> Self:
        """The same, a parameter having another name."""
        pairs = (
            f"{new}={pair.partition('=')[2]}" if _name(pair) == old else pair for pair in self.pairs
        )
        return replace(self, pairs=tuple(pairs))


def _name(pair: str) -> str:
    return unquote_plus(pair.partition("=")[0])
