"""What some parameters of a picture are made of: a point, a part."""

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class FocalPoint:
    """What a picture is about: shares of its width and height, 0 to 1, from the upper left."""

    x: float
    y: float

    def __str__(self) -> str:
        """Write it as URLs carry it."""
        return f"{self.x:g},{self.y:g}"


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of a picture: px from the upper left of the upright original."""

    x: int
    y: int
    width: int
    height: int

    def __str__(self) -> str:
        """Write it as URLs carry it."""
        return ",".join(map(str, astuple(self)))
