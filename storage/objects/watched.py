"""Operations on a store of objects are timed, and whoever watches is told how they ended."""

from collections.abc import Callable
from functools import wraps
from time import perf_counter
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from storage.errors import StorageError

P = ParamSpec("P")
R = TypeVar("R")


class Watch(Protocol):
    """Who is told what is done to a store."""

    def stored(self, store: str, operation: str, outcome: str, seconds: float) -> None:
        """An operation ended: `ok`, `failed`, or by the name of its error's class.

        Args:
            store: its kind, such as `folder`.
            operation: the name of the method.
            outcome: how it ended.
            seconds: that it took; of reading, until the first piece.
        """


class Watched:
    """What a store is that tells of its operations."""

    kind: str
    watch: Watch | None = None


S = TypeVar("S", bound=Watched)


def timed(method: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
    """Tell a store's watch of each call of a method."""

    @wraps(method)
    def call(self: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if self.watch is None:
            return method(self, *args, **kwargs)
        begun, outcome = perf_counter(), "failed"
        try:
            result = method(self, *args, **kwargs)
            outcome = "ok"
        except StorageError as error:
            outcome = type(error).__name__
            raise
        else:
            return result
        finally:
            self.watch.stored(self.kind, method.__name__, outcome, perf_counter() - begun)

    return call
