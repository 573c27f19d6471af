"""A part of an object in pieces, whose first one is there before anybody is answered."""

from collections.abc import Iterator


def wanted(start: int, length: int) -> None:
    """Check which part is wanted, before anything is opened.

    Args:
        start: bytes, 0 or more.
        length: bytes, 0 or more.

    Raises:
        ValueError: it is none.
    """
    if start < 0 or length < 0:
        msg = f"start={start} and length={length} are no part of an object: 0 or more are"
        raise ValueError(msg)


def begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Get the first piece now, so that what is missing is known by the call itself.

    The others come when they are asked for. Who does not ask, and drops the result or closes it,
    drops `pieces` as well, whose file is closed by that.
    """
    first = next(pieces, b"")
    return _rest(first, pieces)


def _rest(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
        yield from pieces
