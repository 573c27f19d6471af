"""A reader: a process that answers queries from its standard input until that ends.

It cannot grow, write files or dump its memory, and it ends itself when nobody ends it in time.
"""

import resource
import select
import signal
import socket
import sys
from contextlib import suppress
from io import BufferedRWPair
from pathlib import Path

from source.errors import SourceError
from source.query import frames
from source.query.languages import answer, language_of

MEMORY = 512 * 1024 * 1024
"""Bytes of address space; Python and lxml take 60 MB of it."""

KEPT = 128 * 1024 * 1024
"""Bytes of resident memory; a reader that stays larger ends, since it seldom returns them."""

IDLE = 300.0
"""Seconds after which a reader that nobody asks ends, and gives back its 20 MB."""

_STATUS = Path("/proc/self/statm")

_LIMITS = (
    (resource.RLIMIT_AS, MEMORY),
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_FSIZE, 0),
    (resource.RLIMIT_NOFILE, 32),
)


def main() -> None:
    """Answer questions until there are no more, or none has come for a while."""
    for limit, most in _LIMITS:
        allowed = resource.getrlimit(limit)[1]
        least = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        with suppress(ValueError):  # macOS refuses a limit of its address space
            resource.setrlimit(limit, (least, least))
    with socket.socket(fileno=sys.stdin.fileno()) as line, suppress(ConnectionError):
        answer_all(line)


def answer_all(line: socket.socket, idle: float = IDLE) -> None:
    """Answer questions that come over a line.

    Args:
        line: to the service; its other end's end is the end.
        idle: seconds without a question after which there is no more need of this reader.
    """
    with line.makefile("rwb") as stream:
        while select.select([line], [], [], idle)[0]:
            if not _serve(stream) or _resident() > KEPT:
                break


def _resident() -> int:
    """Tell the bytes of memory that are in use; getrusage counts what the parent had as well."""
    try:
        return int(_STATUS.read_text().split()[1]) * resource.getpagesize()
    except OSError:  # not Linux
        return 0


def _serve(stream: BufferedRWPair) -> bool:
    header = _receive(stream)
    body = _receive(stream)
    if header is None or body is None:
        return False
    query, charset, budget = frames.read_question(header)
    language_of(query.kind)
    _send(stream, b"")
    # The service ends a reader that is late; this is for when the service itself has ended.
    signal.setitimer(signal.ITIMER_REAL, budget + 1)
    try:
        outcome = frames.write_answer(answer(body, charset, query))
    except SourceError as error:
        outcome = frames.write_error(error)
    signal.setitimer(signal.ITIMER_REAL, 0)
    _send(stream, outcome)
    return True


def _receive(stream: BufferedRWPair) -> bytes | None:
    length = stream.read(frames.LENGTH.size)
    if len(length) < frames.LENGTH.size:
        return None
    size = frames.LENGTH.unpack(length)[0]
    body = stream.read(size)
    return body if len(body) == size else None


def _send(stream: BufferedRWPair, body: bytes) -> None:
    stream.write(frames.frame(body))
    stream.flush()


if __name__ == "__main__":
    main()
