"""Avatars of square cells, on whole pixels where there are enough of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from image_proc.color import Color


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells of a palette's colours in the middle of a ground of its first one.

    Args:
        rows: palette indices, a byte for each cell, all rows equally long, as many as columns.
        palette: the colours, opaque.
        margin: cells of plain ground around them, halves too.
    """

    rows: tuple[bytes, ...]
    palette: tuple[Color, ...]
    margin: float

    def place(self, side: int) -> tuple[float, float]:
        """Where the first cell begins and how wide one is, in px of a picture so wide."""
        count = len(self.rows)
        cell: float = side // (count + 2 * self.margin) or side / (count + 2 * self.margin)
        first = (side - count * cell) / 2
        return (first // 1 if cell >= 1 else first), cell


def mirrored(halves: Sequence[Sequence[int]], *, odd: bool) -> tuple[bytes, ...]:
    """Complete rows of left halves; where the count is odd the last column is the middle."""
    return tuple(bytes([*half, *reversed(half[:-1] if odd else half)]) for half in halves)


def draw_grid(grid: Grid, side: int) -> Image.Image:
    """Draw the cells.

    Returns:
        Mode P, or RGB where cells are less than a pixel wide; both sides are `side` px.
    """
    count = len(grid.rows)
    first, cell = grid.place(side)
    cells = Image.frombytes("P", (count, count), b"".join(grid.rows))
    cells.putpalette([channel for color in grid.palette for channel in color.rgb])
    if cell < 1:
        return _squeezed(cells, grid, side)
    image = Image.new("P", (side, side), 0)
    image.putpalette(cells.getpalette() or [])
    wide = round(count * cell)
    image.paste(cells.resize((wide, wide), Image.Resampling.NEAREST), (int(first), int(first)))
    return image


def _squeezed(cells: Image.Image, grid: Grid, side: int) -> Image.Image:
    edge = round(4 * grid.margin)
    image = Image.new("RGB", (4 * cells.width + 2 * edge,) * 2, grid.palette[0].rgb)
    image.paste(cells.convert("RGB").resize((4 * cells.width,) * 2), (edge, edge))
    return image.resize((side, side), Image.Resampling.BOX)


def grid_svg(grid: Grid, side: int) -> str:
    """Write the ground and, for each further colour, a path of its cells."""
    first, cell = grid.place(side)
    paths = "".join(
        f'<path fill="{color.hex}" d="{_cells(grid.rows, index)}"/>'
        for index, color in enumerate(grid.palette)
        if index
    )
    return (
        f'<path fill="{grid.palette[0].hex}" d="M0 0h{side}v{side}H0z"/>'
        f'<g shape-rendering="crispEdges" transform="translate({first:g} {first:g})'
        f'scale({cell:.6g})">{paths}</g>'
    )


def _cells(rows: Sequence[bytes], index: int) -> str:
    """Squares, neighbours in a row as one."""
    drawn: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        while (x := row.find(index, x)) >= 0:
            width = len(row) - x - len(row[x:].lstrip(bytes([index])))
            drawn.append(f"M{x} {y}h{width}v1H{x}z")
            x += width
    return "".join(drawn)
