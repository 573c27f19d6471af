"""A chart of every kind, as their users would have them."""

from collections.abc import Mapping
from math import sin
from typing import Any

from image_proc.chart import ChartSpec

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NOW = 1_795_300_000
"""Unix seconds: in the night of 2026-11-21."""

_BROWSERS = ("Chrome", "Safari", "Edge", "Firefox", "Other")
_SHARES = (64, 19, 5, 3, 9)


def wave(count: int, middle: float, height: float, length: float) -> tuple[float, ...]:
    """A line that goes up and down, with some unrest of its own."""
    return tuple(
        round(middle + height * sin(at / length) + height * ((at * 7919) % 31 - 15) / 90, 2)
        for at in range(count)
    )


def series(name: str, *values: float | None, **fields: Any) -> dict[str, Any]:
    """Values with a name."""
    return {"name": name, "values": values, **fields}


def hours(count: int, step: float) -> tuple[float, ...]:
    """Times that end now."""
    return tuple(NOW - (count - 1 - at) * step for at in range(count))


def _cloud(name: str, middle: float) -> dict[str, Any]:
    values = tuple(middle + (at * 7919) % 37 - 18 for at in range(40))
    places = tuple(middle * 1.4 + (at * 104_729) % 71 for at in range(40))
    return {"name": name, "values": values, "places": places}


CHARTS: Mapping[str, Mapping[str, Any]] = {
    "bar": {
        "title": "Downloads by month",
        "labels": MONTHS,
        "series": (series("2025", *wave(12, 60, 25, 2)), series("2026", *wave(12, 80, 30, 3))),
    },
    "bar-negative": {
        "labels": ("one", "two", "three", "four"),
        "series": (series("", 12, -7, 30, 4),),
        "numbers": True,
    },
    "stacked": {
        "stacked": True,
        "title": "Requests by status",
        "labels": MONTHS,
        "series": (
            series("2xx", *wave(12, 600, 90, 2)),
            series("3xx", *wave(12, 100, 30, 3)),
            series("5xx", *wave(12, 40, 20, 1)),
        ),
    },
    "horizontal": {
        "horizontal": True,
        "title": "Languages",
        "labels": ("Python", "JavaScript", "Templates of Jinja and others", "CSS", "Shell"),
        "series": (series("", 52_341, 12_000, 4210, 3999, 120),),
        "numbers": True,
    },
    "line": {
        "type": "line",
        "title": "Latency, p95",
        "x": {"kind": "time"},
        "y": {"unit": "seconds", "title": "per request"},
        "series": (
            series("fra", *(each / 1000 for each in wave(120, 180, 60, 9)), places=hours(120, 720)),
            series(
                "iad", *(each / 1000 for each in wave(120, 140, 30, 12)), places=hours(120, 720)
            ),
        ),
    },
    "line-gaps": {
        "type": "line",
        "labels": MONTHS,
        "series": (
            series("round", 3, 4, None, 5, 9, None, 2, None, None, 7, 8, 6, tension=0.4),
            series("dashed", *[5] * 12, dashes=(6, 4)),
        ),
    },
    "line-log": {
        "type": "line",
        "labels": MONTHS,
        "y": {"kind": "log"},
        "series": (series("", 1, 4, 20, 90, 300, 1e3, 4e3, 9e3, 4e4, 1e5, 3e5, 1e6),),
    },
    "area": {
        "type": "area",
        "title": "Bandwidth",
        "x": {"kind": "time"},
        "y": {"unit": "bytes"},
        "series": (
            series("in", *(each * 1e6 for each in wave(150, 40, 20, 12)), places=hours(150, 4032)),
        ),
    },
    "area-stacked": {
        "type": "area",
        "stacked": True,
        "labels": MONTHS,
        "series": tuple(series(name, *wave(12, at, 5, 2)) for name, at in (("a", 30), ("b", 20))),
    },
    "scatter": {
        "type": "scatter",
        "x": {"kind": "linear", "title": "size, kB"},
        "y": {"title": "ms"},
        "series": (_cloud("png", 30), _cloud("webp", 60), _cloud("avif", 90)),
    },
    "bubble": {
        "type": "bubble",
        "x": {"kind": "linear"},
        "series": (
            {"values": (3, 8, 5, 9, 2), "places": (1, 2, 3, 4, 5), "sizes": (10, 22, 6, 14, 30)},
        ),
    },
    "histogram": {
        "type": "histogram",
        "title": "Response times",
        "series": (series("", *(((at * 7919) % 211 + (at * 31) % 97) / 2 for at in range(900))),),
    },
    "boxplot": {
        "type": "boxplot",
        "labels": ("Mon", "Tue", "Wed", "Thu", "Fri"),
        "series": (
            {
                "name": "ms",
                "samples": tuple(
                    (*(day * 8 + (at * 37) % 41 for at in range(30)), 99.0) for day in range(5)
                ),
            },
        ),
    },
    "heatmap": {
        "type": "heatmap",
        "title": "Commits",
        "labels": tuple(f"{hour:02}" for hour in range(24)),
        "series": tuple(
            series(name, *(max(0.0, round(each)) for each in wave(24, 4, 9 - at, 5)))
            for at, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
        ),
    },
    "mixed": {
        "labels": MONTHS,
        "right": {"unit": "percent"},
        "series": (
            series("requests", *wave(12, 600, 200, 2)),
            series(
                "errors", *(each / 100 for each in wave(12, 4, 2, 1)), type="line", axis="right"
            ),
        ),
    },
    "slanted": {
        "labels": tuple(f"category number {at}" for at in range(20)),
        "series": (series("", *wave(20, 50, 20, 3)),),
    },
    "days": {
        "x": {"kind": "time"},
        "series": (series("", *wave(30, 50, 20, 3), places=hours(30, 86_400)),),
    },
    "strip": {"look": "strip", "series": (series("", *wave(700, 90, 50, 80)),)},
    "pie": {
        "type": "pie",
        "title": "Share",
        "labels": _BROWSERS,
        "series": (series("", *_SHARES),),
        "numbers": True,
    },
    "pie-named": {
        "type": "pie",
        "legend": "none",
        "labels": _BROWSERS,
        "series": (series("", *_SHARES),),
    },
    "doughnut": {"type": "doughnut", "labels": _BROWSERS, "series": (series("", *_SHARES),)},
    "radar": {
        "type": "radar",
        "labels": ("speed", "size", "docs", "tests", "looks"),
        "series": (series("a", 8, 7, 9, 6, 5), series("b", 5, 9, 4, 8, 7)),
    },
    "polar": {"type": "polar", "labels": ("a", "b", "c", "d"), "series": (series("", 8, 7, 9, 6),)},
    "gauge": {
        "type": "gauge",
        "title": "Coverage",
        "y": {"suffix": "%"},
        "series": (series("lines", 87),),
    },
}


def shown(name: str, **fields: Any) -> ChartSpec:
    """The chart of a name, with other fields if there are any."""
    return ChartSpec.model_validate({"width": 500, "height": 275, **CHARTS[name], **fields})
