"""One call of a WSGI application, in a thread, as the loop sees it."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from wsgiref.types import WSGIApplication

from front.inflow import ClientGoneError, Inflow, LateBodyError
from front.outflow import Outflow
from front.reply import Head, Reply

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """A response that can be sent.

    Args:
        head: status and header fields.
        body: all of it, where it is no stream.
        outflow: the stream; None when the body is whole.
    """

    head: Head
    body: bytes
    outflow: Outflow | None


class Call:
    """Run an application once and bring its answer to the loop.

    A response that is whole takes one hand-over to the loop: the application's `close` has run
    by then. A stream takes one at its begin, one whenever the loop has sent all it had, and one at
    its end.

    Args:
        wsgi: the application.
        environ: what it is told; complete.
        inflow: the body, where that still arrives.
        ended: told in the loop that the thread is free again.
    """

    def __init__(
        self,
        wsgi: WSGIApplication,
        environ: dict[str, Any],
        inflow: Inflow | None,
        ended: Callable[[], None],
    ) -> None:
        self._wsgi = wsgi
        self._environ = environ
        self._inflow = inflow
        self._ended = ended
        self._loop = asyncio.get_running_loop()
        self._gone = False
        self.answer: asyncio.Future[Answer | HTTPStatus] = self._loop.create_future()
        """The answer, once it is whole or begins to stream; a status when there is none to give."""
        self.outflow: Outflow | None = None

    def run(self) -> None:
        """Call the application; in a thread."""
        reply = Reply(self._begin, bodiless=self._environ["REQUEST_METHOD"] == "HEAD")
        fault: HTTPStatus | None = HTTPStatus.INTERNAL_SERVER_ERROR
        try:
            if not self._gone:
                self._call(reply)
                fault = None
        except ClientGoneError:
            fault = HTTPStatus.BAD_REQUEST
        except LateBodyError:
            fault = HTTPStatus.REQUEST_TIMEOUT
        except BaseException:
            self._tell("error in the application")
        with suppress(RuntimeError):  # the loop has been closed
            self._loop.call_soon_threadsafe(self._finish, reply, fault)

    def _call(self, reply: Reply) -> None:
        chunks: Iterable[bytes] = self._wsgi(self._environ, reply.start)
        try:
            reply.take(chunks)
        finally:
            try:
                if (close := getattr(chunks, "close", None)) is not None:
                    close()
            except BaseException:  # the answer has been given
                self._tell("error while a response was closed")

    def _tell(self, what: str) -> None:
        level = logging.DEBUG if self._gone else logging.ERROR
        log.log(level, "%s at %s", what, self._environ["RAW_URI"], exc_info=True)

    def _begin(self, head: Head) -> Callable[[bytes], None]:
        outflow = Outflow(self._loop)
        self._loop.call_soon_threadsafe(self._started, head, outflow)
        return outflow.put

    def _started(self, head: Head, outflow: Outflow) -> None:
        self.outflow = outflow
        if self._gone:
            outflow.leave()
        elif not self.answer.done():
            self.answer.set_result(Answer(head, b"", outflow))

    def _finish(self, reply: Reply, fault: HTTPStatus | None) -> None:
        self._ended()
        if self.outflow is not None:
            self.outflow.end(whole=fault is None)
        elif self.answer.done():
            return
        elif fault is None and reply.head is not None:
            self.answer.set_result(Answer(reply.head, reply.body, None))
        else:
            self.answer.set_result(fault or HTTPStatus.INTERNAL_SERVER_ERROR)

    def leave(self) -> None:
        """Say in the loop that nobody waits for the answer any longer; the thread ends soon."""
        self._gone = True
        if self._inflow is not None:
            self._inflow.leave()
        if self.outflow is not None:
            self.outflow.leave()
