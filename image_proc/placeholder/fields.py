"""What the single values of a placeholder accept, before they are held against its size."""

import re
from typing import Annotated

from pydantic import BeforeValidator

from image_proc.fonts import Family
from image_proc.spec import DRAWN, DRAWN_ACCEPTED
from image_proc.text import Align

LONGEST_TEXT = 500
FORMATS = DRAWN
FORMATS_ACCEPTED = DRAWN_ACCEPTED
TEXT_ACCEPTED = f"at most {LONGEST_TEXT} characters, no control characters"

_LINE_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029|]|\\n")
# Nothing of these has a picture, and XML allows none of them.
_UNDRAWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def _text(value: object) -> object:
    """Bring every way to write a line break to the character."""
    if not isinstance(value, str):
        return value
    text = _LINE_BREAK.sub("\n", value).replace("\t", " ")
    if len(text) > LONGEST_TEXT or _UNDRAWABLE.search(text):
        raise ValueError(TEXT_ACCEPTED)
    return text


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


TextField = Annotated[str, BeforeValidator(_text)]
FontField = Annotated[Family, BeforeValidator(_lower)]
AlignField = Annotated[Align, BeforeValidator(_lower)]


def size_text(width: int, height: int) -> str:
    """What a placeholder says when nothing else was asked for."""
    return f"{width}×{height}"
