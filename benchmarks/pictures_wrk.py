"""One batch of requests for pictures, asked by wrk."""

from benchmarks.server import Server
from benchmarks.wrk import Batch, Load
from benchmarks.wrk import ask as ask_wrk

SECONDS = 3
CONNECTIONS = 4


def ask(server: Server, before: str, after: str, *, kept: bool) -> Batch:
    """Ask for pictures of changing widths.

    Args:
        server: that is asked.
        before: of a target, what stands before the width.
        after: what stands behind it.
        kept: whether a connection is used again.

    Raises:
        AbsentError: not all answers were good.
    """
    headers = () if kept else ("Connection: close",)
    script = ("widths.lua", before, after)
    return ask_wrk(server, "/", Load(CONNECTIONS, SECONDS, headers, script))
