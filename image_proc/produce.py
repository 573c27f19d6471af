"""The one way from a spec to bytes: single flight → admission → render → encode."""

from dataclasses import dataclass
from threading import Event, Lock

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


class _Flight:
    """A rendering under way; whoever asks for the same meanwhile waits for its result."""

    __slots__ = ("done", "error", "result")

    def __init__(self) -> None:
        self.done = Event()
        self.result: Encoded | None = None
        self.error: BaseException | None = None


class Producer:
    """Draws specs within the limits, each of them once at a time."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._budget = PixelBudget(limits)
        self._flights: dict[str, _Flight] = {}
        self._lock = Lock()

    def produce(self, spec: ImageSpec) -> Encoded:
        """Render and encode a spec, or share the result of a twin under way.

        Raises:
            Busy: no capacity within the time that a request may wait.
        """
        with self._lock:
            flight = self._flights.get(spec.etag)
            leads = flight is None
            if flight is None:
                flight = self._flights[spec.etag] = _Flight()
        return self._lead(spec, flight) if leads else self._follow(flight)

    def _lead(self, spec: ImageSpec, flight: _Flight) -> Encoded:
        try:
            with self._budget.spend(spec.pixels):
                flight.result = draw(spec)
        except BaseException as error:
            flight.error = error
            raise
        finally:
            with self._lock:
                del self._flights[spec.etag]
            flight.done.set()
        return flight.result

    def _follow(self, flight: _Flight) -> Encoded:
        # Twice the wait of the leader: it may have waited for admission before it draws.
        if not flight.done.wait(2 * self.limits.max_wait):
            raise Busy(retry_after=max(1, round(self.limits.max_wait / 2)))
        if flight.result is None:
            error = flight.error or RuntimeError("a shared rendering ended without a result")
            raise error
        return flight.result


def draw(spec: ImageSpec) -> Encoded:
    """Render and encode, with no limit and no sharing."""
    drawing = render(spec)
    body = drawing if isinstance(drawing, bytes) else encode(drawing, spec.format)
    return Encoded(body, spec.format.mimetype, spec.etag)
