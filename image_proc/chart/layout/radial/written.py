"""What numbers say in slices."""

from collections.abc import Sequence

from image_proc.chart.fields import ChartType, Unit
from image_proc.chart.layout.numbers import format_number
from image_proc.chart.layout.radial.slices import Slice, percents
from image_proc.chart.spec import ChartSpec


def numbers_of(spec: ChartSpec, slices: Sequence[Slice]) -> dict[int, str]:
    """Write the numbers of slices, by their places.

    A pie tells shares. Where the axis says how values are written, the values themselves.
    """
    axis = spec.y
    plain = axis.unit in (Unit.PLAIN, Unit.PERCENT) and not axis.prefix and not axis.suffix
    if spec.type is ChartType.POLAR or not plain:
        return {part.place: format_number(part.value, axis) for part in slices}
    shares = zip(slices, percents(slices), strict=True)
    return {part.place: f"{share}%" if share else "<1%" for part, share in shares}
