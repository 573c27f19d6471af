"""Peak memory of one picture: a process of its own for each engine and each photo."""

from pathlib import Path

from PIL import Image

from benchmarks.peak import peak_of
from benchmarks.photos import BIRD, DRAGONFLY, PICTURES, SUNSET_PNG, Photo
from benchmarks.pictures_engines import JPEG_800, Engine, engines
from benchmarks.report import Row, number
from benchmarks.runner import AbsentError

MOST = 0.5
"""Of sharp's, as asked for."""

_MEGABYTE = 1_000_000
_TINY = Photo("tiny.jpg", "tiny", BIRD.package, BIRD.file)


def rows() -> list[Row]:
    """The table's part about the memory of pictures."""
    if not Path("/proc/self/status").exists():
        return [Row("peak memory of a picture", "not measured: only Linux tells it")]
    with Image.new("RGB", (8, 8)) as image:
        image.save(PICTURES / _TINY.name)
    return [row for photo in (BIRD, DRAGONFLY, SUNSET_PNG) for row in _rows(photo)]


def _rows(photo: Photo) -> list[Row]:
    with engines() as all_:
        peaks = {each.name: found for each in all_ if (found := _peaks(each, photo))}
    who = ", ".join(peaks)
    wholes = {name: whole for name, (_, whole) in peaks.items()}
    over = [whole - start for start, whole in peaks.values()]
    what = f"peak memory, {photo.what} → {JPEG_800.name}"
    return [
        _row(f"{what}: {who}", wholes),
        Row(f"{what}, over that of 8×8 px: {who}", f"{' : '.join(map(number, over))} MB"),
    ]


def _row(what: str, peaks: dict[str, float]) -> Row:
    measured = f"{' : '.join(map(number, peaks.values()))} MB"
    if "sharp" not in peaks:
        return Row(what, measured)
    ratio = peaks["ours"] / peaks["sharp"]
    return Row(what, measured, f"≤ {MOST}×", ratio, ratio <= MOST)


def _peaks(engine: Engine, photo: Photo) -> tuple[float, float] | None:
    """MB after a picture of 8×8 px, which loads all code, and after the photo."""
    try:
        engine.make(_TINY, JPEG_800)
        status = Path(f"/proc/{engine.peer.pid}/status")
        start = peak_of(status) / _MEGABYTE
        engine.make(photo, JPEG_800)
        return start, peak_of(status) / _MEGABYTE
    except AbsentError:
        return None
