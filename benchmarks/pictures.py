"""Photos made smaller in process: Easel, sharp and pyvips by turns; time, bytes and likeness."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import geometric_mean, mean

from benchmarks import pictures_memory
from benchmarks.likeness import psnr, reference
from benchmarks.photos import JPEGS, SUNSET_PNG, SUNSET_WEBP, Photo, fetch
from benchmarks.pictures_engines import (
    AVIF_800,
    JPEG_400,
    JPEG_800,
    OURS,
    PIXELS_800,
    WEBP_800,
    Engine,
    Job,
    engines,
)
from benchmarks.report import Row, number
from benchmarks.runner import AbsentError, Contestant, Race, take_turns

ROUNDS = 5

LIKE = 0.05
"""dB that count as nothing."""

_OF_JPEGS = (JPEG_800, JPEG_400, WEBP_800, AVIF_800)
_LEAST = {(JPEG_800.name, "sharp"): 1 / 1.05}
"""As asked for: at most 1.05 times the time."""

Task = tuple[Photo, Job]


def rows() -> list[Row]:
    """The table's part about pictures in process."""
    try:
        fetch()
    except AbsentError as error:
        return [Row("photos made smaller", f"not measured: {error}")]
    with engines() as all_:
        tasks = [(photo, job) for job in _OF_JPEGS for photo in JPEGS]
        tasks += [(photo, JPEG_800) for photo in (SUNSET_PNG, SUNSET_WEBP)]
        race = take_turns([_contestant(task, each) for task in tasks for each in all_], ROUNDS)
        present = [each for each in all_ if _name(tasks[0], each) in race.laps]
        found = [Row(name, f"not measured: {why}") for name, why in _absent(race).items()]
        told = Told(race, present)
        for job in _OF_JPEGS:
            found += told.job(job)
        found += [told.time((photo, JPEG_800)) for photo in (SUNSET_PNG, SUNSET_WEBP)]
        found += [told.likeness((photo, PIXELS_800)) for photo in (*JPEGS, SUNSET_PNG, SUNSET_WEBP)]
    return [*found, *pictures_memory.rows()]


def _name(task: Task, engine: Engine) -> str:
    return f"{engine.peer.name}: {task[0].what} → {task[1].name}"


def _contestant(task: Task, engine: Engine) -> Contestant:
    return Contestant(_name(task, engine), lambda _: engine.make(*task))


def _absent(race: Race) -> dict[str, str]:
    """Engine → why it did not run."""
    return {name.partition(":")[0]: why for name, why in race.absent.items()}


@dataclass(frozen=True, slots=True)
class Told:
    """The rows of a race.

    Args:
        race: what was timed.
        present: the engines that ran, ours first.
    """

    race: Race
    present: Sequence[Engine]

    def job(self, job: Job) -> Iterator[Row]:
        """What a job took, of each photo and of all."""
        yield from (self.time((photo, job)) for photo in JPEGS)
        yield from (self._whole(job, peer) for peer in self.present[1:])
        yield self._bytes(job)
        yield self._mean_likeness(job)

    def time(self, task: Task) -> Row:
        """How long everybody took; the ratio is to sharp."""
        names = {each.name: _name(task, each) for each in self.present}
        times = " : ".join(number(self.race.time(name) / 1e6) for name in names.values())
        ratio = None
        if "sharp" in names:
            ratio = self.race.times_as_fast(names[OURS], names["sharp"])
        return Row(f"{task[0].what} → {task[1].name}{self._who}", f"{times} ms", ratio=ratio)

    def likeness(self, task: Task) -> Row:
        """How like to the best is what they make, before it is encoded."""
        for each in self.present:
            each.make(*task)
        return self._decibels(f"PSNR, {task[0].what} → {task[1].name}", [self._psnr(task)])

    @property
    def _who(self) -> str:
        return f": {', '.join(each.name for each in self.present)}"

    def _whole(self, job: Job, peer: Engine) -> Row:
        tasks = [(photo, job) for photo in JPEGS]
        ours = [self.race.time(_name(task, self.present[0])) / 1e6 for task in tasks]
        theirs = [self.race.time(_name(task, peer)) / 1e6 for task in tasks]
        ratio = geometric_mean(
            self.race.times_as_fast(_name(task, self.present[0]), _name(task, peer))
            for task in tasks
        )
        what = f"all JPEGs → {job.name}, geometric mean, against {peer.peer.name}"
        measured = f"{number(geometric_mean(ours))} : {number(geometric_mean(theirs))} ms"
        return Row.compared(what, measured, ratio, _LEAST.get((job.name, peer.name), 0))

    def _bytes(self, job: Job) -> Row:
        lengths = [
            sum(each.made(photo, job).stat().st_size for photo in JPEGS) / 1000
            for each in self.present
        ]
        what = f"all JPEGs → {job.name}, bytes{self._who}"
        return Row(what, f"{' : '.join(map(number, lengths))} kB")

    def _mean_likeness(self, job: Job) -> Row:
        return self._decibels(
            f"PSNR, all JPEGs → {job.name}, mean", [self._psnr((photo, job)) for photo in JPEGS]
        )

    def _decibels(self, what: str, likeness: Sequence[Sequence[float]]) -> Row:
        means = [mean(each) for each in zip(*likeness, strict=True)]
        measured = f"{' : '.join(f'{each:.1f}' for each in means)} dB"
        if "sharp" not in [each.name for each in self.present]:
            return Row(what + self._who, measured)
        reached = means[0] >= means[1] - LIKE
        return Row(what + self._who, measured, "≥ sharp's", reached=reached)

    def _psnr(self, task: Task) -> list[float]:
        wanted = reference(task[0], task[1].width)
        return [psnr(wanted, each.made(*task)) for each in self.present]
