"""Digits, spoken: the voice of the package `captcha` over murmurs that are quieter than it.

Its own mixture takes 200 ms and lasts 17 s. This one lasts half of that and is made of whole
blocks of bytes where it can be. Samples are bytes, 128 is silence.
"""

from functools import cache
from pathlib import Path
from typing import Any

from image_proc.captcha.seeded import Chance, copied
from image_proc.captcha.spec import DIGITS

SAMPLE_RATE = 8000
"""Hz, of the package's voice."""

LONGEST_SOUND = 10.0
"""s, of six digits."""

_chance = Chance()
_captcha: Any = copied("captcha.audio", _chance)

_SILENCE = 128
_LOUDNESS = 15.0
"""The root mean square that each digit is brought to; as recorded they have 10 to 17."""

_LEVELS = (0.85, 1.15)
"""Of digits, with their loudness as 1."""

_MURMURS = (0.15, 0.3)
"""Of what is heard below them."""

_SLOWNESS = (1.0, 1.3)
"""How much longer a digit takes than it was spoken; its voice is as much deeper."""

_PAUSES = (0.3, 0.7)
"""s before and between digits, from and to."""

_HISS = 5
"""Steps of the noise below all."""


def speak(digits: str, seed: str) -> bytes:
    """Speak digits; the same ones and the same seed give the same bytes.

    Args:
        digits: one to six.
        seed: what pauses, speeds and murmurs follow from; as secret as the digits.

    Returns:
        A WAV file: 8 bits, one channel, at most `LONGEST_SOUND` s.
    """
    _chance.seed(seed)
    speech = bytearray()
    for digit in digits:
        speech += _pause()
        speech += _varied(_voices()[digit], _LEVELS)
    speech += _pause()
    mixed: bytearray = _captcha.mix_wave(speech, _murmurs(len(speech)))
    signal = _captcha.BEEP + _captcha.SILENCE
    return bytes(_captcha.patch_wave_header(signal + signal + mixed))


@cache
def _voices() -> dict[str, bytes]:
    """Read the ten digits, equally loud."""
    folder = Path(_captcha.DATA_DIR)
    read = _captcha._read_wave_file  # noqa: SLF001 - the one reader of its own recordings
    recorded = {digit: bytes(read(str(folder / digit / "default.wav"))) for digit in DIGITS}
    return {digit: _at_level(body, _LOUDNESS / loudness(body)) for digit, body in recorded.items()}


def loudness(body: bytes) -> float:
    """Give the root mean square of samples."""
    return float((sum((sample - _SILENCE) ** 2 for sample in body) / len(body)) ** 0.5)


def _at_level(body: bytes | bytearray, level: float) -> bytes:
    table = bytes(
        min(255, max(0, round(_SILENCE + (sample - _SILENCE) * level))) for sample in range(256)
    )
    return bytes(body.translate(table))


def _varied(voice: bytes, levels: tuple[float, float]) -> bytearray:
    slower: bytearray = _captcha.change_speed(voice, _chance.between(*_SLOWNESS))
    return bytearray(_at_level(slower, _chance.between(*levels)))


def _pause() -> bytes:
    return bytes([_SILENCE]) * round(_chance.between(*_PAUSES) * SAMPLE_RATE)


def _murmurs(length: int) -> bytearray:
    """Make a ground of hiss, and of digits that are spoken backwards."""
    hiss = bytes(_SILENCE + sample % _HISS - _HISS // 2 for sample in range(256))
    ground = bytearray(_chance.bytes(length).translate(hiss))
    at = 0
    while at < length:
        murmur = _varied(_voices()[_chance.choice(DIGITS)][::-1], _MURMURS)
        end = min(length, at + len(murmur))
        ground[at:end] = _captcha.mix_wave(murmur[: end - at], ground[at:end])
        at = end + _chance.randbelow(SAMPLE_RATE // 5)
    return ground
