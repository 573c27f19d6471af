import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from endpoint.picture.cache_commands import cli
from storage.results import ResultStore

Run = Callable[..., Result]
KEY = "0a"
NAMES = ("trip/a.jpg", "trip/b.jpg", "b.jpg", "@shop/a.png")


@pytest.fixture
def store(tmp_path: Path) -> ResultStore:
    return ResultStore(tmp_path / "results", 1 << 20)


@pytest.fixture
def run(store: ResultStore) -> Run:
    app = Flask("store")
    app.extensions["easel-results"] = store
    app.cli.add_command(cli)
    return lambda *arguments: app.test_cli_runner().invoke(args=["cache", *arguments])


@pytest.fixture
def _full(store: ResultStore) -> None:
    for name in NAMES:
        store.put(name, KEY, b"x" * 50_000)


def test_stats_of_nothing(run: Run) -> None:
    done = run("stats")
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "entries  0",
        "size     0 B of 1.0 MiB (0.0%)",
        "hits     nothing was asked for yet",
    ]
    assert json.loads(run("stats", "--json").output)["hit_ratio"] is None


@pytest.mark.usefixtures("_full")
def test_stats_tell_what_is_kept_and_how_it_is_used(run: Run, store: ResultStore) -> None:
    for name in (*NAMES, *NAMES, "c.jpg"):
        store.get(name, KEY)
    assert run("stats").output.splitlines() == [
        "entries  4",
        "size     195.5 KiB of 1.0 MiB (19.1%)",
        "hits     8 of 9 requests (88.9%)",
    ]
    assert json.loads(run("stats", "--json").output) == {
        "entries": 4,
        "bytes": store.stats().bytes,
        "budget": 1 << 20,
        "hits": 8,
        "misses": 1,
        "hit_ratio": 0.8889,
    }


def test_stats_without_a_budget(run: Run, tmp_path: Path) -> None:
    app = Flask("store")
    app.extensions["easel-results"] = ResultStore(tmp_path, 0)
    app.cli.add_command(cli)
    assert "size     0 B of 0 B\n" in app.test_cli_runner().invoke(args=["cache", "stats"]).output


@pytest.mark.usefixtures("_full")
@pytest.mark.parametrize(
    ("arguments", "said", "left"),
    [
        (("b.jpg",), "Deleted 1 entry, 48.9 KiB.", ("trip/a.jpg", "trip/b.jpg", "@shop/a.png")),
        (("trip/",), "Deleted 2 entries, 97.8 KiB.", ("b.jpg", "@shop/a.png")),
        (("@shop/",), "Deleted 1 entry, 48.9 KiB.", ("trip/a.jpg", "trip/b.jpg", "b.jpg")),
        (("--all",), "Deleted 4 entries, 195.5 KiB.", ()),
        (("none/",), "Deleted 0 entries, 0 B.", NAMES),
    ],
)
def test_purge_deletes_a_picture_a_folder_or_all(
    run: Run, store: ResultStore, arguments: tuple[str, ...], said: str, left: tuple[str, ...]
) -> None:
    done = run("purge", *arguments)
    assert (done.exit_code, done.output) == (0, f"{said}\n")
    assert {name for name in NAMES if store.get(name, KEY)} == set(left)


@pytest.mark.usefixtures("_full")
def test_purge_says_how_a_folder_is_written(run: Run) -> None:
    done = run("purge", "trip")
    assert (done.exit_code, done.stdout) == (0, "Deleted 0 entries, 0 B.\n")
    assert done.stderr == "If trip is a folder, say trip/\n"


@pytest.mark.usefixtures("_full")
@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("",),
        ("/",),
        ("//",),
        ("--all", "trip/"),
        ("--all", ""),
        ("/picture/b.jpg",),
        ("a", "b"),
    ],
)
def test_purge_deletes_nothing_that_was_not_named(
    run: Run, store: ResultStore, arguments: tuple[str, ...]
) -> None:
    done = run("purge", *arguments)
    assert done.exit_code == 2
    assert "Error: " in done.stderr
    assert store.stats().entries == 4


def test_a_store_that_is_none_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "results").write_text("a file")
    for arguments in (("purge", "--all"), ("stats",)):
        done = run(*arguments)
        assert done.exit_code == 1
        assert done.output.startswith(
            ("Error: not all could be deleted", "Error: the store cannot")
        )
