"""What may end a path: a pixel ratio and a suffix, as in `@2x.webp`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from endpoint.query import Sent, join_path
from image_proc.errors import InvalidParameter
from image_proc.spec import DRAWN, DRAWN_ACCEPTED

RATIO_ACCEPTED = "@1x, @2x or @3x"
_RATIO, _FORMAT = "dpr", "format"
_RATIOS = frozenset({None, "1", "2", "3"})
_TAIL = re.compile(r"(?:@(?P<ratio>[^@.]*)x)?(?:\.(?P<suffix>[^@.]*))?")
# At the end of a name only what is known for sure: "me@example.com" is a name.
_SURE = re.compile(
    rf"(?P<body>.*?)(?:@(?P<ratio>[123])x)?(?:\.(?P<suffix>{'|'.join(DRAWN)}))?",
    re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of a path.

    Args:
        ratio: 1 to 3 as it was typed, or None.
        suffix: a format's, or None.
    """

    ratio: str | None = None
    suffix: str | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what is nothing but a tail.

        Raises:
            InvalidParameter: the ratio or the suffix is not known.
        """
        found = _TAIL.fullmatch(text)
        if found is None or found["ratio"] not in _RATIOS:
            raise InvalidParameter(_RATIO, text, RATIO_ACCEPTED)
        if found["suffix"] is not None and found["suffix"].lower() not in DRAWN:
            raise InvalidParameter(_FORMAT, found["suffix"], DRAWN_ACCEPTED)
        return cls(found["ratio"], found["suffix"])

    @classmethod
    def cut(cls, text: str) -> tuple[str, Self]:
        """Take a tail off a name; all that could be the name's own stays there."""
        found = _SURE.fullmatch(text)
        if found is None or not found["body"]:
            return text, cls()
        return found["body"], cls(found["ratio"], found["suffix"])

    def joined(self, sent: Mapping[str, Sent]) -> dict[str, Sent]:
        """Add what the path says to what the query says.

        Raises:
            InvalidParameter: they do not say the same.
        """
        return join_path(sent, {_RATIO: self.ratio, _FORMAT: self.suffix})
