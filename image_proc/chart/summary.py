"""A series in a sentence, for those who hear a picture."""

from collections.abc import Callable, Sequence


def summary(known: Sequence[float], write: Callable[[float], str]) -> str:
    """Tell where values begin and end, and how far they reach.

    Args:
        known: at least one, in their order.
        write: writes a number.
    """
    if len(known) == 1:
        return f"one value, {write(known[0])}"
    first, last, low, high = map(write, (known[0], known[-1], min(known), max(known)))
    return f"{len(known)} values from {first} to {last}, lowest {low}, highest {high}"
