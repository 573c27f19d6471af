"""Time pybadges: one line of JSON comes in, [[label, message], ...], and the ns go out."""

import json
import sys
from importlib import import_module
from time import perf_counter_ns

# Named so, because it has an environment of its own that no type checker sees.
badge = import_module("pybadges").badge

for line in sys.stdin:
    texts = json.loads(line)
    start = perf_counter_ns()
    for label, message in texts:
        badge(label, message, right_color="brightgreen")
    print(perf_counter_ns() - start, flush=True)
