"""A captcha's picture, specified: what it says, and what its noise follows from."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from image_proc.spec import Format, ImageSpec

ALPHABET = "ACDEHJKNRTUXY39"
"""What a picture says: no two of them are taken for each other when they lean and wave.

Left out: 0 O, 1 I l, S 5, Z 2, B 8, which print confuses, and 4 (A), 6 and G (C), 7 (T), F (E),
M (N), P (R), Q (D), V (U), W (VV), which waves make alike.
"""

DIGITS = "0123456789"
"""What is spoken."""

SIZE = (200, 70)
"""px at scale 1: (width, height)."""

MOST_LETTERS = 6
SHORTEST_SEED = 16


class CaptchaSpec(ImageSpec):
    """A word that leans, waves and is crossed out.

    Attributes:
        text: the letters, of `ALPHABET`.
        seed: what faces, angles, waves and strokes follow from. It has to be as secret as the
            text: who knows it draws every word, and compares.
        scale: px of the picture for each of the page.
    """

    kind: ClassVar[str] = "captcha"

    format: Literal[Format.PNG] = Format.PNG
    text: Annotated[str, Field(pattern=f"^[{ALPHABET}]{{1,{MOST_LETTERS}}}$")]
    seed: Annotated[str, Field(min_length=SHORTEST_SEED, max_length=128)]
    scale: Literal[1, 2] = 1

    @property
    def size(self) -> tuple[int, int]:
        """Px: (width, height)."""
        return SIZE[0] * self.scale, SIZE[1] * self.scale

    @property
    def pixels(self) -> int:
        """The area that is drawn, which is that of the largest scale and more."""
        return SIZE[0] * SIZE[1] * DETAIL**2


DETAIL = 4
"""A word is drawn so many times as large as at scale 1, then made smaller: so edges are smooth."""
