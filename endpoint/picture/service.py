"""Finds pictures and knows what they say of themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from endpoint.picture.sources import Sources
from endpoint.transform import Stored, probed
from image_proc.limits import Limits
from source.errors import Changed

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Pictures:
    """What the room of pictures works with.

    Args:
        sources: where they are.
        limits: what is decoded at most.
        max_age: seconds for which an answer may be kept without asking again.
        signed: whether only signed addresses are answered.
        gallery: whether the folder of pictures is shown to everybody.
    """

    sources: Sources
    limits: Limits
    max_age: int
    signed: bool
    gallery: bool

    def find(self, path: str) -> Stored:
        """Find a picture and read its header.

        Args:
            path: what stands after /picture/, decoded.

        Raises:
            NotFound, InvalidParameter, SourceError: as `Sources.find` says.
            BadPicture: it is no picture that is read here.
        """
        original = self.sources.find(path)
        return probed(original, self.limits)

    def answer(self, path: str, make: Callable[[Stored], Answer]) -> Answer:
        """Find a picture and make an answer of it.

        A picture that is replaced between the two is found once more: the second one is whole.

        Args:
            path: what stands after /picture/, decoded.
            make: reads the picture's bytes, or does not.

        Raises:
            Changed: it was replaced again.
        """
        try:
            return make(self.find(path))
        except Changed:
            return make(self.find(path))
