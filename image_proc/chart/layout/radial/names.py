"""The names of slices that no legend gives."""

from image_proc.chart.fields import Legend
from image_proc.chart.spec import ChartSpec


def names_beside(spec: ChartSpec) -> tuple[str, ...]:
    """The slices' names, where they are to be written beside the slices; empty where not."""
    alone = spec.legend is Legend.AUTO and sum(map(bool, spec.labels)) == 1
    return spec.labels if spec.legend is Legend.NONE or alone else ()


def name_of(names: tuple[str, ...], place: int) -> str:
    """The name of a slice by its place; empty where it has none."""
    return names[place] if place < len(names) else ""
