"""What a sender may use up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that one request may send, and for how long.

    Args:
        file_bytes: bytes of a file, at least 1.
        files: files in a form, at least 1.
        request_bytes: bytes of a form with all its files.
        seconds: s from the first byte of the body to its last, over 0.
        min_free: bytes that stay free on the disk of staging.
        silence: s without a byte until the sender is given up.
    """

    file_bytes: int
    files: int
    request_bytes: int
    seconds: float
    min_free: int
    silence: float = 15
