"""The end of a chart's path: `@2x.png`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from endpoint.query import Sent, join_path

_TAIL = re.compile(
    r"(.+?)(?:@([0-9](?:\.[0-9]{1,3})?)x)?(?:\.(png|svg|webp|json))?", re.DOTALL | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Tail:
    """What a path says of a chart's format.

    Args:
        scale: as typed, such as "2" or "1.5"; None without one.
        format: in lower case; None without one.
    """

    scale: str | None = None
    format: str | None = None

    @classmethod
    def cut(cls, path: str) -> tuple[str, "Tail"]:
        """Cut the tail off a path, which is not empty."""
        body, scale, suffix = _TAIL.fullmatch(path).groups()  # type: ignore[union-attr]
        return body, cls(scale, suffix.lower() if suffix else None)

    def join(self, sent: Mapping[str, Sent]) -> dict[str, Sent]:
        """Add what the path says to what the query says; they may agree, but not differ.

        Raises:
            InvalidParameter: names the query's parameter.
        """
        return join_path(sent, {"scale": self.scale, "format": self.format})
