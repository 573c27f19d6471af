"""Time matplotlib: one line of JSON comes in, a task of chart_tasks.py, and the ns go out."""

import json
import sys
from importlib import import_module
from io import BytesIO
from time import perf_counter_ns
from typing import Any

# Named so, because it has an environment of its own that no type checker sees.
Figure = import_module("matplotlib.figure").Figure
DPI = 100


def draw(task: dict[str, Any]) -> bytes:
    """Draw a chart without pyplot, which keeps every figure."""
    figure = Figure(figsize=(task["width"] / DPI, task["height"] / DPI), dpi=DPI)
    axes = figure.subplots()
    for at, values in enumerate(task["series"]):
        places = range(len(values))
        if task["kind"] == "bar":
            width = 0.8 / len(task["series"])
            axes.bar([place + at * width for place in places], values, width, label=f"series {at}")
        else:
            axes.plot(places, values, label=f"series {at}")
    if task["kind"] == "sparkline":
        axes.axis("off")
    elif len(task["series"]) > 1:
        axes.legend()
    file = BytesIO()
    figure.savefig(file, format=task["format"])
    return file.getvalue()


for line in sys.stdin:
    asked = json.loads(line)
    start = perf_counter_ns()
    for _ in range(asked["amount"]):
        draw(asked)
    print(perf_counter_ns() - start, flush=True)
