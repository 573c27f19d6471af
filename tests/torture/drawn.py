"""Pictures to upload: as many different ones as are wanted, each the same every time."""

import hashlib
import random
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image

SMALL, LARGE = (24, 16), (400, 300)


@dataclass(frozen=True)
class Picture:
    """A file.

    Args:
        body: its bytes.
        sha256: of them, 64 hex digits.
    """

    body: bytes
    sha256: str


@cache
def drawn(number: int, *, again: bool = False) -> Picture:
    """Draw a picture that has no other number's pixels.

    Most are some hundred bytes; each 16th is 360 kB, so that it takes many packets. Each fourth is
    a JPEG.

    Args:
        number: 0 or more.
        again: saved in another way: of a PNG the same pixels in other bytes.
    """
    size = LARGE if number % 16 == 0 else SMALL
    dice = random.Random(number)  # noqa: S311 - the same picture each time
    pixels = Image.frombytes("RGB", size, dice.randbytes(size[0] * size[1] * 3))
    stream = BytesIO()
    if number % 4 == 1:
        pixels.save(stream, "JPEG", quality=80 if again else 90)
    else:
        pixels.save(stream, "PNG", compress_level=0 if again else 1)
    body = stream.getvalue()
    return Picture(body, hashlib.sha256(body).hexdigest())
