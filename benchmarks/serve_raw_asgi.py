"""An ASGI application that gives one answer to everything, for gunicorn's asgi worker.

It is as fast as that worker can be. The answer is read from the file that the environment names.
"""

import json
import os
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

ANSWER = "RAW_ASGI_ANSWER"
"""The variable with the path of a file: JSON of `headers`, pairs of texts, and `body`, a text."""

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


def create_app() -> Application:
    """Make the application; gunicorn is told `benchmarks.serve_raw_asgi:create_app()`."""
    answer = json.loads(Path(os.environ[ANSWER]).read_text(encoding="utf-8"))
    headers = [(name.encode().lower(), value.encode()) for name, value in answer["headers"]]
    start = {"type": "http.response.start", "status": 200, "headers": headers}
    body = {"type": "http.response.body", "body": answer["body"].encode()}

    async def app(scope: Message, _receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise NotImplementedError  # lifespan, as any application that knows none
        await send(start)
        await send(body)

    return app
