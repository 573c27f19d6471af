"""How hard it is to come from a picture's edge to a place in it without a change of colour."""

from collections.abc import Iterable, Sequence

_FAR = 1e9


def barrier(levels: Sequence[int], width: int) -> list[float]:
    """Measure what encloses each cell: the minimum barrier distance to the rim of a map.

    A path from the rim to a cell climbs from its lowest to its highest level; the least climb of
    all paths is the cell's barrier. Sky and lawn reach the rim without one, whatever their colour;
    what stands before them does not. Three sweeps over the map come close to the least climb.

    Args:
        levels: of the cells, row by row.
        width: cells in a row, 1 or more.

    Returns:
        The barrier of each cell, in levels; 0 at the rim.

    Source:
        Zhang, Sclaroff, Lin, Shen, Price and Mech: Minimum Barrier Salient Object Detection at
        80 FPS, ICCV 2015
    """
    cells = len(levels)
    found = [_FAR] * cells
    found[:width] = found[-width:] = [0.0] * width
    found[::width] = found[width - 1 :: width] = [0.0] * (cells // width)
    inner = [cell for cell, distance in enumerate(found) if distance]
    highest, lowest = list(levels), list(levels)
    for order, above, before in (
        (inner, -width, -1),
        (inner[::-1], width, 1),
        (inner, -width, -1),
    ):
        _sweep(order, (above, before), levels, (found, highest, lowest))
    return found


def _sweep(
    order: Iterable[int],
    steps: tuple[int, int],
    levels: Sequence[int],
    paths: tuple[list[float], list[int], list[int]],
) -> None:
    """Lengthen the neighbours' best paths by one cell where that is better than what is known."""
    found, highest, lowest = paths
    for cell in order:
        level, best = levels[cell], found[cell]
        for step in steps:
            high, low = highest[cell + step], lowest[cell + step]
            if level > high:
                high = level
            elif level < low:
                low = level
            if high - low < best:
                best = found[cell] = high - low
                highest[cell], lowest[cell] = high, low
