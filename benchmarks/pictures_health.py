"""How long /healthz takes, and what the workers hold, while large PNGs are made smaller."""

from benchmarks.health import CLIENTS, LIMIT, NUMBER, SECONDS, load, percentile
from benchmarks.photos import PICTURES, large_png
from benchmarks.report import Row
from benchmarks.runner import AbsentError
from benchmarks.server import serving

SIDES = {7000: 50_000_000, 12_000: 150_000_000}
"""px → MAX_PIXELS: the first is accepted as it is, for the second the limit is raised."""

MOST = 400.0
"""MB of a worker, as asked for in the issue."""


def rows() -> list[Row]:
    """The table's part about /healthz while pictures are made."""
    return [row for side in SIDES for row in _rows(side)]


def _rows(side: int) -> list[Row]:
    what = f"while {CLIENTS} clients ask for PNGs of {side}×{side} px, each in another size"
    settings = {
        "PICTURES_DIR": str(PICTURES),
        "CACHE_BYTES": "0",
        "MAX_PIXELS": str(SIDES[side]),
    }
    target = f"/picture/{large_png(side)}?w={NUMBER}"
    try:
        with serving(**settings) as server, load(server, target):
            busy = percentile(server, SECONDS)
            peaks = server.worker_peaks()
    except AbsentError as error:
        return [Row(f"/healthz p99 {what}", f"not measured: {error}")]
    found = [Row.limited(f"/healthz p99 {what}", busy, LIMIT, "ms")]
    if peaks:
        most = max(peaks) / 1_000_000
        found.append(Row.limited(f"peak memory of a worker {what}", most, MOST, "MB"))
    return found
