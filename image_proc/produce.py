"""The one way from a spec to bytes: kept result → single flight → admission → render → encode."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import Event, Lock
from time import perf_counter
from typing import Protocol

from image_proc.encode import encode
from image_proc.errors import Busy
from image_proc.limits import Limits, PixelBudget
from image_proc.render import render
from image_proc.spec import ImageSpec


@dataclass(frozen=True, slots=True)
class Encoded:
    """An image as it goes over the wire.

    Args:
        body: the whole file.
        mimetype: its media type.
        etag: its strong entity tag, without quotes.
    """

    body: bytes
    mimetype: str
    etag: str


class Results(Protocol):
    """Where costly results are kept, for this process and the others of the machine."""

    def get(self, name: str, key: str, *, again: bool = False) -> bytes | None:
        """Give what was kept, or None; `again` for who has asked before and waited."""

    def put(self, name: str, key: str, body: bytes) -> None:
        """Keep a result if that is possible."""

    def alone(self, key: str, wait: float) -> AbstractContextManager[bool]:
        """Let one at a time in, over all processes; False for who waited `wait` seconds in vain."""


class Watch(Protocol):
    """Who is told what is drawn."""

    def drawn(self, kind: str, seconds: float) -> None:
        """An image of a kind was drawn and encoded, or could not be, in so many seconds."""

    def refused(self) -> None:
        """There was no capacity to draw an image."""


class Unwatched:
    """Tells nobody."""

    def drawn(self, kind: str, seconds: float) -> None:
        """Nothing follows."""

    def refused(self) -> None:
        """Nothing follows."""


class _Flight:
    """A rendering under way; whoever asks for the same meanwhile waits for its result."""

    __slots__ = ("done", "error", "result")

    def __init__(self) -> None:
        self.done = Event()
        self.result: Encoded | None = None
        self.error: BaseException | None = None


class Producer:
    """Draws specs within the limits, each of them once at a time.

    Args:
        limits: what is drawn at most.
        results: where costly results are kept; without it each is made anew.
        watch: who is told what is drawn.
    """

    def __init__(
        self, limits: Limits, results: Results | None = None, watch: Watch | None = None
    ) -> None:
        self.limits = limits
        self._results = results
        self._watch = watch or Unwatched()
        self._budget = PixelBudget(limits)
        self._flights: dict[str, _Flight] = {}
        self._lock = Lock()

    def produce(self, spec: ImageSpec) -> Encoded:
        """Give the kept result of a spec, or make it, or share that of a twin under way.

        Raises:
            Busy: no capacity within the time that a request may wait.
        """
        with self._lock:
            flight = self._flights.get(spec.etag)
            leads = flight is None
            if flight is None:
                flight = self._flights[spec.etag] = _Flight()
        try:
            return self._lead(spec, flight) if leads else self._follow(flight)
        except Busy:
            self._watch.refused()
            raise

    @property
    def load(self) -> tuple[int, int]:
        """The pixels that are being drawn now, and how many images wait for their turn."""
        return self._budget.load

    def _kept(self, spec: ImageSpec, *, again: bool = False) -> Encoded | None:
        if self._results is None or spec.kept_as is None:
            return None
        body = self._results.get(spec.kept_as, spec.etag, again=again)
        return None if body is None else Encoded(body, spec.format.mimetype, spec.etag)

    def _lead(self, spec: ImageSpec, flight: _Flight) -> Encoded:
        try:
            flight.result = self._make(spec)
        except BaseException as error:
            flight.error = error
            raise
        finally:
            with self._lock:
                del self._flights[spec.etag]
            flight.done.set()
        return flight.result

    def _make(self, spec: ImageSpec) -> Encoded:
        if self._results is None or spec.kept_as is None:
            return self._draw(spec)
        if (kept := self._kept(spec)) is not None:
            return kept
        with self._results.alone(spec.etag, self.limits.max_wait) as alone:
            # Another process may have made it while this one waited.
            if (kept := self._kept(spec, again=True)) is not None:
                return kept
            if not alone:
                raise self._busy()
            made = self._draw(spec)
            self._results.put(spec.kept_as, spec.etag, made.body)
            return made

    def _draw(self, spec: ImageSpec) -> Encoded:
        with self._budget.spend(spec.pixels, slow=spec.slow):
            begun = perf_counter()
            try:
                return draw(spec)
            finally:
                self._watch.drawn(spec.kind, perf_counter() - begun)

    def _busy(self) -> Busy:
        return Busy(retry_after=max(1, round(self.limits.max_wait / 2)))

    def _follow(self, flight: _Flight) -> Encoded:
        # Twice the wait of the leader: it may have waited for admission before it draws.
        if not flight.done.wait(2 * self.limits.max_wait):
            raise self._busy()
        if flight.result is None:
            error = flight.error or RuntimeError("a shared rendering ended without a result")
            raise error
        return flight.result


def draw(spec: ImageSpec) -> Encoded:
    """Render and encode, with no limit and no sharing."""
    drawing = render(spec)
    body = drawing if isinstance(drawing, bytes) else encode(drawing, spec.format)
    return Encoded(body, spec.format.mimetype, spec.etag)
