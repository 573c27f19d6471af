"""Placeholders: how long a PNG takes from the spec to its bytes."""

from functools import partial

from benchmarks.report import Row
from benchmarks.runner import Contestant, Race
from benchmarks.texts import new
from benchmarks.timing import file_of, timed
from image_proc.placeholder import PlaceholderSpec

Size = tuple[int, int]

LIMITS: dict[Size, float] = {(600, 400): 0.25, (4000, 4000): 10.0}
"""ms, as asked for in the issue."""


def size_name(size: Size) -> str:
    """A size as people write it."""
    return f"{size[0]}×{size[1]}"


def contestants() -> list[Contestant]:
    """Each size with the text that it has by itself, and with one never drawn before."""
    return [each for size in LIMITS for each in (_usual(size), _unseen(size))]


def rows(race: Race, slowness: float | None) -> list[Row]:
    """The table's part about placeholders, on a machine so many times as slow as the limits'."""
    found = []
    for size, limit in LIMITS.items():
        names = (_usual(size).name, _unseen(size).name)
        length = len(file_of(_spec(size)))
        found += [
            *(Row.timed(name, race.time(name), limit, slowness) for name in names),
            Row(f"placeholder {size_name(size)} PNG, size", f"{length} bytes"),
        ]
    return found


def _spec(size: Size, text: str | None = None) -> PlaceholderSpec:
    fields: dict[str, object] = {"width": size[0], "height": size[1]}
    return PlaceholderSpec.model_validate(fields if text is None else fields | {"text": text})


def _usual(size: Size) -> Contestant:
    return Contestant(
        f"placeholder {size_name(size)} PNG",
        partial(timed, file_of, lambda amount: [_spec(size) for _ in range(amount)]),
    )


def _unseen(size: Size) -> Contestant:
    return Contestant(
        f"placeholder {size_name(size)} PNG, text never seen",
        partial(timed, file_of, lambda amount: [_spec(size, text) for _, text in new(amount)]),
    )
