"""Captchas: a word that people read and programs do not, and digits that are spoken."""

from image_proc.captcha.render import render_captcha
from image_proc.captcha.sound import LONGEST_SOUND, SAMPLE_RATE, speak
from image_proc.captcha.spec import ALPHABET, DIGITS, SIZE, CaptchaSpec

__all__ = [
    "ALPHABET",
    "DIGITS",
    "LONGEST_SOUND",
    "SAMPLE_RATE",
    "SIZE",
    "CaptchaSpec",
    "render_captcha",
    "speak",
]
