"""Texts of a file as a chart can show them."""

LONGEST = 200
"""Characters of a label or a name."""

_WHITE = "".join(map(chr, (*range(9, 14), 32, 0xA0, 0xFEFF)))


def decode(raw: bytes) -> str:
    """Read bytes as UTF-8; what is broken becomes U+FFFD."""
    return raw.decode("utf-8", "replace")


def label(text: str) -> str:
    """Trim and shorten a text, and put U+FFFD for what cannot be shown."""
    text = text.strip(_WHITE)
    if len(text) > LONGEST:
        text = f"{text[: LONGEST - 1]}…"
    if text.isprintable():
        return text
    return "".join(char if char == " " or char.isprintable() else "\ufffd" for char in text)
