"""Send a shape, and read what comes back."""

import asyncio
import re
from contextlib import suppress

from benchmarks.attack_shapes import GONE, SHAPES, Shape

PATIENCE = 45.0
"""seconds; what is half there has its answer, or its end, by then."""

_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")
_MOST = 1_000_000


async def judge(port: int) -> str:
    """Send all shapes, and name those that were not answered as they should be."""
    names = list(SHAPES)
    faults = await asyncio.gather(*(_fault(port, SHAPES[name]) for name in names))
    told = [f"{name}: {fault}" for name, fault in zip(names, faults, strict=True) if fault]
    return f"{len(names)} requests, {'; '.join(told) if told else 'each answered as it should be'}"


async def _fault(port: int, shape: Shape) -> str:
    """What is wrong with the answer; '' if nothing is."""
    try:
        told = await asyncio.wait_for(_send(port, shape.request), PATIENCE)
    except TimeoutError:
        return f"neither an answer nor an end in {PATIENCE:.0f} s"
    statuses = [int(found) for found in _STATUS.findall(told)]
    if (statuses or [GONE])[0] not in shape.statuses:
        return f"{statuses[0] if statuses else 'closed'}"
    return f"{len(statuses)} answers: {statuses}" if len(statuses) > shape.answers else ""


async def _send(port: int, request: bytes) -> bytes:
    """The first bytes that come back; all of them where the server closes soon."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=_MOST)
    told = b""
    try:
        with suppress(ConnectionError):
            writer.write(request)
            told = await reader.read(_MOST)
            with suppress(TimeoutError):
                while more := await asyncio.wait_for(reader.read(_MOST), 1):
                    told = (told + more)[:_MOST]
    finally:
        writer.transport.abort()
    return told
