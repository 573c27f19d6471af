"""Values read from where they stand: fetched or out of a file, then asked for by a query."""

from collections.abc import Sequence
from dataclasses import dataclass

from source.errors import NotAllowed
from source.fetch import Fetcher, Request
from source.files import Files
from source.origin import AllowList
from source.query import Evaluator, Query


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads values; one for a process.

    Args:
        fetcher: brings what has an address.
        files: brings what is in the repository; None where there is none.
        evaluator: answers queries.
    """

    fetcher: Fetcher
    files: Files | None
    evaluator: Evaluator

    @property
    def allow(self) -> AllowList:
        """The origins that may be asked."""
        return self.fetcher.allow

    def at(self, request: Request, queries: Sequence[Query]) -> str:
        """Fetch a document and give what the first query finds that finds anything.

        Raises:
            SourceError: it cannot be had, or read, or nothing is found.
        """
        document = self.fetcher.fetch(request)
        return self.evaluator.evaluate_first(document.body, document.charset, queries)

    def in_file(self, path: str, queries: Sequence[Query]) -> str:
        """Read a file of the repository and give what the first query finds that finds anything.

        Raises:
            SourceError: it cannot be had, or read, or nothing is found.
        """
        if self.files is None:
            message = "there is no repository here: REPO_ROOT is not set"
            raise NotAllowed(message)
        return self.evaluator.evaluate_first(self.files.read(path), None, queries)
