"""What only this service knows: the keys of tokens, and what a captcha says.

Every replica with the same SECRET_KEY knows the same, so nothing has to be kept or passed on.
"""

import hmac
from dataclasses import dataclass, field
from typing import Self

from image_proc.captcha import ALPHABET, DIGITS

LETTERS = 5
"""Of a picture: 15 ** 5, 760,000 words."""

SPOKEN = 6
"""Digits of a sound: a million."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a captcha says, and what its noise follows from; all of it is secret.

    Args:
        text: the letters of its picture.
        digits: those of its sound.
        seed: hex digits.
    """

    text: str
    digits: str
    seed: str


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys made of SECRET_KEY, each for one purpose.

    Args:
        token: signs tokens.
        text: chooses letters.
        digits: chooses digits.
        noise: chooses faces, waves and strokes, which a nonce that everybody sees must not tell.
    """

    token: bytes = field(repr=False)
    text: bytes = field(repr=False)
    digits: bytes = field(repr=False)
    noise: bytes = field(repr=False)

    @classmethod
    def of(cls, secret: str) -> Self:
        """Derive the keys."""
        purposes = ("token", "text", "digits", "noise")
        return cls(*(_prf(secret.encode(), f"easel captcha 1 {each}") for each in purposes))

    def sign(self, text: str) -> bytes:
        """Give the message authentication code of a text, 32 bytes."""
        return _prf(self.token, text)

    def challenge(self, nonce: str) -> Challenge:
        """Give what the captcha of a nonce says."""
        return Challenge(
            _word(_prf(self.text, nonce), ALPHABET, LETTERS),
            _word(_prf(self.digits, nonce), DIGITS, SPOKEN),
            _prf(self.noise, nonce).hex(),
        )


def _prf(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")


def _word(chance: bytes, alphabet: str, length: int) -> str:
    """Write a number of 256 bits in the alphabet; its last places are as good as even."""
    number, word = int.from_bytes(chance), ""
    for _ in range(length):
        number, index = divmod(number, len(alphabet))
        word += alphabet[index]
    return word
