"""Room around a picture."""

from dataclasses import dataclass

MOST_PADDING = 4096
"""px on each side."""


@dataclass(frozen=True, slots=True)
class Padding:
    """How much room there is on each side, in px, 0 to 4096."""

    top: int
    right: int
    bottom: int
    left: int

    def __str__(self) -> str:
        """Write it as URLs carry it."""
        return f"{self.top},{self.right},{self.bottom},{self.left}"

    @property
    def width(self) -> int:
        """Px that it adds across."""
        return self.left + self.right

    @property
    def height(self) -> int:
        """Px that it adds down."""
        return self.top + self.bottom

    def scaled(self, ratio: float) -> "Padding":
        """The same room on a screen of more pixels, `ratio` for each px."""
        sides = (self.top, self.right, self.bottom, self.left)
        return Padding(*(round(side * ratio) for side in sides))
