"""A stored picture as the renderers see it: what identifies it, and a way to read its bytes.

Where it lies (a folder, a bucket, another host) is known to the room that found it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, BinaryIO

from pydantic import PlainSerializer


@dataclass(frozen=True, slots=True)
class Original:
    """A picture that something is to be made of.

    Args:
        name: what its users and `flask cache purge` call it: "trip/IMG_2041.jpg", "@shop/a.png".
        identity: changes whenever its bytes do; part of every ETag that is made of it.
        length: bytes.
        open: opens it for reading, seekable, from the start; whoever calls it closes the file.
    """

    name: str
    identity: str
    length: int
    open: Callable[[], BinaryIO] = field(compare=False, repr=False)


OriginalField = Annotated[
    Original, PlainSerializer(lambda original: original.identity, return_type=str)
]
"""An original in a spec: what it is read from is no part of the ETag, its identity is."""
