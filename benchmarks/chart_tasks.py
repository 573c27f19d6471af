"""The charts that are timed, in a form that Easel and its peers draw alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sin
from typing import Any

from image_proc.chart import ChartSpec, SparklineSpec
from image_proc.spec import Format, ImageSpec

WIDTH, HEIGHT = 500, 275
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Task:
    """A chart to draw.

    Args:
        kind: bar, line or sparkline.
        width: px.
        height: px.
        labels: of the places; none where they are only counted.
        series: the values of each.
        strip: whether ours is the seed's, a value a pixel.
    """

    kind: str
    width: int
    height: int
    labels: tuple[str, ...]
    series: tuple[tuple[float, ...], ...]
    strip: bool = False

    def document(self, shift: int) -> Mapping[str, Any]:
        """The same as JSON; other values for each shift, so that nobody keeps a result."""
        return {
            "kind": self.kind,
            "width": self.width,
            "height": self.height,
            "labels": self.labels,
            "series": [[value + shift % 7 for value in values] for values in self.series],
        }

    def spec(self, shift: int, format_: Format) -> ImageSpec:
        """The same as one of our specs."""
        series = tuple(tuple(value + shift % 7 for value in values) for values in self.series)
        size = {"width": self.width, "height": self.height, "format": format_}
        if self.kind == "sparkline":
            return SparklineSpec.model_validate(size | {"values": series[0]})
        named = tuple({"name": f"series {at}", "values": each} for at, each in enumerate(series))
        fields = {"type": self.kind, "labels": self.labels, "series": named}
        if self.strip:
            fields = {"look": "strip", "series": ({"values": series[0]},)}
        return ChartSpec.model_validate(size | fields)


def _wave(count: int, middle: float, height: float) -> tuple[float, ...]:
    return tuple(
        round(middle + height * sin(at / count * 9) + (at * 7919) % 13, 1) for at in range(count)
    )


TASKS: Mapping[str, Task] = {
    "a log of 480 values": Task("bar", WIDTH, HEIGHT, (), (_wave(480, 90, 50),), strip=True),
    "12 × 3 bars": Task(
        "bar", WIDTH, HEIGHT, MONTHS, tuple(_wave(12, at, 20) for at in (60, 80, 40))
    ),
    "3 lines of 60 values": Task(
        "line",
        WIDTH,
        HEIGHT,
        tuple(str(at) for at in range(60)),
        tuple(_wave(60, at, 20) for at in (60, 80, 40)),
    ),
    "a sparkline of 60 values": Task("sparkline", 100, 20, (), (_wave(60, 50, 30),)),
}
