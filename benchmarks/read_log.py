"""Read an access log once, and print its seconds of the processor and the most memory, in bytes.

`python -m benchmarks.read_log "requests a minute, all of it" access.log 1790864000`: what, of which
file, and when that ends, in s since 1970. It imports no more than it needs: that would count.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

from source.table import Agg, Between, Rows, Wanted, read_table

WHOLE = "requests a minute, all of it"
DAY = "requests a minute, the last 24 h"
LAST = "the last 500 request times"
READINGS: dict[str, Callable[[float], Wanted]] = {
    WHOLE: lambda _: Wanted(bucket=60.0),
    DAY: lambda end: Wanted(window=Between(end - 86_400, end), bucket=60.0),
    "requests an hour by status": lambda _: Wanted(bucket=3600.0, by="status"),
    "bytes an hour": lambda _: Wanted(bucket=3600.0, y=("bytes",), agg=Agg.SUM),
    "p95 of the request time an hour": lambda _: Wanted(
        bucket=3600.0, y=("request_time",), agg=Agg.P95
    ),
    LAST: lambda _: Wanted(y=("request_time",), window=Rows(500)),
}


def main(name: str, path: str, end: str) -> None:
    """Read what the command line says."""
    wanted = READINGS[name](float(end))
    start = process_time()
    with Path(path).open("rb") as file:
        read_table(file, wanted, path)
    seconds = process_time() - start
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (peak,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    print(seconds, int(peak) * 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])
