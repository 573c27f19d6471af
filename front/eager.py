"""Coroutines that are run at once, and become a task only if they wait for something."""

import asyncio
from collections.abc import Coroutine, Generator
from contextvars import copy_context
from types import coroutine
from typing import Any


def run_eagerly(
    running: Coroutine[Any, Any, None], loop: asyncio.AbstractEventLoop
) -> asyncio.Task[None] | None:
    """Run a coroutine until it waits; return the task that it goes on in, None if it has ended.

    As `asyncio.eager_task_factory` of Python 3.12 does, but for this: until it waits for the first
    time there is no `asyncio.current_task()`. A task costs about as much as an answer from memory.

    Raises:
        Exception: what the coroutine raises before it waits.
    """
    context = copy_context()
    try:
        awaited = context.run(running.send, None)
    except StopIteration:
        return None
    return loop.create_task(_resumed(running, awaited), context=context)


@coroutine
def _resumed(running: Coroutine[Any, Any, None], awaited: Any) -> Generator[Any, Any, None]:
    while True:
        try:
            try:
                value = yield awaited
            except BaseException as error:  # a cancellation, too, is for the coroutine
                awaited = running.throw(error)
            else:
                awaited = running.send(value)
        except StopIteration:
            return
