"""The colours and lines of a dataset."""

from endpoint.chart.quickchart.config import dotted
from endpoint.chart.quickchart.node import Node, read_color, read_number
from image_proc.chart.fields import MOST_VALUES
from image_proc.color import Color
from image_proc.errors import InvalidParameter

_WIDEST = 64.0
"""px of a line."""

_USUAL = Color(0, 0, 0, 26)
"""What Chart.js paints in where a list of colours has a hole."""

_CURVED = 0.4
"""The tension that is nearest to a monotone curve."""

_HOLDING = (True, "before", "after", "middle")


def colors_of(dataset: Node, *names: str) -> tuple[Color, ...]:
    """The colours under the first of several names that says something; none where it is empty."""
    value, path = dataset.take(*names), dataset.place(*names)
    if value is None:
        return ()
    if not isinstance(value, list):
        return (read_color(value, path),)
    if len(value) > MOST_VALUES:
        raise InvalidParameter(path, f"{len(value)} colours", f"at most {MOST_VALUES}")
    return tuple(
        _USUAL if item is None else read_color(item, dotted(path, at))
        for at, item in enumerate(value)
    )


def width_of(dataset: Node, usual: float, *names: str) -> float:
    """A length in px; of a list the first one, where all are the same.

    Args:
        dataset: where it stands.
        usual: px, where it does not say.
        names: of the key.
    """
    value, path = dataset.take(*names), dataset.place(*names)
    if isinstance(value, list):
        if len({str(item) for item in value}) > 1:
            dataset.give_up(next(name for name in names if name in dataset))
        value = value[0] if value else None
    return usual if value is None else min(_WIDEST, max(0.0, read_number(value, path)))


def dashes_of(dataset: Node) -> tuple[float, ...]:
    """The lengths that are drawn and left out in turn, px; an odd number of them goes twice."""
    path = dataset.place("borderDash")
    found = tuple(
        min(_WIDEST, max(0.0, read_number(item, dotted(path, at))))
        for at, item in enumerate(dataset.items("borderDash")[:4])
    )
    if not any(found):
        return ()
    return found * 2 if len(found) % 2 else found


def tension_of(dataset: Node, elements: Node, otherwise: float) -> float:
    """How round its line is, 0 to 1.

    Args:
        dataset: a config's.
        elements: what the config says of all lines.
        otherwise: what it is where neither says.
    """
    tension = dataset.number("tension", "lineTension")
    usual = elements.number("tension", "lineTension")
    if dataset.take("cubicInterpolationMode") == "monotone" and tension is None:
        return _CURVED
    chosen = next((each for each in (tension, usual) if each is not None), otherwise)
    return min(1.0, max(0.0, chosen))


def steps_of(dataset: Node) -> bool:
    """Whether a value holds until the next one."""
    name = next((name for name in ("stepped", "steppedLine") if name in dataset), "stepped")
    value = dataset.take("stepped", "steppedLine")
    if value is None or value is False:
        return False
    if not any(value is known or value == known for known in _HOLDING):
        raise InvalidParameter(dataset.place(name), value, "true, false, before, after or middle")
    if value not in (True, "before"):
        dataset.give_up(name)
    return True


def is_filled(dataset: Node, usual: bool) -> bool:
    """Whether something is painted below its line."""
    value = dataset.take("fill")
    if value is None or isinstance(value, bool):
        return usual if value is None else value
    if value not in ("origin", "zero"):
        dataset.give_up("fill")
    return value not in ("false", "none")
