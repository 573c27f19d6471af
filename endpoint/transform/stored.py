"""A stored picture and what it says of itself."""

from dataclasses import dataclass
from functools import lru_cache

from image_proc.decode.header import Header
from image_proc.decode.probe import probe
from image_proc.limits import Limits
from image_proc.original import Original


@dataclass(frozen=True, slots=True)
class Stored:
    """A picture that was found.

    Args:
        original: where its bytes are.
        header: what they say of themselves.
    """

    original: Original
    header: Header


def probed(original: Original, limits: Limits) -> Stored:
    """Read a picture's header.

    Raises:
        BadPicture: it is no picture that is read here.
        Exception: whatever opening it raises.
    """
    return Stored(original, _header(original, limits))


@lru_cache(maxsize=4096)
def _header(original: Original, limits: Limits) -> Header:
    """Read each header once: an original that changes is another one."""
    return probe(original, limits)
