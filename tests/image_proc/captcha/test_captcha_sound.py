"""The sound of a captcha."""

import wave
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest

from image_proc.captcha import DIGITS, LONGEST_SOUND, SAMPLE_RATE, sound, speak

SEED = "a seed for tests only"


def samples(body: bytes) -> bytes:
    with wave.open(BytesIO(body)) as found:
        assert found.getnchannels() == 1
        assert found.getsampwidth() == 1
        assert found.getframerate() == SAMPLE_RATE
        return bytes(found.readframes(found.getnframes()))


def test_the_same_digits_sound_the_same_in_every_thread() -> None:
    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(lambda _: speak("123456", SEED), range(8)))) == 1


@pytest.mark.parametrize("other", [("123457", SEED), ("123456", f"{SEED}!"), ("654321", SEED)])
def test_others_sound_otherwise(other: tuple[str, str]) -> None:
    assert speak(*other) != speak("123456", SEED)


@pytest.mark.parametrize("digits", [*DIGITS, "000000", "777777", "123456"])
def test_it_is_a_wav_that_is_heard_and_not_long(digits: str) -> None:
    body = samples(speak(digits, SEED))
    assert len(body) <= LONGEST_SOUND * SAMPLE_RATE
    assert max(body) > 160


def test_what_murmurs_is_less_than_half_as_loud_as_what_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spoken = samples(speak("7" * 6, SEED))
    monkeypatch.setattr(sound, "_LEVELS", (0.0, 0.0))
    murmured = samples(speak("7" * 6, SEED))
    start = SAMPLE_RATE  # past the signal
    assert 2 * sound.loudness(murmured[start:]) < sound.loudness(spoken[start:])
