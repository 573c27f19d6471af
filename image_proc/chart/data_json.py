"""A chart as JSON: the values that it shows, for programs."""

from typing import Any

from pydantic_core import to_json

from image_proc.chart.fields import AxisKind
from image_proc.chart.series import Series
from image_proc.chart.spec import ChartSpec


def write_json(spec: ChartSpec) -> bytes:
    """Write type, labels and series; places of time are Unix seconds, what is missing is null."""
    found: dict[str, Any] = {"type": spec.type, "title": spec.title}
    if spec.labels:
        found["labels"] = spec.labels
    if spec.x.kind is not AxisKind.CATEGORY:
        found["x"] = spec.x.kind
    found["series"] = [_series(series) for series in spec.series]
    return to_json(found)


def _series(series: Series) -> dict[str, Any]:
    found = {
        "x": series.places,
        "values": series.values or None,
        "sizes": series.sizes,
        "samples": series.samples,
    }
    return {"name": series.name, **{key: each for key, each in found.items() if each is not None}}
