"""How long a stored picture may be."""

from image_proc.errors import TooLarge, shorten


def check_size(name: str, length: int, most: int) -> None:
    """Refuse a picture before its bytes are read.

    Args:
        name: what it is called in answers.
        length: bytes that it has.
        most: bytes that it may have.

    Raises:
        TooLarge: it has more.
    """
    if length > most:
        raise too_large(name, most)


def too_large(name: str, most: int) -> TooLarge:
    """Say that a picture has more than `most` bytes."""
    return TooLarge(f"the picture '{shorten(name)}' has more than {most} bytes, which is the most")
