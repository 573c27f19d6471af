"""What a text of a design says: words of its own and the values of a badge."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Self

PLACEHOLDERS = ("label", "message", "project", "metric", "date")
LONGEST_TEMPLATE = 200
"""Characters."""

_ACCEPTED = f"words with {', '.join(f'{{{name}}}' for name in PLACEHOLDERS)} among them"
_BRACES = "; a brace itself is written twice"
_UNDRAWABLE = {"Cc", "Cs", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Template:
    """A text with gaps.

    Args:
        pieces: words, and the name of the value behind them; None where nothing follows.
    """

    pieces: tuple[tuple[str, str | None], ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        r"""Read words with `{label}` and its like among them; `\n` starts a line.

        Raises:
            ValueError: what is accepted.
        """
        if not text.strip() or len(text) > LONGEST_TEMPLATE:
            message = f"{_ACCEPTED}, 1 to {LONGEST_TEMPLATE} characters"
            raise ValueError(message)
        if any(unicodedata.category(char) in _UNDRAWABLE for char in text.replace("\n", "")):
            message = f"{_ACCEPTED}, no control characters besides line breaks"
            raise ValueError(message)
        try:
            pieces = [*Formatter().parse(text)]
        except ValueError as error:
            raise ValueError(_ACCEPTED + _BRACES) from error
        for _, name, form, conversion in pieces:
            if name is not None and (name not in PLACEHOLDERS or form or conversion):
                raise ValueError(_ACCEPTED + _BRACES)
        return cls(tuple((words, name) for words, name, _, _ in pieces))

    @property
    def line_count(self) -> int:
        """How many lines it has at least; values bring no line breaks."""
        return 1 + sum(words.count("\n") for words, _ in self.pieces)

    def fill(self, values: Mapping[str, str]) -> str:
        """Put values into the gaps.

        Args:
            values: for every name in `PLACEHOLDERS`, without line breaks.
        """
        return "".join(words + (values[name] if name else "") for words, name in self.pieces)
