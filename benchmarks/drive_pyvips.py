"""Time pyvips: one line of JSON comes in, a task of pictures_engines.py, and ns go out."""

import json
import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter_ns


def main() -> None:
    """Answer until the input ends."""
    # Named so, because it is there for developers only.
    vips = import_module("pyvips")
    vips.cache_set_max(0)  # or the second time would be another one's
    for line in sys.stdin:
        task = json.loads(line)
        start = perf_counter_ns()
        image = vips.Image.thumbnail(task["source"], task["width"])
        body = image.write_to_buffer(f".{task['format']}", **task["options"])
        taken = perf_counter_ns() - start
        Path(task["into"]).write_bytes(body)
        print(taken, flush=True)


if __name__ == "__main__":
    main()
