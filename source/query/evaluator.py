"""Queries answered within a budget of time and memory, whatever they ask of whatever document."""

import weakref
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from source.errors import NoMatch, TooSlow, Unreadable
from source.query import frames
from source.query.kinds import Query, check_sizes
from source.query.languages import check_body
from source.query.pool import Pool
from source.query.reader import BrokenError, GoneError, LateError

BUDGET = 1.0
"""Seconds for one query to one document."""

MAX_WAIT = 3.0
"""Seconds that a caller waits for a reader."""


class Evaluator:
    """Answers queries in processes of its own: a reader that is late is ended and replaced.

    Safe with threads, and with a fork at any time: the child starts its own readers. Nothing is
    started before the first query. Readers end with the process, with the evaluator, or at
    `close`.

    Args:
        budget: seconds for one query to one document, once a reader has begun with it.
        at_once: readers at most.
        max_wait: seconds that a caller waits for a reader when all are busy.
    """

    def __init__(
        self, budget: float = BUDGET, at_once: int = 2, max_wait: float = MAX_WAIT
    ) -> None:
        self._budget = budget
        self._pool = Pool(at_once, max_wait)
        weakref.finalize(self, Pool.end, self._pool)

    def evaluate(self, body: bytes, charset: str | None, query: Query) -> str:
        """Read a document and answer a query.

        Args:
            body: at most 1 MB.
            charset: as the document's sender named it, or None.
            query: any.

        Returns:
            1 to 256 characters on one line.

        Raises:
            BadExpression: the query is none.
            Unreadable: the document is not what the query's kind says.
            NoMatch: nothing is found, or something that is no short text.
            TooSlow: not within the budget, or no reader was free.
        """
        check_body(body)
        check_sizes(query)
        header = frames.write_question(query, charset, self._budget)
        while True:
            try:
                return frames.read_answer(self._ask(header, body))
            except GoneError:
                continue  # one that was kept had ended; each is met once

    def evaluate_first(self, body: bytes, charset: str | None, queries: Sequence[Query]) -> str:
        """Answer the first of several queries that finds something.

        Args:
            body: at most 1 MB.
            charset: as the document's sender named it, or None.
            queries: in their order, such as `default_queries` lists them.

        Raises:
            NoMatch: what the last one says, or there is none.
            BadExpression, Unreadable, TooSlow: as `evaluate`.
        """
        last = NoMatch("there is no query for this document; name one")
        for query in queries:
            try:
                return self.evaluate(body, charset, query)
            except NoMatch as error:
                last = error
        raise last

    def close(self) -> None:
        """End the readers that are idle; a later query starts another."""
        self._pool.end()

    def __enter__(self) -> Self:
        """Close at the end of a block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()

    def _ask(self, header: bytes, body: bytes) -> bytes:
        try:
            with self._pool.hold() as reader:
                return reader.ask(header, body, self._budget)
        except LateError:
            message = f"the query was not answered within {self._budget:g} s"
            raise TooSlow(message) from None
        except BrokenError:
            message = "the document could not be read: its reader broke on it"
            raise Unreadable(message) from None
        except GoneError:
            if reader.fresh:
                message = "no process could be started to answer the query; try again"
                raise TooSlow(message) from None
            raise
