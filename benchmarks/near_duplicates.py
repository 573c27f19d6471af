"""Are near duplicates found? Changed copies of real photos against other photos.

`python -m benchmarks.near_duplicates` prints the table, then how each change fares at thresholds
around ours.

The photos are those of `benchmarks/attention_photos.py`. A change is found when its distance to
its own photo is at most `NEAR`; a false alarm is a pair of different photos that is.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from io import BytesIO
from itertools import combinations

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from benchmarks.attention_photos import photos
from benchmarks.report import Row, table
from benchmarks.runner import AbsentError
from image_proc.hash import NEAR, Packed, pack, packed_distance, perceptual_hash

FOUND, ALARMS = 90.0, 1.0
"""per cent, as asked for: of all changes at least, of all pairs at most."""

SCAN = 10_000
"""hashes that one question is put to, and how long that may take: ms."""
SCAN_LIMIT = 15.0

_SEEN = 128
"""px, the longer side of what is hashed."""

Change = Callable[[Image.Image], Image.Image]
Tone = type[ImageEnhance.Brightness | ImageEnhance.Contrast | ImageEnhance.Color]
Hashes = Mapping[str, Sequence[Packed]]


def _resized(share: float, image: Image.Image) -> Image.Image:
    size = round(image.width * share), round(image.height * share)
    return image.resize(size, Image.Resampling.LANCZOS)


def _saved(format_: str, quality: int, image: Image.Image) -> Image.Image:
    body = BytesIO()
    image.save(body, format_, quality=quality)
    with Image.open(body) as again:
        return again.convert("RGB")


def _cropped(sides: tuple[int, int, int, int], image: Image.Image) -> Image.Image:
    """Cut per cent away: left, top, right, bottom."""
    left, top, right, bottom = (each / 100 for each in sides)
    width, height = image.size
    return image.crop(
        (
            round(left * width),
            round(top * height),
            round((1 - right) * width),
            round((1 - bottom) * height),
        )
    )


def _curved(power: float, image: Image.Image) -> Image.Image:
    return image.point([round(255 * (level / 255) ** power) for level in range(256)] * 3)


def _warmer(image: Image.Image) -> Image.Image:
    return image.convert("RGB", (1.08, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0.9, 0))


def _grey(image: Image.Image) -> Image.Image:
    return image.convert("L").convert("RGB")


def _marked(image: Image.Image) -> Image.Image:
    marked = image.copy()
    draw = ImageDraw.Draw(marked, "RGBA")
    width, height = image.size
    draw.rectangle((0.72 * width, 0.9 * height, 0.97 * width, 0.96 * height), (255, 255, 255, 150))
    draw.text((0.73 * width, 0.91 * height), "© example", (0, 0, 0, 200))
    return marked


def _toned(kind: Tone, factor: float, image: Image.Image) -> Image.Image:
    return kind(image).enhance(factor)


def _all(steps: Sequence[Change], image: Image.Image) -> Image.Image:
    for step in steps:
        image = step(image)
    return image


_JPEG, _LIGHT = partial(_saved, "JPEG"), partial(_toned, ImageEnhance.Brightness)
_CONTRAST, _COLOR = partial(_toned, ImageEnhance.Contrast), partial(_toned, ImageEnhance.Color)
_EDGE = (5, 5, 5, 5)

CHANGES: dict[str, Change] = {
    **{f"resized to {share:.0%}": partial(_resized, share) for share in (0.25, 1 / 3, 0.5, 2)},
    **{f"JPEG, quality {quality}": partial(_JPEG, quality) for quality in (30, 50, 90)},
    "WebP, quality 30": partial(_saved, "WEBP", 30),
    **{f"cropped by {side}% a side": partial(_cropped, (side,) * 4) for side in (2, 5, 8)},
    "cropped by 5% left and top": partial(_cropped, (5, 5, 0, 0)),
    "cropped by 8% right": partial(_cropped, (0, 0, 8, 0)),
    "cropped by 8% at the top": partial(_cropped, (0, 8, 0, 0)),
    "cropped by 8% left and at the bottom": partial(_cropped, (8, 0, 0, 8)),
    "cropped by 5% at top and bottom": partial(_cropped, (0, 5, 0, 5)),
    "cropped by 8% left and right": partial(_cropped, (8, 0, 8, 0)),
    **{f"brightness {share:.0%}": partial(_LIGHT, share) for share in (0.85, 1.15)},
    **{f"contrast {share:.0%}": partial(_CONTRAST, share) for share in (0.85, 1.15)},
    **{f"gamma {power}": partial(_curved, power) for power in (0.8, 1.25)},
    **{f"saturation {share:.0%}": partial(_COLOR, share) for share in (0.5, 1.5)},
    "grey": _grey,
    "warmer": _warmer,
    "blurred": lambda image: image.filter(ImageFilter.GaussianBlur(1.5)),
    "sharpened": lambda image: image.filter(ImageFilter.SHARPEN),
    "a mark in the corner": _marked,
    "cropped by 5%, resized to 50%, JPEG 50": partial(
        _all, (partial(_cropped, _EDGE), partial(_resized, 0.5), partial(_JPEG, 50))
    ),
    "cropped by 3%, brighter, JPEG 60": partial(
        _all, (partial(_cropped, (3,) * 4), partial(_LIGHT, 1.1), partial(_JPEG, 60))
    ),
}


def rows() -> list[Row]:
    """The table's part about near duplicates."""
    try:
        base, changed = _measured()
    except AbsentError as error:
        return [Row("near duplicates", f"not measured: {error}")]
    return [*_rows(base, changed), _scan(base)]


def _measured() -> tuple[Sequence[Packed], Hashes]:
    base: list[Packed] = []
    changed: dict[str, list[Packed]] = {name: [] for name in CHANGES}
    for photo in photos():
        image = photo.load().convert("RGB")
        base.append(_hash(image))
        for name, change in CHANGES.items():
            changed[name].append(_hash(change(image)))
    return base, changed


def _hash(image: Image.Image) -> Packed:
    small = image.copy()
    small.thumbnail((_SEEN, _SEEN))
    return pack(perceptual_hash(small))


def found(base: Sequence[Packed], copies: Sequence[Packed], near: int) -> float:
    """Per cent of changed photos that are near their own."""
    pairs = zip(base, copies, strict=True)
    return 100 * sum(packed_distance(*pair) <= near for pair in pairs) / len(base)


def alarms(base: Sequence[Packed], near: int) -> tuple[int, int]:
    """Pairs of different photos that are called near, and all pairs."""
    distances = [packed_distance(*pair) for pair in combinations(base, 2)]
    return sum(each <= near for each in distances), len(distances)


def _rows(base: Sequence[Packed], changed: Hashes) -> Iterator[Row]:
    shares = {name: found(base, copies, NEAR) for name, copies in changed.items()}
    mean = sum(shares.values()) / len(shares)
    worst = min(shares, key=shares.__getitem__)
    count = len(base) * len(shares)
    asked = f"≥ {FOUND:.0f}%"
    yield Row("near: found", f"{mean:.1f}% of {count}", asked, mean / FOUND, mean >= FOUND)
    yield Row(
        f"near: found of the hardest, {worst}",
        f"{shares[worst]:.1f}% of {len(base)}",
        asked,
        shares[worst] / FOUND,
        shares[worst] >= FOUND,
    )
    wrong, pairs = alarms(base, NEAR)
    share = 100 * wrong / pairs
    measured = f"{wrong} of {pairs:,} ({share:.2f}%)"
    yield Row("near: false alarms", measured, f"< {ALARMS:.0f}%", share / ALARMS, share < ALARMS)


def _scan(base: Sequence[Packed]) -> Row:
    """Put one question to many stored hashes: read each, compare."""
    dice = random.Random(1)  # noqa: S311 - the same hashes each time
    digits = len(perceptual_hash(Image.new("L", (1, 1))))
    stored = [f"{dice.choice(base) ^ dice.getrandbits(24):0{digits}x}" for _ in range(SCAN)]
    laps = []
    for _ in range(9):
        start = time.perf_counter_ns()
        sum(packed_distance(base[0], pack(each)) <= NEAR for each in stored)
        laps.append(time.perf_counter_ns() - start)
    median = sorted(laps)[len(laps) // 2] / 1_000_000
    return Row.limited(f"near: one among {SCAN:,}", median, SCAN_LIMIT, "ms")


def main() -> None:
    """Print the table, and how each change fares at other thresholds."""
    try:
        base, changed = _measured()
    except AbsentError as error:
        sys.exit(f"not measured: {error}")
    print(table([*_rows(base, changed), _scan(base)]), end="\n\n")
    steps = range(NEAR - 6, NEAR + 7, 2)
    print(f"{'distance up to':40}", *(f"{near:6}" for near in steps))
    for name, copies in changed.items():
        print(f"{name:40}", *(f"{found(base, copies, near):5.1f}%" for near in steps))
    counts = [alarms(base, near) for near in steps]
    print(f"{'false alarms':40}", *(f"{100 * wrong / pairs:5.2f}%" for wrong, pairs in counts))


if __name__ == "__main__":
    main()
