"""What stands between the cache in memory and Easel."""

import asyncio
from pathlib import Path

import pytest
from flask import Flask

from asgi import forgetting
from endpoint.copies import RESULTS
from storage.results import ResultStore
from tests.front.caching import Behind, Told, cc


def test_what_is_purged_on_disk_is_forgotten_in_memory(app: Flask) -> None:
    store = app.extensions[RESULTS]
    store.put("a.png", "k", b"body")
    behind = Behind(Told(**cc("max-age=100")))
    look = forgetting(behind.cache, store)

    async def scene() -> None:
        for _ in range(2):
            await behind.ask()
            look()
        assert behind.told.times == 1
        result = app.test_cli_runner().invoke(args=["cache", "purge", "b.png"])
        assert result.exit_code == 0
        look()
        await behind.ask()
        assert behind.told.times == 2

    asyncio.run(scene())


def test_a_store_that_cannot_be_read_disturbs_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ResultStore(tmp_path, 1000)
    look = forgetting(Behind(Told()).cache, store)

    def refuse() -> int:
        raise PermissionError

    monkeypatch.setattr(store, "epoch", refuse)
    look()
